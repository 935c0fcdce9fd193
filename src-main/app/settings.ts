import * as v from 'valibot';
import { settingsView, type SettingsView } from '../../shared/ipc/home-contract';

/** Where settings are kept. `write` is all or nothing, and may throw. */
export interface SettingsPort {
  read(): unknown;
  /** Something lies there, whether it could be read or not. */
  isThere(): boolean;
  write(settings: SettingsView): void;
}

export const usualSettings: SettingsView = {
  language: 'system',
  theme: 'system',
  density: 'comfortable',
  isReadOnly: false,
  checksUpdates: true,
};

/** A file of an earlier version knows less. */
const stored = v.strictObject({
  ...settingsView.entries,
  isReadOnly: v.optional(v.boolean(), false),
  checksUpdates: v.optional(v.boolean(), true),
});

export type SettingsChanges = { readonly [K in keyof SettingsView]?: SettingsView[K] | undefined };

/** The app's settings: read once, applied at once, written at every change. Never in a plan. */
export class Settings {
  readonly #port: SettingsPort;
  readonly #onChange: (settings: SettingsView) => void;
  #current: SettingsView;

  constructor(port: SettingsPort, onChange: (settings: SettingsView) => void) {
    this.#port = port;
    this.#onChange = onChange;
    const parsed = v.safeParse(stored, port.read());
    // What cannot be read may have said read-only: nothing is changed before somebody says otherwise.
    this.#current = parsed.success
      ? parsed.output
      : { ...usualSettings, isReadOnly: port.isThere() };
  }

  get current(): SettingsView {
    return this.#current;
  }

  /** Saved before it is applied: what is shown is what comes back after a restart. */
  change(changes: SettingsChanges): SettingsView {
    const given = Object.entries(changes).filter(([, value]) => value !== undefined);
    const next = v.parse(settingsView, { ...this.#current, ...Object.fromEntries(given) });
    this.#port.write(next);
    this.#current = next;
    this.#onChange(next);
    return next;
  }
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
