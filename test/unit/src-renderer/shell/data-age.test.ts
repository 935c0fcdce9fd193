import { expect, test } from 'vitest';
import { dataAge } from '../../../../src-renderer/shell/data-age';

const readAt = '2026-11-22T12:04:00Z';
const after = (seconds: number): number => Date.parse(readAt) + seconds * 1_000;

test.each([
  [-29, 'Read just now'],
  [20, 'Read just now'],
  [59 * 60 + 59, 'Read 59 min ago'],
  [2 * 3_600 + 3_000, 'Read 2 h ago'],
  [3 * 86_400 + 7_200, 'Read 3 days ago'],
])('says the age of what was read in one unit: after %i s', (seconds, said) => {
  expect(dataAge(readAt, after(seconds), false)).toBe(said);
});

test('says the moment where this computer knows no age', () => {
  expect(dataAge(readAt, after(7_200), true)).toMatch(/^Read 22 Nov 2026/);
  expect(dataAge(readAt, after(-120), false)).toMatch(/^Read 22 Nov 2026/);
});
