import { expect, it } from 'vitest';
import { judgedAt } from '../../../../src-main/cli/judged-at';
import { aSnapshot } from '../../../fixtures/a-snapshot';

const at = (
  origin: 'capture' | 'practice',
  takenAt: string,
  nowAt: string,
  isOffline = false,
): string =>
  judgedAt({ snapshot: { ...aSnapshot(), origin, takenAt }, session: { isOffline }, nowAt });

it.each([
  ['2026-11-28T00:00:00.000Z'],
  ['2026-11-28T11:59:59.999Z'],
  ['2026-11-28T16:32:13.876Z'],
  ['2026-11-28T23:59:59.999Z'],
])('says the same of a file at every moment of a day: %s', (nowAt) => {
  const noon = '2026-11-28T12:00:00.000Z';
  expect(at('capture', '2026-11-22T12:00:00Z', nowAt)).toBe(noon);
  expect(at('practice', '2026-11-22T12:00:00Z', nowAt, true)).toBe(noon);
});

it('judges nothing before it was read', () => {
  const takenAt = '2026-11-28T15:00:00.000Z';
  expect(at('capture', takenAt, '2026-11-28T16:00:00.000Z')).toBe(takenAt);
});

it('judges an old file by today, so that it is seen as old', () => {
  const now = '2026-11-28T16:00:00.000Z';
  expect(at('capture', '2026-10-01T00:00:00Z', now)).toBe('2026-11-28T12:00:00.000Z');
});

it('judges a tenant that was read just now by now', () => {
  const now = '2026-11-28T16:00:00.123Z';
  expect(at('practice', now, now)).toBe(now);
});
