import { formatDate } from '../../shared/i18n/format';
import { m } from '../../shared/paraglide/messages.js';
import type { Output } from './output';

/**
 * Says that a tenant was read on a later day than `--as-of` or today: the clock of the computer that
 * read it was ahead, or the day asked for lies before the reading. Neither its age nor that of the
 * report can be told then (SNAPSHOT-STALE, REPORT-STALE). Both are ISO instants.
 */
export function noteReadLater(output: Output, takenAt: string, asOf: string): void {
  const day = (iso: string): string => new Date(iso).toISOString().slice(0, 10);
  if (day(takenAt) <= day(asOf)) return;
  const { language, zone } = output;
  const values = {
    read: formatDate(takenAt, language, zone),
    judged: formatDate(asOf, language, zone),
  };
  output.note(m.cli_read_later(values, { locale: language }));
}
