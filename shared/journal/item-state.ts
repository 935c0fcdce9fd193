import { textIn } from './entry-body';
import type { JournalEntry } from './journal-entry';

export type ItemState =
  | 'pending'
  | 'sent'
  | 'acked'
  | 'verified'
  | 'deferred'
  | 'unknown'
  | 'failed'
  | 'skipped'
  | 'notApplicable';

/** Where one person of a step stands after an entry; null: the entry says nothing of them. */
export function itemAfter(entry: JournalEntry, before: ItemState | undefined): ItemState | null {
  switch (entry.type) {
    case 'acked':
      return 'acked';
    case 'observed':
      if (textIn(entry, 'position') === 'planned') return 'acked';
      return textIn(entry, 'position') === 'prior' ? 'pending' : 'failed';
    case 'verified':
      return 'verified';
    case 'skipped':
      return entry.body['why'] === 'notApplicable' ? 'notApplicable' : 'skipped';
    case 'deferred':
      return 'deferred';
    case 'unknown':
      return 'unknown';
    case 'rejected':
    case 'drift':
      return 'failed';
    default:
      return before ?? null;
  }
}
