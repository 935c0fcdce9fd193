import type { Limit } from '../../shared/entra/graph-limits';

/** A bucket's state as it is kept over restarts. Instants in milliseconds since 1970. */
export interface BucketLevel {
  readonly level: number;
  readonly at: number;
  readonly shutUntil: number;
  /** Shut because the service is out of order, not because it was asked too often. */
  readonly isOut?: boolean;
  /** When this was kept. */
  readonly keptAt: number;
  /** Of the published rate; less than 1 after a refusal. */
  readonly share: number;
  readonly quota: number;
}

/** Share of a published rate this product uses: a little less than everything. */
const usedShare = 0.995;
/** What a refusal leaves of the rate (performance.md 3.3). */
const cut = 0.85;
const leastShare = 0.05;
/** A request that was on its way when a process ended has arrived by then. */
const longestTravelMs = 5_000;
/** An unpublished limit is tried a little higher each minute. */
const risePerMinute = 1.05;

/**
 * One limit: a token bucket over the caller's clock, never fuller than the service's own. A request
 * is reserved when it leaves and spent when its answer is here: had it arrived earlier, the service
 * would hold as much or more. After a refusal the rate falls, and rises again by CUBIC.
 */
export class TokenBucket {
  #level: number;
  #filledAt: number;
  #quota: number;
  #shutUntil = 0;
  #outUntil = 0;
  #share = 1;
  #cutAt = -1;
  #isModelled: boolean;
  /** Units on their way. */
  #reserved = 0;
  #refusals = 0;
  /** Units of about the last window, to learn an unpublished limit from. */
  #spent = 0;
  #spentAt = 0;

  constructor(
    private readonly limit: Limit,
    isModelled: boolean,
    now: number,
  ) {
    this.#quota = limit.quota;
    this.#level = limit.quota;
    this.#filledAt = now;
    this.#isModelled = isModelled && limit.isLearnt !== true;
  }

  /** Units that may leave at once; infinite where nothing is known to limit them. */
  get room(): number {
    if (!this.#isModelled) return Infinity;
    const isCut = this.#share < 1 && this.limit.isLearnt !== true;
    return isCut ? Math.max(1, this.#quota / 4) : this.#quota;
  }

  /** Refusals in a row, for the wait of one without Retry-After. */
  get refusals(): number {
    return this.#refusals;
  }

  /** The tenant's class is known: what was spent stays spent. */
  resize(quota: number): void {
    this.#level += quota - this.#quota;
    this.#quota = quota;
  }

  /** Milliseconds until `units` may leave, after `ahead` units of those who wait in front. */
  waitFor(units: number, ahead: number, now: number): number {
    const shut = Math.max(0, this.#shutUntil - now);
    if (!this.#isModelled) return shut;
    this.#fill(now);
    const missing = Math.min(units, this.room) + ahead - (this.#level - this.#reserved);
    if (missing <= 1e-9) return shut;
    const from = Math.max(0, this.#filledAt - now);
    return Math.max(shut, from + Math.max(1, Math.ceil(missing / this.#perMs(now))));
  }

  take(units: number, now: number): void {
    if (this.limit.isLearnt === true) this.#count(units, now);
    this.#reserved += units;
  }

  /** The answer to a request of `units` came, or none will. */
  arrived(units: number, now: number): void {
    this.#reserved -= units;
    if (!this.#isModelled) return;
    this.#fill(now);
    this.#level -= units;
  }

  /**
   * A 429 for a request that left at `leftAt`: nobody passes until then, then `units` do. Answers of
   * requests that were on their way together lower the rate once.
   */
  refuse(until: number, units: number, leftAt: number, now: number): void {
    if (this.limit.isLearnt === true) {
      this.#count(-units, now);
      this.#quota = Math.max(this.limit.quota, Math.floor(this.#spent));
    }
    if (leftAt > this.#cutAt) {
      const share = this.#isModelled ? this.#shareAt(now) : 1;
      this.#share = Math.max(leastShare, share * cut);
      this.#cutAt = now;
      this.#refusals += 1;
    }
    this.#isModelled = true;
    this.#shutUntil = Math.max(this.#shutUntil, until);
    this.#level = Math.min(units, this.room);
    this.#filledAt = this.#shutUntil;
  }

  /** The service is out of order, and asks to be left alone: that says nothing about its rate. */
  shut(until: number): void {
    this.#outUntil = Math.max(this.#outUntil, until);
    this.#shutUntil = Math.max(this.#shutUntil, this.#outUntil);
  }

  /** Whether it is the service's being out of order that shuts this for longest. */
  get isOut(): boolean {
    return this.#outUntil > 0 && this.#outUntil >= this.#shutUntil;
  }

  /** An answer that was no refusal. */
  pass(): void {
    this.#refusals = 0;
  }

  /** The service's own word: this share of the limit is used, so no more than the rest is left. */
  told(used: number, now: number): void {
    if (!this.#isModelled) return;
    this.#fill(now);
    this.#level = Math.min(this.#level, (1 - used) * this.#quota + this.#reserved);
  }

  /** A request cost more, or less, than was charged. */
  correct(units: number): void {
    if (this.#isModelled) this.#level -= units;
  }

  keep(now: number): BucketLevel {
    this.#fill(now);
    const at = this.#reserved > 0 ? now + longestTravelMs : this.#filledAt;
    return {
      ...{ level: this.#level - this.#reserved, at, shutUntil: this.#shutUntil, keptAt: now },
      ...{ share: this.#shareAt(now), quota: this.#quota },
      ...(this.isOut ? { isOut: true } : {}),
    };
  }

  /** Refused until this instant, ms. */
  get shutUntil(): number {
    return this.#shutUntil;
  }

  /**
   * Goes on from an earlier process. A clock that was set back must not shut a bucket for days: never
   * for longer than was left when it was kept.
   */
  restore(kept: BucketLevel, now: number): void {
    const spent = this.#quota - this.#level;
    this.#quota = kept.quota;
    this.#level = Math.min(kept.level, kept.quota) - spent;
    this.#filledAt = kept.at > now + longestTravelMs ? now : kept.at;
    this.#shutUntil = Math.min(kept.shutUntil, now + Math.max(0, kept.shutUntil - kept.keptAt));
    if (kept.isOut === true) this.#outUntil = this.#shutUntil;
    this.#share = Math.min(1, Math.max(leastShare, kept.share));
    this.#cutAt = this.#share < 1 ? now : -1;
    if (this.#share < 1) this.#isModelled = true;
  }

  #fill(now: number): void {
    if (now <= this.#filledAt) return;
    this.#level = Math.min(this.room, this.#level + (now - this.#filledAt) * this.#perMs(now));
    this.#filledAt = now;
  }

  #count(units: number, now: number): void {
    this.#spent *= Math.exp((this.#spentAt - now) / this.limit.windowMs);
    this.#spent = Math.max(0, this.#spent + units);
    this.#spentAt = now;
  }

  #perMs(now: number): number {
    return (usedShare * this.#shareAt(now) * this.#quota) / this.limit.windowMs;
  }

  /** CUBIC: back to the rate of before within a window, level there, then on. */
  #shareAt(now: number): number {
    if (this.#share >= 1 || this.#cutAt < 0) return 1;
    const before = this.#share / cut;
    const windows = Math.max(0, now - this.#cutAt) / this.limit.windowMs;
    const curve = 1 - cut;
    const share = before + curve * (windows - Math.cbrt(before)) ** 3;
    const most = this.limit.isLearnt === true ? risePerMinute ** ((now - this.#cutAt) / 60_000) : 1;
    if (share >= 1 && this.limit.isLearnt !== true) this.#share = 1;
    return Math.min(most, Math.max(leastShare, share));
  }
}
