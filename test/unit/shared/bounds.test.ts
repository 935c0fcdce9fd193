import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { instant, isInstant } from '../../../shared/bounds';

describe('a date or an instant', () => {
  it.each([
    '2026-11-22',
    '2028-02-29',
    '2000-02-29',
    '2026-11-22T08:30Z',
    '2026-11-22T08:30:00Z',
    '2026-11-22T08:30:00.1234567Z',
    '2026-11-22T23:59:59+09:00',
    '2026-12-31T00:00:00-05:30',
  ])('%s is one', (given) => {
    expect(v.is(instant, given)).toBe(true);
    expect(Number.isNaN(Date.parse(given))).toBe(false);
  });

  it.each([
    '2026-99-99',
    '2026-00-10',
    '2026-10-00',
    '2026-02-30',
    '2026-02-29',
    '2100-02-29',
    '2026-04-31',
    '2026-11-22T24:00:00Z',
    '2026-11-22T25:00Z',
    '2026-11-22T08:60Z',
    '2026-11-22T08:30:61Z',
    '2026-11-22T08:30:00',
    '2026-11-22T::::Z',
    '2026-11-22T08:30:00+99:00',
    '22.11.2026',
    '',
  ])('%s is none', (given) => {
    expect(v.is(instant, given)).toBe(false);
  });

  it('agrees with the calendar on every day of four years', () => {
    for (let ms = Date.UTC(2026, 0, 1); ms < Date.UTC(2030, 0, 1); ms += 86_400_000) {
      expect(isInstant(new Date(ms).toISOString())).toBe(true);
    }
    const days = [...Array(48).keys()].map((month) => new Date(Date.UTC(2026, month + 1, 0)));
    for (const last of days) {
      const month = last.toISOString().slice(0, 8);
      expect(isInstant(`${month}${last.getUTCDate() + 1}`)).toBe(false);
    }
  });
});
