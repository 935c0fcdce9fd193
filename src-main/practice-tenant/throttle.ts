import { throttled, type Answer } from './answer';
import type { Bucket } from './call';
import type { Directory } from './directory';
import { practiceClientId } from './tenant-ids';

interface Limit {
  readonly quota: number;
  readonly windowMs: number;
}

/** Published limits (Graph "service-specific throttling limits"); sizes by number of accounts. */
const limits = {
  small: { quota: 3_500, windowMs: 10_000 },
  medium: { quota: 5_000, windowMs: 10_000 },
  large: { quota: 8_000, windowMs: 10_000 },
  writes: { quota: 3_000, windowMs: 150_000 },
  reports: { quota: 5, windowMs: 10_000 },
  signInActivity: { quota: 10, windowMs: 60_000 },
  conditionalAccess: { quota: 1, windowMs: 1_000 },
} satisfies Record<string, Limit>;
const identityBuckets: readonly string[] = ['small', 'medium', 'large', 'writes'];

interface Level {
  left: number;
  at: number;
}

export interface Charge {
  readonly bucket: Bucket;
  readonly units: number;
  readonly isWrite: boolean;
  readonly readsSignInActivity: boolean;
}

/** What a charge comes to: a refusal, or headers that tell the caller how much it used. */
export type Charged =
  | { readonly refusal: Answer }
  | { readonly refusal?: undefined; readonly headers: Readonly<Record<string, string>> };

/** Requests that were a whole interval apart when they left may arrive a little closer together. */
const slackMs = 20;

/** Token buckets over the tenant's clock. Conditional Access answers without Retry-After. */
export class Throttle {
  readonly #levels = new Map<keyof typeof limits, Level>();
  readonly #directory: Directory;

  constructor(directory: Directory) {
    this.#directory = directory;
  }

  charge(charge: Charge): Charged {
    const due: [keyof typeof limits, number][] = [];
    if (charge.bucket === 'reports') due.push(['reports', 1]);
    else if (charge.bucket === 'conditionalAccess') due.push(['conditionalAccess', 1]);
    else if (charge.bucket === 'identity') due.push([this.#size(), charge.units]);
    if (charge.isWrite) due.push(['writes', 1]);
    if (charge.readsSignInActivity) due.push(['signInActivity', 1]);
    for (const [name, units] of due) {
      const waitMs = this.#waitFor(name, units);
      if (waitMs > 0) return { refusal: this.#refuse(name, waitMs) };
    }
    for (const [name, units] of due) this.#level(name).left -= units;
    return { headers: charge.bucket === 'identity' ? this.#told(charge.units) : {} };
  }

  #refuse(name: keyof typeof limits, waitMs: number): Answer {
    const answer = throttled(name === 'conditionalAccess' ? undefined : Math.ceil(waitMs / 1000));
    if (!identityBuckets.includes(name)) return answer;
    const scope = `Tenant_Application/ReadWrite/${practiceClientId}/${this.#directory.facts.id}`;
    const limit = name === 'writes' ? 'WriteLimitExceeded' : 'ResourceUnitLimitExceeded';
    const headers = { 'x-ms-throttle-scope': scope, 'x-ms-throttle-information': limit };
    return { ...answer, headers: { ...answer.headers, ...headers } };
  }

  /** The share of the limit that is used is told above 80 percent. */
  #told(units: number): Record<string, string> {
    const size = this.#size();
    const share = 1 - this.#level(size).left / limits[size].quota;
    return {
      'x-ms-resource-unit': String(units),
      ...(share > 0.8 ? { 'x-ms-throttle-limit-percentage': share.toFixed(2) } : {}),
    };
  }

  #size(): 'small' | 'medium' | 'large' {
    const count = this.#directory.users.live;
    return count < 50 ? 'small' : count <= 500 ? 'medium' : 'large';
  }

  #level(name: keyof typeof limits): Level {
    const { quota, windowMs } = limits[name];
    const now = this.#directory.clock.now();
    const level = this.#levels.get(name) ?? { left: quota, at: now };
    level.left = Math.min(quota, level.left + ((now - level.at) * quota) / windowMs);
    level.at = now;
    this.#levels.set(name, level);
    return level;
  }

  #waitFor(name: keyof typeof limits, units: number): number {
    const { quota, windowMs } = limits[name];
    const missing = units - this.#level(name).left;
    const waitMs = Math.ceil((missing * windowMs) / quota);
    return waitMs <= slackMs ? 0 : waitMs;
  }
}

/** A scenario's own throttling: these requests are refused once, and again if asked too early. */
export class ScriptedThrottle {
  readonly #directory: Directory;
  readonly #until = new Map<string, number>();
  #seen = 0;
  #refused = 0;

  constructor(directory: Directory) {
    this.#directory = directory;
  }

  check(key: string, inBatch: boolean): Answer | undefined {
    const script = this.#directory.facts.graph.throttle;
    if (script === undefined || (script.insideBatchOnly === true && !inBatch)) return undefined;
    const now = this.#directory.clock.now();
    const until = this.#until.get(key);
    if (until !== undefined) {
      return now < until ? throttled(Math.ceil((until - now) / 1000)) : undefined;
    }
    this.#seen++;
    const allowed =
      typeof script.subRequests === 'number'
        ? script.subRequests
        : Math.floor((this.#seen * Number(script.subRequests.replace('%', ''))) / 100);
    if (this.#refused >= allowed) return undefined;
    const seconds = script.retryAfterSeconds[this.#refused % script.retryAfterSeconds.length] ?? 1;
    this.#refused++;
    this.#until.set(key, now + seconds * 1000);
    return throttled(seconds);
  }
}
