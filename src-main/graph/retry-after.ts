/**
 * `Retry-After` in milliseconds from now, never less than asked: seconds (fractions too) or an
 * HTTP date against the answer's own `Date`, else against `serverTime`; a past date is one second.
 * Where neither is known, a date may be near or far: it is waited as long as anybody waits, whatever
 * this computer's clock says. Of a list, as merged headers are, the longest wait. Null when absent or
 * unreadable.
 * @param serverTime the server's time as its answers told it last, ms since 1970; NaN: none has
 */
export function retryAfterMs(
  headers: Readonly<Record<string, string>>,
  serverTime: number,
): number | null {
  const told = Date.parse(headers['date'] ?? '');
  const from = Number.isNaN(told) ? serverTime : told;
  const waits = (headers['retry-after'] ?? '').split(betweenValues).map((one) => waitOf(one, from));
  const readable = waits.filter((one) => one !== null);
  return readable.length === 0 ? null : Math.max(...readable);
}

/** A comma, but none within a date: `Sun, 22 Nov …`, `Sunday, 22-Nov-26 …`. */
const betweenValues = /,(?!\s*\d{1,2}[ -][a-z]{3}[ -])/i;

function waitOf(text: string, from: number): number | null {
  const value = text.trim();
  if (/^\d+(\.\d+)?$/.test(value)) return Math.ceil(Number(value) * 1000);
  if (!/\d:\d\d:\d\d/.test(value)) return null;
  // The one form without a zone is of Greenwich too (RFC 9110, 5.6.7).
  const at = Date.parse(/[a-z]$/i.test(value) ? value : `${value} GMT`);
  if (Number.isNaN(at)) return null;
  return Number.isNaN(from) ? patienceMs : Math.max(at - from, 1000);
}

/** An instant in ms since 1970 as an ISO text; nothing where no calendar reaches so far. */
export function untilOf(ms: number): { readonly until?: string } {
  const at = new Date(ms);
  return Number.isNaN(at.getTime()) ? {} : { until: at.toISOString() };
}

/** Wait without a hint: 1, 2, 4 … at most 30 seconds. `attempt` counts from 1. */
export function backOffMs(attempt: number): number {
  return Math.min(1000 * 2 ** (attempt - 1), 30_000);
}

/**
 * The longest a read waits because it was refused; asked for more, its list stays unread as
 * throttled, and the tour goes on. A service that means well asks for minutes.
 */
export const patienceMs = 15 * 60_000;

/** Until when an answer puts off what was asked, where that is longer than a read waits. */
export function putOffUntil({
  status,
  headers,
}: {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
}): { readonly until?: string } {
  const from = Date.parse(headers['date'] ?? '');
  const wait = status === 429 || status === 503 ? retryAfterMs(headers, from) : null;
  return wait === null || wait <= patienceMs ? {} : untilOf(from + wait);
}
