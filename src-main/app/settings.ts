import * as v from 'valibot';
import { failure, type Failure } from '../../shared/diagnostic';
import { settingsView, usualSettings, type SettingsView } from '../../shared/ipc/settings-contract';
import { err, ok, type Result } from '../../shared/result';
import type { Policy } from './policy-file';

/** Where settings are kept. `write` is all or nothing, and may throw. */
export interface SettingsPort {
  read(): unknown;
  /** Something lies there, whether it could be read or not. */
  isThere(): boolean;
  write(settings: SettingsView): void;
}

/** A file of an earlier version knows less. */
const stored = v.strictObject({
  ...v.partial(settingsView).entries,
  ...v.pick(settingsView, ['language', 'theme', 'density']).entries,
});

export type SettingsChanges = { readonly [K in keyof SettingsView]?: SettingsView[K] | undefined };

/** The app's settings: read once, applied at once, written at every change. Never in a plan. */
export class Settings {
  readonly #port: SettingsPort;
  readonly #onChange: (settings: SettingsView) => void;
  readonly #policy: Policy | null;
  /** As the person set them; what the policy sets lies over them, and is never written. */
  #own: SettingsView;

  constructor(
    port: SettingsPort,
    onChange: (settings: SettingsView) => void,
    policy: Policy | null = null,
  ) {
    this.#port = port;
    this.#onChange = onChange;
    this.#policy = policy;
    const parsed = v.safeParse(stored, port.read());
    // What cannot be read may have said read-only: nothing is changed before somebody says otherwise.
    this.#own = parsed.success
      ? { ...usualSettings, ...given(parsed.output) }
      : { ...usualSettings, isReadOnly: port.isThere() };
  }

  get current(): SettingsView {
    return { ...this.#own, ...given(this.#policy?.settings ?? {}) };
  }

  get managed(): Policy['managed'] | null {
    return this.#policy?.managed ?? null;
  }

  /**
   * Saved before it is applied: what is shown is what comes back after a restart. Failure
   * `input/managed-setting`: the policy sets one of them; nothing is changed then.
   * @throws Error of the file system
   */
  change(changes: SettingsChanges): Result<SettingsView, Failure> {
    const asked = given(changes);
    const names = this.managed?.names ?? [];
    const held = names.find((name) => name in asked);
    if (held !== undefined) {
      return err(failure('input/managed-setting'));
    }
    const next = v.parse(settingsView, { ...this.#own, ...asked });
    this.#port.write(next);
    this.#own = next;
    this.#onChange(this.current);
    return ok(this.current);
  }
}

function given(changes: SettingsChanges): Partial<SettingsView> {
  const set = Object.entries(changes).filter(([, value]) => value !== undefined);
  return Object.fromEntries(set);
}

/** @param systemLanguages in the person's order, e.g. ['ja-JP', 'en-US'] */
export function resolveLanguage(
  setting: SettingsView['language'],
  systemLanguages: readonly string[],
): 'en' | 'ja' {
  if (setting !== 'system') {
    return setting;
  }
  const known = systemLanguages
    .map((tag) => tag.toLowerCase().split('-')[0])
    .find((language) => language === 'ja' || language === 'en');
  return known === 'ja' ? 'ja' : 'en';
}

/** Whose colours native parts take: more contrast is this page's, light or dark stays the system's. */
export function themeSource({ theme }: SettingsView): 'system' | 'light' | 'dark' {
  return theme === 'contrast' ? 'system' : theme;
}
