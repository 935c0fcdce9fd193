import { expect, test } from 'vitest';
import { reviewDates } from '../../../../shared/plan/review-dates';

test('thirty and ninety days after, by the calendar of the plan’s own zone', () => {
  expect(reviewDates('2026-12-31T20:00:00Z', 'Asia/Tokyo')).toEqual([
    { days: 30, date: '2027-01-31' },
    { days: 90, date: '2027-04-01' },
  ]);
  expect(reviewDates('2026-12-31T20:00:00Z', 'UTC')[0]?.date).toBe('2027-01-30');
});
