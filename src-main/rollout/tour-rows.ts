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

/** The same row by row, for lists as long as the tenant: a page at a time is held. */
export function* eachRowRead(reading: Reading, path: string): Generator<Json, void> {
  if (reading.state(path)?.kind !== 'done') return;
  for (const page of reading.eachPage(path)) yield* page;
}
