import type { Json } from '../../shared/json';
import type { UnreadReason } from '../../shared/tenant/snapshot';
import type { Reading } from '../store/reading-store';

/** The rows of a list that was read to its end; otherwise why it was not. */
export function rowsRead(
  reading: Reading,
  path: string,
): { readonly rows: readonly Json[] } | { readonly reason: UnreadReason } {
  const state = reading.state(path);
  if (state?.kind === 'done') return { rows: reading.pages(path).flat() };
  return { reason: state?.kind === 'unread' ? state.reason : { code: 'notAsked' } };
}

/** The same page by page, for lists as long as the tenant: one at a time is held. */
export function eachPageRead(reading: Reading, path: string): Iterable<readonly Json[]> {
  return reading.state(path)?.kind === 'done' ? reading.eachPage(path) : [];
}

/** The same row by row. */
export function* eachRowRead(reading: Reading, path: string): Generator<Json, void> {
  for (const page of eachPageRead(reading, path)) yield* page;
}
