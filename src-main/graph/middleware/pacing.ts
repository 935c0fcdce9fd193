import type { Context, Middleware } from '@microsoft/microsoft-graph-client';
import { isJsonObject, type Json } from '../../../shared/json';
import { parseJson } from '../graph-error';
import { bucketOf, unitsOf } from '../limits';
import type { PacingBuckets } from '../pacing-buckets';
import { backOffMs, retryAfterMs } from '../retry-after';
import { callOf, type Call } from './call';

/** Holds a request until its bucket lets it pass, and shuts the bucket on 429. */
export class Pacing implements Middleware {
  #next: Middleware | null = null;

  constructor(private readonly buckets: PacingBuckets) {}

  setNext(next: Middleware): void {
    this.#next = next;
  }

  async execute(context: Context): Promise<void> {
    const call = callOf(context);
    const path = call.path;
    const parts = path.endsWith('/$batch') ? partsOf(call) : null;
    const bucket = bucketOf(call.method, path, parts !== null && call.lane === 'write');
    const cost =
      parts === null
        ? unitsOf(path)
        : call.lane === 'write'
          ? 1
          : parts.reduce((sum, url) => sum + unitsOf(url), 0);
    await this.buckets.enter(bucket, cost, call.signal);
    await this.#next?.execute(context);
    if (call.response?.status === 429) {
      this.buckets.shut(bucket, retryAfterMs(call.response.headers) ?? backOffMs(1));
    }
  }
}

function partsOf(call: Call): readonly string[] {
  const body = parseJson(call.body ?? '');
  const requests = isJsonObject(body) ? body['requests'] : undefined;
  if (!Array.isArray(requests)) return [];
  return (requests as readonly Json[]).map((part) =>
    isJsonObject(part) && typeof part['url'] === 'string' ? (part['url'].split('?')[0] ?? '') : '',
  );
}
