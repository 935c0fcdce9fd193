import type { GraphClient } from './graph-client';
import { batchBody, matchParts, type PartOutcome } from './batch-parts';
import { isSuccess, type GraphAnswer } from './graph-error';
import { backOffMs, patienceMs, retryAfterMs } from './retry-after';

export type ReadsOutcome =
  | { readonly kind: 'parts'; readonly parts: readonly PartOutcome[] }
  | { readonly kind: 'unauthorized' }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly answer: GraphAnswer | null };

/** Tries in a row that bring nothing; one that answers some of the parts is no vain try. */
const vainTries = 5;

/**
 * Up to 20 reads in one call, or in several where a bucket holds fewer. Only parts that are
 * throttled, put off (503 with `Retry-After`) or missing are asked again, after the longest
 * `Retry-After` among them; every other answer stands as it came, 403 included.
 */
export async function readBatch(
  client: GraphClient,
  version: 'v1.0' | 'beta',
  urls: readonly string[],
  signal?: AbortSignal,
): Promise<ReadsOutcome> {
  const settled: PartOutcome[] = urls.map(() => ({ kind: 'missing' }));
  let open = urls.map((_, place) => place);
  let vain = 0;
  while (open.length > 0) {
    const room = client.roomFor(open.map((place) => urls[place] ?? ''));
    const asked = open.slice(0, room);
    const parts = asked.map((place) => ({ method: 'GET' as const, url: urls[place] ?? '' }));
    const got = await client.postReads(version, batchBody(parts), { signal });
    if (!got.ok) {
      if (got.failure.code === 'step/cancelled') return { kind: 'cancelled' };
      if (got.failure.code.startsWith('auth/')) return { kind: 'unauthorized' };
      return { kind: 'failed', answer: null };
    }
    if (got.value.status === 401) return { kind: 'unauthorized' };
    if (!isSuccess(got.value.status)) return { kind: 'failed', answer: got.value };
    const matched = matchParts(got.value.json, asked.length);
    let wait = 0;
    const again: number[] = [];
    asked.forEach((place, index) => {
      const part = matched?.[index] ?? { kind: 'missing' };
      settled[place] = part;
      if (part.kind === 'missing') again.push(place);
      else {
        const askedMs = retryAfterMs(part.answer.headers, client.clock.serverTime());
        const isThrottled = part.answer.status === 429;
        if (!isThrottled && (part.answer.status !== 503 || askedMs === null)) return;
        if (isThrottled) client.stats.throttled += 1;
        again.push(place);
        wait = Math.max(wait, askedMs ?? backOffMs(vain + 1));
      }
    });
    open = [...again, ...open.slice(room)];
    vain = again.length === asked.length ? vain + 1 : 0;
    if (vain >= vainTries) break;
    if (again.length === 0) continue;
    if (wait > patienceMs) break;
    if (wait === 0) wait = backOffMs(Math.max(1, vain));
    client.stats.waitSeconds = Math.ceil(wait / 1000);
    try {
      await client.clock.sleep(wait, signal);
    } catch {
      return { kind: 'cancelled' };
    } finally {
      client.stats.waitSeconds = null;
    }
  }
  return { kind: 'parts', parts: settled };
}
