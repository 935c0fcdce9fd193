/** Batches of one tenant on their way at once, at most (performance.md 3.3). */
const mostInFlight = 48;
/** A service that answers this much slower than at its best is given fewer requests at once. */
const tolerance = 1.5;
const smoothing = 0.3;

/**
 * How many batches may be on their way at once. It begins with one and doubles with every answer,
 * goes on by one where answers grow slow, and back to one when some part was throttled: a rate is
 * found by the buckets, never by asking more at once.
 */
export class InFlight {
  #limit = 1;
  #best = Infinity;
  #usual = 0;
  #isSearching = true;

  get limit(): number {
    return Math.floor(this.#limit);
  }

  /** One batch came back after `ms`. */
  settled(ms: number, wasThrottled: boolean): void {
    this.#best = Math.min(this.#best, Math.max(1, ms));
    this.#usual = this.#usual === 0 ? ms : this.#usual * (1 - smoothing) + ms * smoothing;
    if (wasThrottled) {
      this.#limit = 1;
      this.#isSearching = true;
      return;
    }
    // Latency is compared per request on its way: more at once on one wire take longer together.
    if (this.#usual > this.#best * tolerance * Math.max(1, Math.sqrt(this.#limit))) {
      this.#isSearching = false;
      this.#limit = Math.max(1, this.#limit * 0.8);
      return;
    }
    const next = this.#isSearching ? this.#limit * 2 : this.#limit + 1 / this.#limit;
    this.#limit = Math.min(mostInFlight, next);
  }
}
