import { expect, test } from 'vitest';
import type { JournalEntry, JournalType } from '../../../../shared/journal/journal-entry';
import { activityDays } from '../../../../src-main/workspace/activity-days';

const entry = (at: string, type: JournalType = 'done'): JournalEntry => ({
  ...{ rolloutId: 'r1', seq: 0, type, stepId: null, item: null, prev: '', hash: '' },
  ...{ at, body: {} },
});

test('entries are counted by the day of the zone they are shown in, problems apart', () => {
  const entries = [
    entry('2026-11-22T14:59:30Z'),
    entry('2026-11-22T15:00:10Z', 'rejected'),
    entry('2026-11-22T15:01:00Z'),
  ];
  expect(activityDays(entries, 'UTC').shown).toEqual([
    { day: '2026-11-22', entries: 3, problems: 1 },
  ]);
  expect(activityDays(entries, 'Asia/Tokyo').shown).toEqual([
    { day: '2026-11-22', entries: 1, problems: 0 },
    { day: '2026-11-23', entries: 2, problems: 1 },
  ]);
});

test('only the latest fourteen days with an entry are shown, oldest first, and all are counted', () => {
  const entries = Array.from({ length: 40 }, (_, n) =>
    entry(new Date(Date.UTC(2026, 10, 1 + n, 12)).toISOString()),
  ).reverse();
  const { of, shown } = activityDays(entries, 'UTC');
  expect([of, shown.length]).toEqual([40, 14]);
  expect([shown[0]?.day, shown.at(-1)?.day]).toEqual(['2026-11-27', '2026-12-10']);
});

test('a journal without entries has no days', () => {
  expect(activityDays([], 'UTC')).toEqual({ of: 0, shown: [] });
});

test('sign-ins and exports count among the entries of their day, and are no problems', () => {
  const access = {
    seq: 0,
    kind: 'export',
    at: '2026-11-22T13:00:00Z',
    body: {},
    prev: '',
    hash: '',
  };
  expect(activityDays([entry('2026-11-22T12:00:00Z', 'rejected'), access], 'UTC').shown).toEqual([
    { day: '2026-11-22', entries: 2, problems: 1 },
  ]);
});
