import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { conditionalAccessPolicySchema } from '../../../../shared/entra/conditional-access-policy';
import { judgePerson } from '../../../../shared/lockout/simulate-lockout';
import { mayRegister } from '../../../../shared/lockout/may-register';
import { scopeInImage } from '../../../../shared/plan/image-scope';
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
/** A strength of one factor asks nobody for MFA; the evaluators do not count on it. */
const ofOne = [...met.slice(0, 2), true, true];
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
    ['two, but for a rule that names no mode', modes(multi, undefined), untold],
    ['one, but for a rule that names no mode', modes(single, single, undefined), untold],
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

  it.each<readonly [string, object, object, readonly unknown[]]>([
    ['two factors', made([multi, 'fido2'], []), modes(multi), met],
    ['two factors beside a password', made([`password,${multi}`], []), modes(multi), met],
    ['too little', made([multi, 'fido2'], []), modes(single), lacking],
    ['nothing told', made([multi, 'fido2'], []), {}, untold],
    ['a rule without a mode', made([multi, 'fido2'], []), modes(multi, undefined), untold],
    ['one factor beside a password', made([`password,${single}`], []), modes(single), met],
    ['one factor of a strength of one', made([single], []), modes(single), ofOne],
    ['nothing told to a key’s strength', made(['fido2'], []), {}, lacking],
    ['narrowed', made([multi, 'fido2'], [{ allowedIssuerSkis: [] }]), modes(multi), untold],
    ['narrowed, one factor', made([`password,${single}`], [{}]), modes(single), untold],
    ['of unread conditions', made([multi, 'fido2']), modes(multi), untold],
  ])('is %s', (_, strength, fields, expected) => {
    expect(saidOf(strength, fields)).toEqual(expected);
  });
});

describe('a certificate before a plain demand for MFA', () => {
  const byPolicy = asking({ id: null }, {});
  const [policy] = byPolicy.conditionalAccess!;
  const grant = { ...policy!.grantControls!, builtInControls: ['mfa'] };
  const mfa = { ...policy!, grantControls: { ...grant, authenticationStrength: null } };
  const perUser = new Map([[holder.id, 'enforced' as const]]);
  const demands: Readonly<Record<string, Partial<TenantImage>>> = {
    'a policy': { conditionalAccess: [mfa] },
    'a policy, or a strength': { conditionalAccess: [{ ...policy!, grantControls: grant }] },
    'security defaults': { conditionalAccess: [], securityDefaults: true },
    'per-user MFA': { conditionalAccess: [], perUser },
  };

  it.each<readonly [string, object, boolean]>([
    ['two factors', modes(multi, multi), false],
    ['one factor', modes(single), true],
    ['one or two', modes(multi, single), true],
    ['two, but for a rule that names no mode', modes(multi, undefined), true],
    ['nothing that was read', {}, true],
  ])('of which it is told that it stands for %s', (_, fields, isStopped) => {
    for (const [demand, change] of Object.entries(demands)) {
      const image = { ...asking({}, fields), ...change };
      expect([demand, ...judgedByBoth(image, holder, today)]).toEqual([
        demand,
        isStopped,
        isStopped,
      ]);
      const both = { ...holder, methods: ['certificate', 'fido2SecurityKey'] };
      expect(judgedByBoth(image, both, today)).toEqual([false, false]);
      expect(judgedByBoth(image, { ...holder, methods: [] }, today)).toEqual([true, true]);
    }
  });

  it.each<readonly [string, object, string, string]>([
    ['two factors', modes(multi), 'signsIn', 'reason_method_works'],
    ['one factor', modes(single), 'mustRegister', 'reason_certificate_one_factor'],
    ['nothing that was read', {}, 'unknown', 'reason_certificate_untold'],
  ])('lets its holder in where it stands for %s', (_, fields, verdict, key) => {
    for (const [demand, change] of Object.entries(demands)) {
      const image = { ...asking({}, fields), ...change };
      const said = judgePerson(image, holder, today);
      expect([demand, said.verdict, said.reasons[1]?.key]).toEqual([demand, verdict, key]);
      const both = { ...holder, methods: ['certificate', 'fido2SecurityKey'] };
      expect(judgePerson(image, both, today).verdict).toBe('signsIn');
    }
  });

  it('lets it in where nothing asks, and where a strength of one factor may stand in', () => {
    const nothing = { ...asking({}, modes(single)), conditionalAccess: [] };
    expect(judgePerson(nothing, holder, today).verdict).toBe('signsIn');
    const strength = {
      id: '7e1a2b3c-0000-4000-8000-000000000009',
      ...{ allowedCombinations: [`password,${single}`], combinationConfigurations: [] },
    };
    const image = asking(strength, modes(single));
    const [own] = image.conditionalAccess!;
    const either = { ...own!, grantControls: { ...own!.grantControls!, builtInControls: ['mfa'] } };
    const changed = { ...image, conditionalAccess: [either] };
    expect(judgePerson(changed, holder, today).verdict).toBe('signsIn');
    expect(judgedByBoth(changed, holder, today)).toEqual([false, false]);
  });

  it.each<readonly [string, object, boolean | null]>([
    ['two factors', modes(multi), true],
    ['one factor', modes(single), false],
    ['nothing that was read', {}, null],
  ])('opens the page to register on where it stands for %s', (_, fields, isOpen) => {
    const applications = { ...mfa.conditions.applications!, includeApplications: [] };
    const includeUserActions = ['urn:user:registersecurityinfo'];
    const conditions = { ...mfa.conditions, applications: { ...applications, includeUserActions } };
    const image = { ...asking({}, fields), conditionalAccess: [{ ...mfa, conditions }] };
    const scope = scopeInImage(image, holder);
    expect(mayRegister(image, scope, ['certificate'])).toMatchObject({ isOpen });
  });
});
