/**
 * `Retry-After` in milliseconds from now, never less than asked: seconds (fractions too) or an
 * HTTP date against the answer's own `Date`, else against `serverTime`; a past date is one second.
 * Of a list, as merged headers are, the longest wait. Null when absent or unreadable.
 * @param serverTime the server's time as its answers told it last, ms since 1970
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
  return Number.isNaN(at) ? null : Math.max(at - from, 1000);
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
