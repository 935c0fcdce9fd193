export interface Rate {
  readonly burst: number;
  readonly perSecond: number;
}

/** A bucket per key. True: go on. Time comes from outside, in milliseconds. */
export type RateLimit = (key: string, rate: Rate) => boolean;

export function createRateLimit(now: () => number): RateLimit {
  const buckets = new Map<string, { left: number; at: number }>();
  return (key, rate) => {
    const time = now();
    const bucket = buckets.get(key) ?? { left: rate.burst, at: time };
    const refill = (Math.max(0, time - bucket.at) / 1000) * rate.perSecond;
    bucket.left = Math.min(rate.burst, bucket.left + refill);
    bucket.at = time;
    buckets.set(key, bucket);
    if (bucket.left < 1) {
      return false;
    }
    bucket.left -= 1;
    return true;
  };
}
