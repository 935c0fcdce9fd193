import { needsNewSignIn } from '../../shared/assess/read-access';
import { failure, type Failure } from '../../shared/diagnostic';
import { isJsonObject, type Json } from '../../shared/json';
import type { UnreadReason } from '../../shared/tenant/snapshot';
import type { TransportResponse } from './transport';

/** A complete answer, whatever its status. `json` is undefined when the body is not JSON. */
export interface GraphAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly json: Json | undefined;
  readonly text: string;
}

export function toAnswer(response: TransportResponse): GraphAnswer {
  return {
    status: response.status,
    headers: response.headers,
    json: parseJson(response.body),
    text: response.body,
  };
}

/**
 * JSON or undefined. Half a surrogate pair is replaced, and a number beyond all numbers makes the
 * whole answer unreadable: neither could be hashed or stored, and the number would be read as null.
 */
export function parseJson(text: string): Json | undefined {
  if (text === '') return undefined;
  const needsCare = halfPairEscape.test(text) || hugeExponent.test(text) || hasManyDigits(text);
  try {
    return JSON.parse(text, needsCare ? (_key, value: Json) => writable(value) : undefined) as Json;
  } catch {
    return undefined;
  }
}

const halfPairEscape = /\\u[dD][89a-fA-F]/;
/** Exponents of three digits: known by what ends a number, where an id within quotes goes on. */
const hugeExponent = /[eE]\+?\d{3}\d*\s*(?:[,\]}]|$)/;
/** So many that one of two is enough: the largest number has 309. */
const manyDigits = 200;

/** So many in a row leave no place untouched where every so many characters are looked at. */
function hasManyDigits(text: string): boolean {
  for (let at = manyDigits - 1; at < text.length; at += manyDigits) {
    if (!isDigit(text, at)) continue;
    let first = at;
    while (first > 0 && isDigit(text, first - 1)) first -= 1;
    let end = at + 1;
    while (end < text.length && end - first < manyDigits && isDigit(text, end)) end += 1;
    if (end - first >= manyDigits) return true;
  }
  return false;
}

function isDigit(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 0x30 && code <= 0x39;
}
const halfPair = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

function writable(value: Json): Json {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new RangeError('Not a number');
  if (typeof value === 'string') return value.replace(halfPair, '\uFFFD');
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key.replace(halfPair, '\uFFFD'), item]),
  );
}

export function isSuccess(status: number): boolean {
  return status >= 200 && status <= 299;
}

/** `error.code` of Graph's error body; empty when there is none. Messages are never parsed. */
export function graphCode(answer: Pick<GraphAnswer, 'json'>): string {
  if (!isJsonObject(answer.json)) return '';
  const error = answer.json['error'];
  if (!isJsonObject(error)) return '';
  const code = error['code'];
  return typeof code === 'string' ? code.slice(0, 200) : '';
}

/**
 * Somebody must sign in before this is answered: no valid token (401), or one without the claims
 * that Conditional Access demands (401 or 403 `insufficient_claims`, domain.md 2).
 */
export function asksForSignIn(answer: Pick<GraphAnswer, 'status' | 'headers' | 'json'>): boolean {
  if (answer.status === 401) return true;
  const challenge = answer.headers['www-authenticate'] ?? '';
  return (
    answer.status === 403 &&
    (graphCode(answer) === 'insufficient_claims' ||
      /insufficient_claims|\bclaims="/i.test(challenge))
  );
}

/** Codes that mean "this tenant has not bought it" (domain.md 2, errors to handle). */
const licenceCodes = new Set([
  'Authentication_RequestFromNonPremiumTenantOrB2CTenant',
  'AadPremiumLicenseRequired',
]);

/** Why an unsuccessful answer leaves its data unread. 429 here means: still after the retries. */
export function toUnread(answer: GraphAnswer): UnreadReason {
  const code = graphCode(answer);
  const status = answer.status;
  const detail = code === '' ? { status } : { status, graphCode: code };
  if (status === 404 && code === 'notCaptured') return { code: 'notCaptured' };
  if (isSuccess(status)) return { code: 'malformed', status };
  if (licenceCodes.has(code)) return { code: 'notLicensed', ...detail };
  if (status === 429) return { code: 'throttled', ...detail };
  if (status === 404 || status === 400 || status === 501) return { code: 'notFound', ...detail };
  if (status === 408 || status >= 500) return { code: 'network', ...detail };
  return { code: status === 403 ? 'refused' : 'notAccepted', ...detail };
}

/** The failure a person reads for an unsuccessful answer. */
export function toFailure(answer: GraphAnswer): Failure {
  const values = { status: String(answer.status), code: graphCode(answer) };
  if (answer.status === 401) return failure('graph/unauthorized', values);
  const reason = toUnread(answer).code;
  if (reason === 'notLicensed') return failure('graph/not-licensed', values);
  if (reason === 'throttled') return failure('graph/throttled', values);
  if (reason === 'network') return failure('graph/network', values);
  if (reason === 'malformed') return failure('graph/malformed', values);
  if (reason === 'notCaptured') return failure('graph/not-captured', values);
  if (answer.status === 404) return failure('graph/not-found', values);
  // No permission or role helps where anything but 403 was answered.
  if (answer.status !== 403) return failure('graph/bad-request', values);
  // 403 in two kinds, each with its own way out (domain.md 2).
  const isOldToken = needsNewSignIn(values.code);
  return failure(isOldToken ? 'graph/sign-in-again' : 'graph/refused', values);
}
