import { describe, expect, it } from 'vitest';
import {
  approveOf,
  asOfOf,
  timeZoneOf,
  checkCloud,
  choiceOf,
  cloudOf,
  numberOf,
  untilOf,
} from '../../../../src-main/cli/option-values';
import { Output } from '../../../../src-main/cli/output';

const silent = { write: () => true };
const output = new Output({ out: silent, err: silent }, 'en', 'UTC', false, () => 0);
const given = (name: string, value?: string) => ({
  options: new Map(value === undefined ? [] : [[name, value] as const]),
  output,
});

describe('--approve', () => {
  it('takes a whole hash, in either case', () => {
    for (const hash of ['0a'.repeat(32), '0A'.repeat(32)]) {
      expect(approveOf(given('approve', hash))).toEqual({ ok: true, value: hash });
    }
    expect(approveOf(given('approve'))).toEqual({ ok: true, value: undefined });
  });

  it.each(['', 'a', 'a'.repeat(63), 'a'.repeat(65), `${'a'.repeat(63)}g`])('refuses %j', (hash) => {
    expect(approveOf(given('approve', hash))).toMatchObject({ failure: { code: 'input/usage' } });
  });
});

describe('--time-zone', () => {
  it('takes an IANA name, and nothing that only looks like one', () => {
    for (const zone of ['Asia/Tokyo', 'UTC']) {
      expect(timeZoneOf(given('time-zone', zone), 'time-zone')).toEqual({ ok: true, value: zone });
    }
    expect(timeZoneOf(given('time-zone'), 'time-zone')).toEqual({ ok: true, value: undefined });
    for (const zone of ['Asia/Nowhere', '', 'JST-9']) {
      expect(timeZoneOf(given('time-zone', zone), 'time-zone')).toMatchObject({
        failure: { code: 'input/usage' },
      });
    }
  });
});

describe('--as-of', () => {
  it.each([
    ['2026-11-22', '2026-11-22T12:00:00.000Z'],
    ['2028-02-29', '2028-02-29T12:00:00.000Z'],
    ['2026-11-22T09:00:00+09:00', '2026-11-22T00:00:00.000Z'],
    ['2026-11-22T09:00Z', '2026-11-22T09:00:00.000Z'],
  ])('%s is %s', (text, instant) => {
    expect(asOfOf(given('as-of', text))).toEqual({ ok: true, value: instant });
  });

  it.each([
    'tomorrow',
    '2026-02-30',
    '2027-02-29',
    '2026-13-01',
    '2026-11-22T09:00',
    '20261122',
    '0000-01-01',
    '1999-12-31',
    '2100-01-01',
    '9999-12-31',
    '1',
  ])('%s is refused', (text) => {
    expect(asOfOf(given('as-of', text))).toMatchObject({ failure: { code: 'input/usage' } });
  });

  it('is undefined when left out', () => {
    expect(asOfOf(given('as-of'))).toEqual({ ok: true, value: undefined });
  });
});

describe('other values', () => {
  it('reads an end', () => {
    expect(untilOf(given('until', 's07'))).toEqual({ ok: true, value: { step: 's07' } });
    expect(untilOf(given('until', 'ring:2'))).toEqual({ ok: true, value: { ring: 2 } });
    expect(untilOf(given('until', 'ring 2')).ok).toBe(false);
    expect(untilOf(given('until'))).toEqual({ ok: true, value: undefined });
  });

  it('takes no other cloud than that of what was opened', () => {
    expect(checkCloud(given('cloud'), 'usgov').ok).toBe(true);
    expect(checkCloud(given('cloud', 'usgov'), 'usgov').ok).toBe(true);
    expect(checkCloud(given('cloud', 'china'), 'usgov')).toMatchObject({
      failure: { values: { detail: expect.stringContaining('the cloud usgov') as string } },
    });
  });

  it('reads clouds, numbers and closed lists', () => {
    expect(cloudOf(given('cloud'))).toEqual({ ok: true, value: 'global' });
    expect(cloudOf(given('cloud', 'mars')).ok).toBe(false);
    expect(numberOf(given('port', '8080'), 'port', { most: 65_535 })).toEqual({
      ok: true,
      value: 8080,
    });
    expect(numberOf(given('users', '0'), 'users', { least: 1, most: 9 })).toMatchObject({
      failure: { values: { detail: '--users 0 cannot be used here. Possible: 1–9.' } },
    });
    for (const text of ['65536', '-1', '1.5', '0x10', '']) {
      expect(numberOf(given('port', text), 'port', { most: 65_535 }).ok).toBe(false);
    }
    expect(choiceOf(given('lang', 'fr'), 'lang', ['en', 'ja'])).toMatchObject({
      failure: { values: { detail: '--lang fr cannot be used here. Possible: en, ja.' } },
    });
  });
});
