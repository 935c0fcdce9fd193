import type { Assessable } from './session';

/**
 * When a tenant is judged unless `--as-of` says otherwise. What lies in a file is judged by the day,
 * so that it says the same however often it is asked: at noon UTC, as where a day is given, and not
 * before it was read. A tenant that was read just now is judged now.
 */
export function judgedAt({ snapshot, session, nowAt }: Assessable): string {
  const isFile = session.isOffline === true || snapshot.origin === 'capture';
  if (!isFile) return nowAt;
  const noon = `${nowAt.slice(0, 10)}T12:00:00.000Z`;
  const takenAt = Date.parse(snapshot.takenAt);
  return takenAt > Date.parse(noon) ? new Date(takenAt).toISOString() : noon;
}
