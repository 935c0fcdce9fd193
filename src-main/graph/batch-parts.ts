import { isJsonObject, type Json } from '../../shared/json';
import type { UnreadReason } from '../../shared/tenant/snapshot';
import type { GraphAnswer } from './graph-error';

export const batchSize = 20;

export interface BatchPart {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Without version, starting with a slash. */
  readonly url: string;
  readonly body?: Json;
}

/** What came for one part, in the order asked. */
export type PartOutcome =
  | { readonly kind: 'answer'; readonly answer: GraphAnswer }
  /** `reason`: why, where it is known. */
  | { readonly kind: 'missing'; readonly reason?: UnreadReason };

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
