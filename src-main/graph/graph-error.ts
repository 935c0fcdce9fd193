import { needsNewSignIn } from '../../shared/assess/read-access';
import { failure, type Failure, type FailureCode } from '../../shared/diagnostic';
import { isJsonObject, type Json } from '../../shared/json';
import type { UnreadReason } from '../../shared/tenant/snapshot';
import { putOffUntil } from './retry-after';
import { isNestedBeyond } from './is-nested-beyond';
import type { TransportResponse } from './transport';

/** A complete answer, whatever its status. `json` is undefined when the body is not JSON. */
export interface GraphAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly json: Json | undefined;
  readonly text: string;
  /** The body as it came, where it came as bytes. */
  readonly bytes?: Buffer | undefined;
}

/** Text and JSON are made when somebody asks: a long list is read from its bytes. */
export function toAnswer(response: TransportResponse): GraphAnswer {
  let parsed: { readonly json: Json | undefined } | null = null;
  return {
    status: response.status,
    headers: response.headers,
    get json() {
      parsed ??= { json: parseJson(response.body) };
      return parsed.json;
    },
    get text() {
      return response.body;
    },
    bytes: response.bytes,
  };
}

/** Deeper than anything Graph nests, and than a filter that a person could write. */
const deepest = 100;

/**
 * JSON or undefined. Half a surrogate pair is replaced; a number beyond all numbers or more than 100
 * objects and lists in one another make the whole answer unreadable: they could not be hashed or
 * stored, and the number would be read as null.
 */
export function parseJson(text: string): Json | undefined {
  if (text === '' || isNestedBeyond(text, deepest)) return undefined;
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

type Refused = Pick<GraphAnswer, 'status' | 'headers' | 'json'>;

/**
 * Somebody must sign in before this is answered: no valid token (401), or one without the claims
 * that Conditional Access demands (401 or 403 `insufficient_claims`, domain.md 2).
 */
export function asksForSignIn(answer: Refused): boolean {
  return answer.status === 401 || demandsClaims(answer);
}

/** A token that is not taken: 401, whatever else was said. */
export function notAuthorized(): Failure {
  return failure('graph/unauthorized', { status: '401', code: '' });
}

/** The sign-in is good, and yet not enough: a person must do more, as Conditional Access asks. */
export function demandsClaims(answer: Refused): boolean {
  if (answer.status !== 401 && answer.status !== 403) return false;
  const challenge = answer.headers['www-authenticate'] ?? '';
  return (
    graphCode(answer) === 'insufficient_claims' || /insufficient_claims|\bclaims="/i.test(challenge)
  );
}

/** Codes that mean "this tenant has not bought it" (domain.md 2, errors to handle). */
export const licenceCodes: ReadonlySet<string> = new Set([
  'Authentication_RequestFromNonPremiumTenantOrB2CTenant',
  'AadPremiumLicenseRequired',
]);

/** Of Privileged Identity Management, which takes a higher licence than the rest (domain.md 2). */
export function isPimCode(code: string): boolean {
  return code === 'AadPremiumLicenseRequired';
}

/** Says "not licensed for this feature" in words alone; a role may be what is missing as well. */
export function isForbidden(code: string): boolean {
  return code === 'Forbidden';
}

/** Why an unsuccessful answer leaves its data unread. 429 here means: still after the retries. */
export function toUnread(answer: GraphAnswer): UnreadReason {
  const code = graphCode(answer);
  const status = answer.status;
  const detail = code === '' ? { status } : { status, graphCode: code };
  if (status === 404 && code === 'notCaptured') return { code: 'notCaptured' };
  if (isSuccess(status)) return { code: 'malformed', status };
  if (licenceCodes.has(code)) return { code: 'notLicensed', ...detail };
  if (status === 429) return { code: 'throttled', ...detail, ...putOffUntil(answer) };
  if (status === 404 || status === 400 || status === 501) return { code: 'notFound', ...detail };
  if (status === 408) return { code: 'network', ...detail };
  // 424: the rest of its batch failed, and with it this one.
  if (status >= 500 || status === 424) {
    return { code: 'busy', ...detail, ...putOffUntil(answer) };
  }
  if (status === 403 && demandsClaims(answer)) return { code: 'signIn', ...detail };
  return { code: status === 403 ? 'refused' : 'notAccepted', ...detail };
}

/** The failure a person reads for an unsuccessful answer. */
export function toFailure(answer: GraphAnswer): Failure {
  if (answer.status === 401 && demandsClaims(answer)) {
    return unreadFailure({ code: 'signIn', status: 401, graphCode: graphCode(answer) });
  }
  return unreadFailure(toUnread(answer));
}

/** The same where the answer was read as part of a list: one way out wherever it came. */
export function unreadFailure(reason: UnreadReason): Failure {
  const status = reason.status === undefined ? '' : String(reason.status);
  const why = variantOf(reason);
  return failure(failureCodeOf(reason), {
    ...{ status, code: reason.graphCode ?? '' },
    ...(why === null ? {} : { why }),
    ...(reason.until === undefined ? {} : { until: reason.until }),
  });
}

/** Which text the failure has, where documented errors of one kind need different ones. */
function variantOf({ code, status, graphCode: known = '' }: UnreadReason): string | null {
  switch (code) {
    case 'notLicensed':
      return isPimCode(known) ? 'pim' : null;
    case 'refused':
      return isForbidden(known) ? 'forbidden' : null;
    case 'busy':
      if (status === 424) return 'dependency';
      return status === 502 || status === 504 ? 'gateway' : null;
    default:
      return null;
  }
}

/** Why there was no answer to read: none came, or none was waited for. */
export function reasonOfFailure({ code, values }: Failure): UnreadReason {
  if (code === 'graph/network') return { code: 'network' };
  const until = values['until'] === undefined ? {} : { until: values['until'] };
  if (code === 'graph/throttled') return { code: 'throttled', ...until };
  return code === 'graph/busy' ? { code: 'busy', status: 503, ...until } : { code: 'malformed' };
}

function failureCodeOf({ code, status, graphCode: known }: UnreadReason): FailureCode {
  switch (code) {
    case 'signIn':
      return 'graph/claims-demanded';
    case 'notLicensed':
      return 'graph/not-licensed';
    case 'throttled':
      return 'graph/throttled';
    case 'network':
      return 'graph/network';
    case 'busy':
      return 'graph/busy';
    case 'malformed':
      return 'graph/malformed';
    case 'notCaptured':
      return 'graph/not-captured';
    case 'cancelled':
      return 'step/cancelled';
    case 'notFound':
      // 400 and 501: the cloud does not have the request, which is no object that is gone.
      return status === 404 ? 'graph/not-found' : 'graph/bad-request';
    case 'refused':
      // 403 in two kinds, each with its own way out (domain.md 2).
      return needsNewSignIn(known) ? 'graph/sign-in-again' : 'graph/refused';
    case 'notAccepted':
    case 'notAsked':
      // No permission or role helps where anything but 403 was answered.
      return status === 401 ? 'graph/unauthorized' : 'graph/bad-request';
  }
}
