import type { ActivityDays } from '../../shared/ipc/activity-contract';
import { isProblem } from './activity-view';
import { isAccess, type Logged } from './merge-logs';

const shownDays = 14;

/**
 * Entries per day of a time zone, the latest days with an entry, oldest first. A journal holds
 * hundreds of thousands of them: what day it is, is asked once for each minute.
 */
export function activityDays(entries: readonly Logged[], zone: string): ActivityDays {
  const toDay = dayIn(zone);
  const days = new Map<string, { entries: number; problems: number }>();
  for (const entry of entries) {
    const day = toDay(entry.at);
    const counted = days.get(day) ?? { entries: 0, problems: 0 };
    counted.entries += 1;
    if (!isAccess(entry) && isProblem(entry.type)) counted.problems += 1;
    days.set(day, counted);
  }
  const all = [...days].map(([day, counted]) => ({ day, ...counted }));
  const sorted = all.sort((a, b) => (a.day < b.day ? -1 : 1));
  return { of: sorted.length, shown: sorted.slice(-shownDays) };
}

function dayIn(zone: string): (at: string) => string {
  const format = new Intl.DateTimeFormat('en-US', {
    ...{ timeZone: zone, calendar: 'gregory', numberingSystem: 'latn' },
    ...{ year: 'numeric', month: '2-digit', day: '2-digit' },
  });
  const known = new Map<string, string>();
  return (at) => {
    const minute = at.slice(0, 16);
    const before = known.get(minute);
    if (before !== undefined) return before;
    const parts = new Map(format.formatToParts(Date.parse(at)).map((one) => [one.type, one.value]));
    const day = `${parts.get('year')}-${parts.get('month')}-${parts.get('day')}`;
    known.set(minute, day);
    return day;
  };
}
