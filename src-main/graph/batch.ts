import { isJsonObject, type Json } from '../../shared/json';
import type { GraphClient } from './graph-client';
import { isSuccess, type GraphAnswer } from './graph-error';
import { backOffMs, retryAfterMs } from './retry-after';

export const batchSize = 20;

export interface BatchPart {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Without version, starting with a slash. */
  readonly url: string;
  readonly body?: Json;
}

/** What came for one part, in the order asked. */
export type PartOutcome =
  { readonly kind: 'answer'; readonly answer: GraphAnswer } | { readonly kind: 'missing' };

/** Ids are `"1"…"20"` by position; the answers may come in any order (execution.md 2.3). */
export function batchBody(parts: readonly BatchPart[]): Json {
  return {
    requests: parts.map((part, index) => ({
      id: String(index + 1),
      method: part.method,
      url: part.url,
      ...(part.body === undefined
        ? {}
        : { body: part.body, headers: { 'Content-Type': 'application/json' } }),
    })),
  };
}

/**
 * Matches the answers of a `$batch` by id. Null when the whole lot is in doubt: no list, an id that
 * was not asked, or one that came twice. A part without an answer is `missing`.
 */
export function matchParts(json: Json | undefined, count: number): readonly PartOutcome[] | null {
  const responses = isJsonObject(json) ? json['responses'] : undefined;
  if (!Array.isArray(responses)) return null;
  const found = new Map<number, GraphAnswer>();
  for (const response of responses as readonly Json[]) {
    if (!isJsonObject(response)) return null;
    const { id, status } = response;
    if (typeof id !== 'string' || !/^([1-9]|1\d|20)$/.test(id)) return null;
    if (typeof status !== 'number' || !Number.isInteger(status)) return null;
    const place = Number(id) - 1;
    if (place >= count || found.has(place)) return null;
    const body = response['body'];
    found.set(place, {
      status,
      headers: headersOf(response['headers']),
      json: body === null ? undefined : body,
      text: body === undefined || body === null ? '' : JSON.stringify(body),
    });
  }
  return Array.from({ length: count }, (_, place) => {
    const answer = found.get(place);
    return answer === undefined ? { kind: 'missing' } : { kind: 'answer', answer };
  });
}

function headersOf(value: Json | undefined): Readonly<Record<string, string>> {
  const headers: Record<string, string> = {};
  if (!isJsonObject(value)) return headers;
  for (const [name, text] of Object.entries(value)) {
    if (typeof text === 'string') headers[name.toLowerCase()] = text;
    else if (typeof text === 'number') headers[name.toLowerCase()] = String(text);
  }
  return headers;
}

export type ReadsOutcome =
  | { readonly kind: 'parts'; readonly parts: readonly PartOutcome[] }
  | { readonly kind: 'unauthorized' }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly answer: GraphAnswer | null };

const partTries = 5;

/**
 * Up to 20 reads in one call. Only throttled and missing parts are asked again, after the longest
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
  for (let attempt = 1; open.length > 0 && attempt <= partTries; attempt += 1) {
    const parts = open.map((place) => ({ method: 'GET' as const, url: urls[place] ?? '' }));
    const got = await client.postReads(version, batchBody(parts), { signal });
    if (!got.ok) {
      if (got.failure.code === 'step/cancelled') return { kind: 'cancelled' };
      if (got.failure.code.startsWith('auth/')) return { kind: 'unauthorized' };
      return { kind: 'failed', answer: null };
    }
    if (got.value.status === 401) return { kind: 'unauthorized' };
    if (!isSuccess(got.value.status)) return { kind: 'failed', answer: got.value };
    const matched = matchParts(got.value.json, open.length);
    let wait = 0;
    const again: number[] = [];
    open.forEach((place, index) => {
      const part = matched?.[index] ?? { kind: 'missing' };
      settled[place] = part;
      if (part.kind === 'missing') again.push(place);
      else if (part.answer.status === 429) {
        client.stats.throttled += 1;
        again.push(place);
        wait = Math.max(wait, retryAfterMs(part.answer.headers) ?? backOffMs(attempt));
      }
    });
    open = again;
    if (open.length === 0 || attempt === partTries) break;
    if (wait === 0) wait = backOffMs(attempt);
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
