import { bucketNames, limits, readUnits, type BucketName } from '../../shared/entra/graph-limits';
import type { Clock } from '../ports/clock';
import { refusedBucket, type Charge } from './charges';
import { backOffMs, retryAfterMs } from './retry-after';
import { endOf, levelKept, levelToKeep, wallOf } from './steady-time';
import { TokenBucket, type BucketLevel } from './token-bucket';

export type PacingLevels = Readonly<Partial<Record<BucketName, BucketLevel>>>;

/** Where the levels are kept, so that a restart does not spend a full bucket twice. */
export interface PacingMemory {
  load(): PacingLevels;
  save(levels: PacingLevels): void;
}

/** A request that was let through. */
export interface Departure {
  readonly at: number;
  /** Its answer is here, or will never come. */
  arrived(): void;
}

/** Limits of one application over all of its tenants, for clients of several of them at once. */
export type AppBuckets = ReadonlyMap<BucketName, TokenBucket>;

/** Full ones, as an application has that asked for nothing lately. `now`: steady, of the clients. */
export function appBuckets(now: number): AppBuckets {
  const names = bucketNames.filter((name) => limits[name].scope === 'app');
  return new Map(names.map((name) => [name, new TokenBucket(limits[name], true, now)]));
}

export interface PacingOptions {
  readonly clock: Clock;
  /** Shared with other tenants' clients, which live on the same clock. Default: nobody shares. */
  readonly ofApp?: AppBuckets | undefined;
  /**
   * Whether the published limits hold from the start. False on a practice tenant that throttles
   * nothing: there a bucket is modelled from its first refusal on.
   */
  readonly isModelled: boolean;
  /** Whole seconds the longest waiting request still waits; null when nobody waits a second. */
  readonly onWait?: (seconds: number | null) => void;
}

/** What was spent of a bucket since it was kept last, in shares of its quota, worth keeping again. */
const worthKeeping = 0.1;

interface Waiter {
  readonly charges: readonly Charge[];
  until: number;
}

/**
 * One bucket per published limit of a tenant; a request leaves when all of its buckets have room.
 * Counted by time that nobody sets; kept and told by this computer's.
 */
export class PacingBuckets {
  readonly #buckets = new Map<BucketName, TokenBucket>();
  readonly #spent = new Map<BucketName, number>();
  readonly #waiting: Waiter[] = [];
  readonly #clock: Clock;
  #memory: PacingMemory | null = null;

  constructor(private readonly options: PacingOptions) {
    this.#clock = options.clock;
    const now = this.#clock.steady();
    for (const name of bucketNames) {
      const own = new TokenBucket(limits[name], options.isModelled, now);
      this.#buckets.set(name, options.ofApp?.get(name) ?? own);
    }
  }

  /**
   * Goes on from what an earlier process left of the limits, and keeps what is spent from now on.
   * Once something is kept, another memory only keeps on: what it holds was left by this very client,
   * and would be spent a second time.
   */
  remember(memory: PacingMemory): void {
    const isFirst = this.#memory === null;
    this.#memory = memory;
    if (!isFirst) return;
    const levels = memory.load();
    const now = this.#clock.steady();
    for (const name of bucketNames) {
      const level = levels[name];
      if (level === undefined || this.#isShared(name)) continue;
      this.#of(name).restore(levelKept(level, this.#clock), now);
    }
  }

  /** The tenant's class decides how much it may read. */
  sizeIs(users: number): void {
    this.#of('reads').resize(readUnits(users));
  }

  /** How many of these requests, from the first on, may go in one batch: at least one. */
  roomFor(requests: readonly (readonly Charge[])[]): number {
    const sums = new Map<BucketName, number>();
    for (const [index, charges] of requests.entries()) {
      for (const { bucket, units } of charges) {
        const sum = (sums.get(bucket) ?? 0) + units;
        if (index > 0 && sum > this.#of(bucket).room) return index;
        sums.set(bucket, sum);
      }
    }
    return requests.length;
  }

  /**
   * What keeps one of these buckets shut for longer than this: a refusal, or a service that is out of
   * order; null: nothing does. `until`: ms since 1970, of the longest.
   */
  refusalOf(charges: readonly Charge[], ms: number): { until: number; isOut: boolean } | null {
    // Rounded as the end of a wait of so long is.
    const limit = endOf(ms, this.#clock.steady());
    const shut = charges.map(({ bucket }) => this.#of(bucket)).filter((b) => b.shutUntil > limit);
    const [longest] = shut.sort((a, b) => b.shutUntil - a.shutUntil);
    if (longest === undefined) return null;
    return { until: wallOf(longest.shutUntil, this.#clock), isOut: longest.isOut };
  }

  /** Waits until the request may leave, in the order of asking. Rejects when the signal fires. */
  async enter(charges: readonly Charge[], signal?: AbortSignal): Promise<Departure> {
    const waiter: Waiter = { charges, until: 0 };
    this.#waiting.push(waiter);
    try {
      for (let wait = this.#waitOf(waiter); wait > 0; wait = this.#waitOf(waiter)) {
        waiter.until = this.#clock.steady() + wait;
        this.#tellWait();
        await this.#clock.sleep(wait, signal);
      }
    } finally {
      this.#waiting.splice(this.#waiting.indexOf(waiter), 1);
      this.#tellWait();
    }
    const at = this.#clock.steady();
    for (const { bucket, units } of charges) this.#of(bucket).take(units, at);
    this.#keep(charges);
    const arrived = (): void => {
      const now = this.#clock.steady();
      for (const { bucket, units } of charges) this.#of(bucket).arrived(units, now);
    };
    return { at, arrived };
  }

  /**
   * What an answer says about its buckets: a 429, or a 503 that says for how long, shuts the one
   * that refused; any other tells what the request cost and how full the limit is.
   */
  answered(
    charges: readonly Charge[],
    answer: { readonly status: number; readonly headers: Readonly<Record<string, string>> },
    leftAt: number,
  ): void {
    const { status, headers } = answer;
    const now = this.#clock.steady();
    const asked = retryAfterMs(headers, this.#clock.serverTime());
    if (status === 429 || (status === 503 && asked !== null)) {
      const name = refusedBucket(charges, headers);
      if (name === null) return;
      const units = charges.find((one) => one.bucket === name)?.units ?? 1;
      const bucket = this.#of(name);
      const until = endOf(asked ?? backOffMs(bucket.refusals + 1), now);
      if (status === 503) bucket.shut(until);
      else bucket.refuse(until, units, leftAt, now);
      this.#keep(charges, true);
      return;
    }
    // Out of order without a word for how long: no refusal, and no answer to learn from.
    if (status === 503) return;
    for (const { bucket } of charges) this.#of(bucket).pass();
    const reads = charges.find((one) => one.bucket === 'reads');
    if (reads === undefined) return;
    const cost = Number(headers['x-ms-resource-unit'] ?? NaN);
    const isCost = Number.isFinite(cost) && cost >= 0 && cost <= 1_000;
    if (isCost && cost !== reads.units) {
      for (const name of ['reads', 'appReads'] as const) this.#of(name).correct(cost - reads.units);
    }
    const used = Number(headers['x-ms-throttle-limit-percentage'] ?? NaN);
    if (used >= 0.8 && used <= 10) this.#of('reads').told(used, now);
  }

  #save(memory: PacingMemory): void {
    const now = this.#clock.steady();
    const levels: Partial<Record<BucketName, BucketLevel>> = {};
    for (const [name, bucket] of this.#buckets) {
      // What several tenants spend together is no tenant's own to keep.
      if (!this.#isShared(name)) levels[name] = levelToKeep(bucket.keep(now), this.#clock);
    }
    this.#spent.clear();
    memory.save(levels);
  }

  #keep(charges: readonly Charge[], isForced = false): void {
    if (this.#memory === null) return;
    let isWorth = isForced;
    for (const { bucket, units } of charges) {
      const spent = (this.#spent.get(bucket) ?? 0) + units;
      this.#spent.set(bucket, spent);
      if (spent >= worthKeeping * limits[bucket].quota) isWorth = true;
    }
    if (isWorth) this.#save(this.#memory);
  }

  #waitOf(waiter: Waiter): number {
    const now = this.#clock.steady();
    const ahead = new Map<BucketName, number>();
    for (const other of this.#waiting) {
      if (other === waiter) break;
      for (const { bucket, units } of other.charges) {
        ahead.set(bucket, (ahead.get(bucket) ?? 0) + units);
      }
    }
    let wait = 0;
    for (const { bucket, units } of waiter.charges) {
      wait = Math.max(wait, this.#of(bucket).waitFor(units, ahead.get(bucket) ?? 0, now));
    }
    return wait;
  }

  #tellWait(): void {
    const now = this.#clock.steady();
    const longest = Math.max(0, ...this.#waiting.map((one) => one.until - now));
    this.options.onWait?.(longest >= 1000 ? Math.ceil(longest / 1000) : null);
  }

  #isShared(name: BucketName): boolean {
    return this.options.ofApp?.has(name) === true;
  }

  #of(name: BucketName): TokenBucket {
    const bucket = this.#buckets.get(name);
    if (bucket === undefined) throw new Error(`No bucket ${name}`);
    return bucket;
  }
}
