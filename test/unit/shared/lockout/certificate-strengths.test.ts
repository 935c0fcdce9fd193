import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { conditionalAccessPolicySchema } from '../../../../shared/entra/conditional-access-policy';
import { judgePerson } from '../../../../shared/lockout/simulate-lockout';
import type { TenantImage } from '../../../../shared/plan/post-image';
import { aMethodsPolicy } from '../../../fixtures/graph-objects';
import { judgedByBoth, today } from './both-evaluators';
import { aPerson, anImage } from './people';

const multi = 'x509CertificateMultiFactor';
const single = 'x509CertificateSingleFactor';
const modes = (byDefault: unknown, ...rules: readonly unknown[]): object => ({
  authenticationModeConfiguration: {
    x509CertificateAuthenticationDefaultMode: byDefault,
    rules: rules.map((mode) => ({
      ...{ x509CertificateRuleType: 'policyOID', identifier: '1.2.3' },
      x509CertificateAuthenticationMode: mode,
    })),
  },
});

/** One policy asks everybody everywhere for a strength; certificates are as `fields` say. */
function asking(strength: object, fields: object): TenantImage {
  const policy = v.parse(conditionalAccessPolicySchema, {
    ...{ id: 'p1', state: 'enabled' },
    grantControls: { operator: 'OR', authenticationStrength: strength },
    conditions: {
      users: { includeUsers: ['All'] },
      applications: { includeApplications: ['All'] },
      clientAppTypes: ['all'],
    },
  });
  const image = anImage({ policies: [policy] });
  return { ...image, policy: aMethodsPolicy({ Fido2: {}, X509Certificate: { ...fields } }) };
}

const holder = aPerson({ methods: ['certificate'], allowedMethods: ['certificate'] });

function saidOf(strength: object, fields: object): readonly unknown[] {
  const image = asking(strength, fields);
  const { verdict, reasons } = judgePerson(image, holder, today);
  return [verdict, reasons.at(-1)?.key, ...judgedByBoth(image, holder, today)];
}

const met = ['signsIn', 'reason_method_works', false, false];
const lacking = ['mustRegister', 'reason_strength_not_met', true, true];
const untold = ['unknown', 'reason_strength_unknown', true, true];

describe.each([2, 3, 4])('a certificate before Microsoft’s own strength %i', (digit) => {
  const strength = { id: `00000000-0000-0000-0000-00000000000${String(digit)}` };

  it.each<readonly [string, object, readonly unknown[]]>([
    ['two factors', modes(multi), met],
    ['two factors, by its rules as well', modes(multi, multi), met],
    ['one factor', modes(single), lacking],
    ['one factor, by its rules as well', modes(single, single), lacking],
    ['one or two, by rules nobody can match to it', modes(single, multi), untold],
    ['two, but for some', modes(multi, multi, single), untold],
    ['nothing that was read', {}, untold],
    ['a mode nobody knows', modes('x509CertificateThreeFactor'), untold],
    ['no default', modes(undefined, multi), untold],
    [
      'rules that did not come',
      { authenticationModeConfiguration: { x509CertificateAuthenticationDefaultMode: multi } },
      untold,
    ],
  ])('stands for %s', (_, fields, expected) => {
    expect(saidOf(strength, fields)).toEqual(expected);
  });
});

describe('a certificate before a strength of one’s own making', () => {
  const made = (allowed: readonly string[], combinationConfigurations?: readonly object[]) => ({
    id: '7e1a2b3c-0000-4000-8000-000000000009',
    ...{ allowedCombinations: allowed, combinationConfigurations },
  });
  const rules = (strength: object, fields: object) => saidOf(strength, fields).slice(0, 2);

  it('is taken as what it stands for, where no condition narrows it', () => {
    expect(rules(made([multi, 'fido2'], []), modes(multi))).toEqual(met.slice(0, 2));
    expect(rules(made([multi, 'fido2'], []), modes(single))).toEqual(lacking.slice(0, 2));
    expect(rules(made([multi, 'fido2'], []), {})).toEqual(untold.slice(0, 2));
    expect(rules(made([multi, 'fido2'], [{ allowedIssuerSkis: [] }]), modes(multi))).toEqual(
      untold.slice(0, 2),
    );
  });
});
