import type { Clock } from '../ports/clock';
import { limits, readUnits, type Limit } from './limits';

interface Bucket {
  readonly limit: Limit;
  tokens: number;
  filledAt: number;
  /** Nobody passes before this instant: the first 429 shuts the bucket for all. */
  shutUntil: number;
  /** The last waiter; each waits for the one before, so that one wait serves the queue in order. */
  turn: Promise<void>;
  isModelled: boolean;
}

/**
 * Limits per tenant and path. On a real source the published limit is modelled from the start; on
 * a practice tenant only from the first refusal on, so that nothing waits where nothing throttles.
 */
export class PacingBuckets {
  readonly #buckets = new Map<Limit['name'], Bucket>();
  #readUnits = limits.reads.capacity;

  constructor(
    private readonly clock: Clock,
    private readonly isModelled: boolean,
    private readonly onWait: (seconds: number | null) => void,
  ) {}

  /** The tenant's class decides how much it may read. */
  sizeIs(users: number): void {
    this.#readUnits = readUnits(users);
  }

  /** Waits until the request may leave. Rejects when the signal fires. */
  async enter(name: Limit['name'], cost: number, signal?: AbortSignal): Promise<void> {
    const bucket = this.#bucket(name);
    const before = bucket.turn;
    let release: () => void = () => undefined;
    bucket.turn = new Promise((resolve) => {
      release = resolve;
    });
    try {
      await before;
      for (let wait = this.#waitOf(bucket, cost); wait > 0; wait = this.#waitOf(bucket, cost)) {
        if (wait >= 1000) this.onWait(Math.ceil(wait / 1000));
        await this.clock.sleep(wait, signal);
      }
      bucket.tokens -= Math.min(cost, bucket.tokens);
    } finally {
      this.onWait(null);
      release();
    }
  }

  /** A 429: nobody asks this bucket again before `ms` have passed. */
  shut(name: Limit['name'], ms: number): void {
    const bucket = this.#bucket(name);
    bucket.isModelled = true;
    bucket.tokens = 0;
    bucket.filledAt = this.clock.now() + ms;
    bucket.shutUntil = Math.max(bucket.shutUntil, this.clock.now() + ms);
  }

  #waitOf(bucket: Bucket, cost: number): number {
    const now = this.clock.now();
    if (bucket.shutUntil > now) return bucket.shutUntil - now;
    if (!bucket.isModelled) return 0;
    const capacity = bucket.limit.name === 'reads' ? this.#readUnits : bucket.limit.capacity;
    const perMs = (bucket.limit.perMs * capacity) / bucket.limit.capacity;
    const gained = Math.max(0, now - bucket.filledAt) * perMs;
    bucket.tokens = Math.min(capacity, bucket.tokens + gained);
    bucket.filledAt = Math.max(bucket.filledAt, now);
    const missing = Math.min(cost, capacity) - bucket.tokens;
    return missing <= 1e-9 ? 0 : Math.max(1, Math.ceil(missing / perMs));
  }

  #bucket(name: Limit['name']): Bucket {
    const known = this.#buckets.get(name);
    if (known) return known;
    const bucket: Bucket = {
      limit: limits[name],
      tokens: limits[name].capacity,
      filledAt: this.clock.now(),
      shutUntil: 0,
      turn: Promise.resolve(),
      isModelled: this.isModelled,
    };
    this.#buckets.set(name, bucket);
    return bucket;
  }
}
