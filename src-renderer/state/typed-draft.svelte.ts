import type { AppStore } from './app.svelte';
import { DelayedSave } from './delayed-save';

interface Typed<T> {
  /** Which text it is, where one field shows several in turn. */
  readonly place: string;
  readonly value: T;
  readonly save: (value: T) => Promise<T | null>;
  readonly workspaceId: string | undefined;
  /** What main kept of it; null until it has answered. */
  readonly kept: T | null;
}

/**
 * What somebody types, shown over what main keeps: saved half a second after the last letter and
 * at once when the field is left. An answer never writes over letters typed meanwhile, and the end
 * of a pause in a word that is still composed saves nothing.
 */
export class TypedDraft<T> {
  readonly #app: Pick<AppStore, 'state'>;
  readonly #saving = new DelayedSave(() => void this.#send());
  #typed = $state.raw<Typed<T> | null>(null);
  #isUnsent = false;
  #sending = 0;
  #isComposing = false;
  #isLeft = false;

  constructor(app: Pick<AppStore, 'state'>) {
    this.#app = app;
  }

  /** For the field: `kept` where nothing is typed, or where it changed since, as by an undo. */
  shown(place: string, kept: T): T {
    const typed = this.#typed;
    if (typed?.place !== place) return kept;
    return typed.kept === null || isSame(typed.kept, kept) ? typed.value : kept;
  }

  /** `save` answers with what main keeps then, or null where it failed. */
  type(place: string, value: T, kept: T, save: (value: T) => Promise<T | null>): void {
    if (this.#typed !== null && this.#typed.place !== place) this.flush();
    // Typed and taken back before it was sent: there is nothing to save.
    if (this.#sending === 0 && isSame(value, kept)) return this.forget();
    const workspaceId = this.#app.state?.workspace?.id;
    this.#typed = { place, value, save, workspaceId, kept: null };
    this.#isUnsent = true;
    this.#isLeft = false;
    if (!this.#isComposing) this.#saving.changed();
  }

  /** The field is left: saved at once, and from then on it shows what main keeps. */
  leave(): void {
    this.#isLeft = true;
    this.flush();
    if (this.#typed !== null && this.#typed.kept !== null) this.#typed = null;
  }

  /** Before the screen or the window closes: what is not saved yet, also a half composed word. */
  flush(): void {
    this.#isComposing = false;
    if (this.#isUnsent) this.#saving.now();
  }

  /** Nothing typed counts any more. */
  forget(): void {
    this.#saving.cancel();
    this.#isUnsent = false;
    this.#typed = null;
  }

  /** For the field, beside its own events. */
  readonly startComposing = (): void => {
    this.#isComposing = true;
    this.#saving.cancel();
  };
  readonly endComposing = (): void => {
    this.#isComposing = false;
    if (this.#isUnsent) this.#saving.changed();
  };

  async #send(): Promise<void> {
    const sent = this.#typed;
    this.#isUnsent = false;
    // Another plan was opened meanwhile: nothing of this one may be written into it.
    if (sent === null || sent.workspaceId !== this.#app.state?.workspace?.id) return;
    this.#sending += 1;
    const kept = await sent.save(sent.value);
    this.#sending -= 1;
    if (this.#typed !== sent) return;
    if (kept === null) this.#isUnsent = true;
    else this.#typed = this.#isLeft ? null : { ...sent, kept };
  }
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
