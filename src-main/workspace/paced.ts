/**
 * At most one call in `everyMs`: the first at once, those that come too soon together as one when
 * the time is over.
 */
export class Paced {
  #last = Number.NEGATIVE_INFINITY;
  #timer: NodeJS.Timeout | null = null;

  /** @param work looks at how things stand itself: what was asked in between is not kept */
  constructor(
    private readonly work: () => void,
    private readonly everyMs: number,
  ) {}

  ask(): void {
    if (this.#timer !== null) return;
    const wait = this.#last + this.everyMs - performance.now();
    if (wait <= 0) this.#go();
    else this.#timer = setTimeout(() => this.#go(), wait);
  }

  /** What was asked for and not done yet is not done any more. */
  drop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #go(): void {
    this.#timer = null;
    this.#last = performance.now();
    this.work();
  }
}
