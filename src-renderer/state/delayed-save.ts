/** What is typed is kept this long after the last change (screens.md 2). */
const saveAfterMs = 500;

/** One save that waits for the last of several changes. */
export class DelayedSave {
  readonly #save: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(save: () => void) {
    this.#save = save;
  }

  get isWaiting(): boolean {
    return this.#timer !== undefined;
  }

  /** Something changed: the wait begins anew. */
  changed(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.now(), saveAfterMs);
  }

  /** Saves at once, and nothing waits any more. */
  now(): void {
    this.cancel();
    this.#save();
  }

  /** Before something is closed: what waits is saved, nothing else. */
  flush(): void {
    if (this.isWaiting) this.now();
  }

  /** Nothing waits any more, and nothing is saved. */
  cancel(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
