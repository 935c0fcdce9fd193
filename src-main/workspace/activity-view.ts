import type { CallOutput } from '../../shared/ipc/contract-types';
import type { JournalEntry } from '../../shared/journal/journal-entry';

type Row = CallOutput<'activity.list'>['rows'][number];

/** A journal entry as the activity log shows it: ids and values as they stand, never rewritten. */
export function toActivityRow(entry: JournalEntry): Row {
  return {
    seq: entry.seq,
    at: entry.at,
    type: entry.type,
    stepId: entry.stepId,
    item: entry.item,
    detail: JSON.stringify(entry.body, null, 2),
  };
}
