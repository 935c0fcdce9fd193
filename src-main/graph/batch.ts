import type { Failure } from '../../shared/diagnostic';
import type { UnreadReason } from '../../shared/tenant/snapshot';
import type { GraphClient } from './graph-client';
import { batchBody, matchParts, type PartOutcome } from './batch-parts';
import { isSuccess, notAuthorized, reasonOfFailure, type GraphAnswer } from './graph-error';
import { readTries, triesOf } from './read-tries';
import { backOffMs, patienceMs, retryAfterMs } from './retry-after';

export type ReadsOutcome =
  | { readonly kind: 'parts'; readonly parts: readonly PartOutcome[] }
  | { readonly kind: 'unauthorized'; readonly failure: Failure }
  | { readonly kind: 'cancelled' }
  /** Without an answer: why none came. */
  | { readonly kind: 'failed'; readonly answer: GraphAnswer }
  | { readonly kind: 'failed'; readonly answer: null; readonly reason: UnreadReason };

/**
 * Up to 20 reads in one call, or in several where a bucket holds fewer. Only parts that are
 * throttled, put off (503 with `Retry-After`) or missing are asked again, after the longest
 * `Retry-After` among them, and parts of a fault (5xx, 408) as often as a read that goes alone;
 * every other answer stands as it came, 403 included.
 */
export async function readBatch(
  client: GraphClient,
  version: 'v1.0' | 'beta',
  urls: readonly string[],
  signal?: AbortSignal,
): Promise<ReadsOutcome> {
  const settled: PartOutcome[] = urls.map(() => ({ kind: 'missing' }));
  let open = urls.map((_, place) => place);
  const faults = urls.map(() => 0);
  let vain = 0;
  while (open.length > 0) {
    const room = client.roomFor(open.map((place) => urls[place] ?? ''));
    const asked = open.slice(0, room);
    const parts = asked.map((place) => ({ method: 'GET' as const, url: urls[place] ?? '' }));
    const got = await client.postReads(version, batchBody(parts), { signal });
    if (!got.ok) {
      if (got.failure.code === 'step/cancelled') return { kind: 'cancelled' };
      if (got.failure.code.startsWith('auth/'))
        return { kind: 'unauthorized', failure: got.failure };
      return { kind: 'failed', answer: null, reason: reasonOfFailure(got.failure) };
    }
    if (got.value.status === 401) return { kind: 'unauthorized', failure: notAuthorized() };
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
        const { status } = part.answer;
        const isPutOff = status === 429 || (status === 503 && askedMs !== null);
        const seen = isPutOff ? 0 : (faults[place] ?? 0) + 1;
        if (!isPutOff && seen >= triesOf(status)) return;
        faults[place] = seen;
        if (status === 429) client.stats.throttled += 1;
        again.push(place);
        wait = Math.max(wait, askedMs ?? backOffMs(Math.max(seen, vain + 1)));
      }
    });
    open = [...again, ...open.slice(room)];
    vain = again.length === asked.length ? vain + 1 : 0;
    // One that answers some of the parts is no vain try.
    if (vain >= readTries) break;
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
