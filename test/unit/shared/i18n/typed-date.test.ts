import { describe, expect, it } from 'vitest';
import {
  dayAfter,
  formatTypedDate,
  readTypedDate,
  readTypedTime,
} from '../../../../shared/i18n/typed-date';

describe('a typed day', () => {
  it.each([
    ['2026-12-05', '2026-12-05'],
    ['2026/12/5', '2026-12-05'],
    ['２０２６/１２/０５', '2026-12-05'],
    ['2026年12月5日', '2026-12-05'],
    ['5 Dec 2026', '2026-12-05'],
    ['December 5, 2026', '2026-12-05'],
    [' ', ''],
  ])('%s is %s', (text, day) => {
    expect(readTypedDate(text)).toBe(day);
  });

  it.each(['12/05/2026', '2026-02-30', '2026-13-01', '5 Foo 2026', '0000-01-01', 'tomorrow'])(
    '%s is none',
    (text) => {
      expect(readTypedDate(text)).toBeNull();
    },
  );

  it('is shown year first, as each language separates it', () => {
    expect(formatTypedDate('2026-12-05', 'en')).toBe('2026-12-05');
    expect(formatTypedDate('2026-12-05', 'ja')).toBe('2026/12/05');
  });

  it('goes on over the end of a month', () => {
    expect([dayAfter('2026-12-31', 1), dayAfter('2028-03-01', -1)]).toEqual([
      '2027-01-01',
      '2028-02-29',
    ]);
  });
});

describe('a typed time', () => {
  it.each([
    ['9:00', '09:00'],
    ['１７：３０', '17:30'],
    ['9時', '09:00'],
    ['24:00', null],
    ['5 PM', null],
    ['', ''],
  ])('%s is %s', (text, time) => {
    expect(readTypedTime(text)).toBe(time);
  });
});
