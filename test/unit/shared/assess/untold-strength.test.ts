import { describe, expect, test } from 'vitest';
import { assess } from '../../../../shared/assess/assess';
import { evidenceOf } from '../../../../shared/assess/evidence';
import { evidenceText } from '../../../../shared/i18n/evidence-text';
import { read } from '../../../../shared/tenant/snapshot';
import { administrators, anInput, asOf } from '../../../fixtures/a-snapshot';
import { aPolicy } from '../../../fixtures/graph-objects';

const id = '9f1c7c1e-0000-4000-8000-000000000001';

/** What is said of a tenant in which one policy for everybody demands this strength. */
function told(strength: Record<string, unknown>, state = 'enabled', name: string | null = null) {
  const grant = {
    ...{ operator: 'OR', builtInControls: [], customAuthenticationFactors: [], termsOfUse: [] },
    authenticationStrength: { id, ...strength },
  };
  const policies = [aPolicy('p', { state, grant })];
  const known = { id, displayName: name, policyType: 'custom', allowedCombinations: [] };
  const done = assess(
    anInput({
      users: [...administrators, { id: 'u', methods: ['fido2'] }],
      policies,
      snapshot: { authenticationStrengths: read(name === null ? [] : [known]) },
    }),
  );
  if (!done.ok) throw new Error(done.failure.code);
  const { findings, unread } = done.value.assessment;
  const found = findings.find((one) => one.code === 'DATA-UNREADABLE');
  const row = unread.find((one) => one.source === 'authenticationStrengths');
  const lines = (language: 'en' | 'ja'): string =>
    found === undefined
      ? ''
      : evidenceOf(found, asOf)
          .map((one) => evidenceText(one, language, 'UTC'))
          .join('\n');
  return { reason: row?.reason, english: lines('en'), japanese: lines('ja') };
}

describe('an authentication strength given by its id alone', () => {
  test('is named with why and what to do, and its source as unread', () => {
    const { reason, english, japanese } = told({});
    expect(reason).toBe('malformed');
    expect(english).toMatch(/did not tell which methods .*read again\): 9f1c7c1e-/);
    expect(japanese).toMatch(/認証強度.*もう一度読み取ってください\): 9f1c7c1e-/);
  });

  test('by the name it has among the strengths, where it stands there', () => {
    expect(told({}, 'enabled', 'Keys').english).toMatch(/read again\): Keys$/);
  });

  test('is not, where it tells what it lets in, is off, or is one of Microsoft’s own', () => {
    const whole = { allowedCombinations: ['fido2'], requirementsSatisfied: 'mfa' };
    const builtIn = { id: '00000000-0000-0000-0000-000000000004' };
    for (const one of [told(whole), told({}, 'disabled'), told(builtIn)]) {
      expect([one.reason, one.english.includes('strengths')]).toEqual([undefined, false]);
    }
  });
});
