import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { choicesSchema } from '../../../../shared/tenant/choice';

const signed = { reason: 'agreed', by: 'gaa@kestrel.example', at: '2026-11-22' };
const isValid = (choices: object): boolean =>
  v.is(choicesSchema, { schema: 'causeway-choices/1', ...choices });

describe('choices', () => {
  it.each(['reason', 'by', 'at'])('need %s, and not only spaces', (field) => {
    const choice = { value: 'mfaEverywhere', ...signed };
    expect(isValid({ locationParity: choice })).toBe(true);
    for (const value of ['', '  ', undefined, null, 3]) {
      expect(isValid({ locationParity: { ...choice, [field]: value } })).toBe(false);
    }
  });

  it.each([
    [undefined, true],
    [1, true],
    [365, true],
    [0, false],
    [366, false],
    [1.5, false],
    [-1e9, false],
    [1e300, false],
  ])('remember MFA for %s days: %s', (days, expected) => {
    const choice = { value: 'signInFrequency', ...signed, ...(days === undefined ? {} : { days }) };
    expect(isValid({ rememberMfa: choice })).toBe(expected);
  });

  it('keep an account only with an owner and an end', () => {
    const path = (more: object) => ({
      accountPaths: [{ value: 'keepUntil', accounts: [], ...signed, ...more }],
    });
    expect(isValid(path({ owner: 'o', until: '2027-01-31' }))).toBe(true);
    expect(isValid(path({ owner: 'o' }))).toBe(false);
    expect(isValid(path({ until: '2027-01-31' }))).toBe(false);
    expect(isValid(path({ value: 'clearOnly' }))).toBe(true);
  });
});
