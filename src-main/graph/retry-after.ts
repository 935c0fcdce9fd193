/**
 * `Retry-After` in milliseconds from now, never less than asked: seconds (fractions too) or an
 * HTTP date against the server's `Date`; a past date is one second. Null when absent or unreadable.
 */
export function retryAfterMs(headers: Readonly<Record<string, string>>): number | null {
  const value = headers['retry-after']?.trim();
  if (value === undefined || value === '') return null;
  if (/^\d+(\.\d+)?$/.test(value)) return Math.ceil(Number(value) * 1000);
  const at = Date.parse(value);
  if (Number.isNaN(at)) return null;
  const from = Date.parse(headers['date'] ?? '');
  if (Number.isNaN(from)) return null;
  return Math.max(at - from, 1000);
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
