import { m } from '../../../shared/paraglide/messages.js';
import type { JournalRecord } from '../../../shared/journal/journal-record';
import type { Output } from '../output';

/** What a person is told beside the record: how much there is, and whether it can be believed. */
export function journalLines(
  record: JournalRecord,
  count: number,
  path: string | undefined,
  { language }: Pick<Output, 'language'>,
): readonly string[] {
  const options = { locale: language };
  const entries = String(count);
  const place = String(record.firstBad ?? 0);
  const said =
    record.state === 'intact'
      ? m.cli_journal_intact({ entries }, options)
      : record.state === 'short'
        ? m.cli_journal_short({ entries }, options)
        : m.cli_journal_broken({ entries, seq: place }, options);
  return path === undefined ? [said] : [m.cli_journal_written({ file: path }, options), said];
}
