import { describe, expect, it } from 'vitest';
import {
  formatBytes,
  formatCount,
  formatDate,
  formatDateTime,
  formatDuration,
  formatList,
  formatPercent,
} from '../../../../shared/i18n/format';

describe('dates', () => {
  it.each([
    ['en', 'Asia/Tokyo', '5 Dec 2026, 09:00 (JST)'],
    ['ja', 'Asia/Tokyo', '2026/12/05 09:00 (日本時間)'],
    ['en', 'UTC', '5 Dec 2026, 00:00 (UTC)'],
    ['ja', 'UTC', '2026/12/05 00:00 (UTC)'],
    ['en', 'America/New_York', '4 Dec 2026, 19:00 (EST)'],
    ['en', 'Europe/Berlin', '5 Dec 2026, 01:00 (CET)'],
  ] as const)('shows an instant in %s and %s', (language, zone, text) => {
    expect(formatDateTime('2026-12-05T00:00:00Z', language, zone)).toBe(text);
  });

  it('keeps a day without a time the same day in every zone', () => {
    expect(formatDate('2027-02-01', 'en', 'Pacific/Honolulu')).toBe('1 Feb 2027');
    expect(formatDateTime('2027-02-01', 'ja', 'Pacific/Honolulu')).toBe('2027/02/01');
  });

  it('shows the day of an instant in the zone', () => {
    expect(formatDate('2026-12-05T20:00:00Z', 'ja', 'Asia/Tokyo')).toBe('2026/12/06');
  });

  it('writes September with three letters', () => {
    expect(formatDate('2026-09-30', 'en', 'UTC')).toBe('30 Sep 2026');
  });

  it('leaves what is no date as it is', () => {
    expect(formatDateTime('soon', 'en', 'UTC')).toBe('soon');
  });
});

describe('amounts', () => {
  it('groups thousands', () => {
    expect(formatCount(1240, 'en')).toBe('1,240');
    expect(formatCount(100_000, 'ja')).toBe('100,000');
  });

  it('shows shares and sizes', () => {
    expect(formatPercent(0.25, 'en')).toBe('25%');
    expect(formatBytes(2_500_000, 'en')).toBe('2.5 MB');
  });

  it.each([
    [0, '0 s', '0 秒'],
    [59, '59 s', '59 秒'],
    [240, '4 min', '4 分'],
    [3_900, '1 h 5 min', '1 時間 5 分'],
    [86_400, '1 day', '1 日'],
    [7 * 86_400, '7 days', '7 日'],
  ])('says %i seconds in two units at most', (seconds, english, japanese) => {
    expect(formatDuration(seconds, 'en')).toBe(english);
    expect(formatDuration(seconds, 'ja')).toBe(japanese);
  });

  it('joins lists as each language does', () => {
    expect(formatList(['a', 'b', 'c'], 'en')).toBe('a, b and c');
    expect(formatList(['a', 'b', 'c'], 'ja')).toBe('a、b、c');
  });
});
