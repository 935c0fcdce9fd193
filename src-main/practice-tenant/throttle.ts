import { limits, readUnits, type BucketName } from '../../shared/entra/graph-limits';
import { throttled, type Answer } from './answer';
import type { Bucket } from './call';
import type { Directory } from './directory';
import { practiceClientId } from './tenant-ids';

interface Level {
  left: number;
  at: number;
}

export interface Charge {
  readonly bucket: Bucket;
  readonly units: number;
  readonly isWrite: boolean;
  readonly readsSignInActivity: boolean;
  readonly inBatch?: boolean;
}

/** What a charge comes to: a refusal, or headers that tell the caller how much it used. */
export type Charged =
  | { readonly refusal: Answer }
  | { readonly refusal?: undefined; readonly headers: Readonly<Record<string, string>> };

type Due = readonly [BucketName, number];

/** Buckets whose refusals say which one it was, and in whose name. */
const scopes: Partial<Record<BucketName, readonly [scope: string, information: string]>> = {
  reads: ['Tenant_Application/ReadWrite', 'ResourceUnitLimitExceeded'],
  appReads: ['Application/ReadWrite', 'ResourceUnitLimitExceeded'],
  writes: ['Tenant_Application/Write', 'WriteLimitExceeded'],
  tenantWrites: ['Tenant/Write', 'WriteLimitExceeded'],
  appWrites: ['Application/Write', 'WriteLimitExceeded'],
};

/**
 * The published limits, each a token bucket over the tenant's clock. Conditional Access answers
 * without Retry-After; identity, and every part of a batch, with fractions of a second.
 */
export class Throttle {
  readonly #levels = new Map<BucketName, Level>();
  readonly #directory: Directory;

  constructor(directory: Directory) {
    this.#directory = directory;
  }

  charge(charge: Charge): Charged {
    const due = dueOf(charge);
    for (const [name, units] of due) {
      const waitMs = this.#waitFor(name, units);
      if (waitMs > 0) return { refusal: this.#refuse(name, units, waitMs, charge) };
    }
    for (const [name, units] of due) this.#level(name).left -= units;
    return { headers: charge.bucket === 'identity' ? this.#told(charge.units) : {} };
  }

  #refuse(name: BucketName, units: number, waitMs: number, charge: Charge): Answer {
    const scope = scopes[name];
    const isExact = scope !== undefined || charge.inBatch === true;
    const seconds = isExact ? waitMs / 1000 : Math.ceil(waitMs / 1000);
    const answer = throttled(name === 'conditionalAccess' ? undefined : seconds);
    if (scope === undefined) return answer;
    const used = Math.min(1.8, this.#used(name) + units / this.#quota(name));
    const headers = {
      'x-ms-throttle-scope': `${scope[0]}/${practiceClientId}/${this.#directory.facts.id}`,
      'x-ms-throttle-information': scope[1],
      'x-ms-throttle-limit-percentage': used.toFixed(2),
    };
    return { ...answer, headers: { ...answer.headers, ...headers } };
  }

  /** The share of the limit that is used is told above 80 percent. */
  #told(units: number): Record<string, string> {
    const used = this.#used('reads');
    return {
      'x-ms-resource-unit': String(units),
      ...(used > 0.8 ? { 'x-ms-throttle-limit-percentage': used.toFixed(2) } : {}),
    };
  }

  #used(name: BucketName): number {
    return 1 - this.#level(name).left / this.#quota(name);
  }

  #quota(name: BucketName): number {
    return name === 'reads' ? readUnits(this.#directory.users.live) : limits[name].quota;
  }

  #level(name: BucketName): Level {
    const quota = this.#quota(name);
    const now = this.#directory.clock.now();
    const level = this.#levels.get(name) ?? { left: quota, at: now };
    level.left = Math.min(quota, level.left + ((now - level.at) * quota) / limits[name].windowMs);
    level.at = now;
    this.#levels.set(name, level);
    return level;
  }

  #waitFor(name: BucketName, units: number): number {
    const missing = units - this.#level(name).left;
    // What rounding leaves is no refusal.
    return missing <= 1e-6 ? 0 : Math.ceil((missing * limits[name].windowMs) / this.#quota(name));
  }
}

function dueOf(charge: Charge): readonly Due[] {
  const due: Due[] = [['global', 1]];
  if (charge.bucket === 'reports') due.push(['reports', 1], ['appReports', 1]);
  else if (charge.bucket === 'conditionalAccess') due.push(['conditionalAccess', 1]);
  else if (charge.bucket === 'identity') {
    due.push(['reads', charge.units], ['appReads', charge.units]);
  }
  if (charge.isWrite) due.push(['writes', 1], ['tenantWrites', 1], ['appWrites', 1]);
  if (charge.readsSignInActivity) due.push(['signInActivity', 1]);
  return due;
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
