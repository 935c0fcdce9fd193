import { afterEach, expect, it, vi } from 'vitest';
import { formatBytes, formatDateTime, formatPercent } from '../../../../shared/i18n/format';
import { dateFormatter } from '../../../../shared/i18n/formatters';

afterEach(() => void vi.restoreAllMocks());

it('makes no formatter for a row whose like was already drawn', () => {
  const draw = (): void => {
    for (const [language, zone] of [
      ...[['en', 'America/Lima'] as const, ['ja', 'America/Lima'] as const],
      ...[['en', 'Africa/Accra'] as const, ['ja', 'UTC'] as const],
    ]) {
      formatDateTime('2026-12-05T00:00:00Z', language, zone);
      formatDateTime('2026-12-05', language, zone);
      formatPercent(0.5, language);
      formatBytes(1_500, language);
    }
  };
  draw();
  const dates = vi.spyOn(Intl, 'DateTimeFormat');
  const numbers = vi.spyOn(Intl, 'NumberFormat');
  for (let n = 0; n < 100; n += 1) draw();
  expect(dates).not.toHaveBeenCalled();
  expect(numbers).not.toHaveBeenCalled();
});

it('keeps no more than it needs, whatever zones are asked for', () => {
  const first = dateFormatter('time', 'en-GB', 'Asia/Tokyo');
  expect(dateFormatter('time', 'en-GB', 'Asia/Tokyo')).toBe(first);
  for (const zone of Intl.supportedValuesOf('timeZone')) dateFormatter('time', 'en-GB', zone);
  expect(dateFormatter('time', 'en-GB', 'Asia/Tokyo')).not.toBe(first);
});

it('throws for a zone this runtime does not know, each time', () => {
  const ask = (): unknown => dateFormatter('day', 'en-GB', 'Nowhere/Land');
  expect(ask).toThrow(RangeError);
  expect(ask).toThrow(RangeError);
});
