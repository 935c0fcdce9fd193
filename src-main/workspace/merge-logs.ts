import type { AccessEntry } from '../../shared/access/access-entry';
import type { JournalEntry } from '../../shared/journal/journal-entry';

/** One line of the activity log. */
export type Logged = JournalEntry | AccessEntry;

export function isAccess(entry: Logged): entry is AccessEntry {
  return 'kind' in entry;
}

/**
 * Both chains by time, each in its own order whatever its times say: the clock of a computer or of a
 * practice tenant may have been set.
 */
export function mergeLogs(
  journal: readonly JournalEntry[],
  access: readonly AccessEntry[],
): readonly Logged[] {
  if (access.length === 0) return journal;
  const merged: Logged[] = [];
  let next = 0;
  for (const entry of journal) {
    for (let one = access[next]; one !== undefined && one.at < entry.at; one = access[next]) {
      merged.push(one);
      next += 1;
    }
    merged.push(entry);
  }
  return [...merged, ...access.slice(next)];
}
