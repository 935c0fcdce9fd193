import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import type { Person } from '../../../../shared/assess/people';
import { conditionalAccessPolicySchema } from '../../../../shared/entra/conditional-access-policy';
import { judgePerson } from '../../../../shared/lockout/simulate-lockout';
import { strengthAccepts } from '../../../../shared/lockout/strength-accepts';
import type { TenantImage } from '../../../../shared/plan/post-image';
import { aMethodsPolicy } from '../../../fixtures/graph-objects';
import { judgedByBoth } from './both-evaluators';
import { aPerson, anImage } from './people';

const today = '2026-11-22';
const push: Partial<Person> = { methods: ['microsoftAuthenticatorPush'] };

/** A tenant whose only policy asks everybody for this everywhere. */
function asking(grant: object): TenantImage {
  const policy = v.parse(conditionalAccessPolicySchema, {
    ...{ id: 'p1', state: 'enabled', grantControls: { operator: 'OR', ...grant } },
    conditions: {
      users: { includeUsers: ['All'] },
      applications: { includeApplications: ['All'] },
      clientAppTypes: ['all'],
    },
  });
  return anImage({ policies: [policy] });
}

describe('a strength of one’s own making', () => {
  const made = (allowedCombinations: readonly unknown[], more: object = {}): object => ({
    authenticationStrength: {
      ...{ id: '7e1a2b3c-0000-4000-8000-000000000009', displayName: 'Ours', ...more },
      ...{ requirementsSatisfied: 'mfa', allowedCombinations, policyType: 'custom' },
    },
  });
  const open = { combinationConfigurations: [] };
  const holding = (...methods: string[]): Partial<Person> => ({ methods });
  const met = ['signsIn', 'reason_method_works'];
  const lacking = ['mustRegister', 'reason_strength_not_met'];
  const untold = ['unknown', 'reason_strength_unknown'];

  it.each([
    ['push', made(['password,microsoftAuthenticatorPush']), push, met],
    ['a key', made(['fido2'], open), holding('fido2'), met],
    [
      'codes, where keys are asked',
      made(['fido2'], open),
      holding('softwareOneTimePasscode'),
      lacking,
    ],
    [
      'codes with a password',
      made(['password , softwareOath']),
      holding('softwareOneTimePasscode'),
      met,
    ],
    [
      'two things at once',
      made(['fido2', 'sms,softwareOath'], open),
      holding('softwareOneTimePasscode'),
      lacking,
    ],
    [
      'codes, where only some keys are taken',
      made(['fido2']),
      holding('softwareOneTimePasscode'),
      untold,
    ],
    ['a key, where some keys are taken', made(['fido2']), holding('fido2'), untold],
    ['a combination nobody knows', made(['fido2', 'palmScan'], open), holding('fido2'), untold],
    ['no text', made([7]), push, untold],
    ['nothing read', made([]), push, untold],
  ])('%s', (_name, grant, person, expected) => {
    const { verdict, reasons } = judgePerson(asking(grant), aPerson(person), today);
    expect([verdict, reasons.at(-1)?.key]).toEqual(expected);
  });

  it('tells a phone that is called from one that may get a text', () => {
    const texts = { id: 'x', allowedCombinations: ['password,sms'] };
    const accepted = ['mobilePhone', 'officePhone'].map((one) => strengthAccepts(texts, one));
    expect(accepted).toEqual([null, false]);
  });

  it('is named where nothing is known of it, by its id where it has no name', () => {
    const reasonsOf = (grant: object) => judgePerson(asking(grant), aPerson(push), today).reasons;
    expect(reasonsOf(made([]))).toContainEqual(
      expect.objectContaining({ key: 'reason_strength_unknown', values: { strengths: 'Ours' } }),
    );
    const byId = { authenticationStrength: { id: '00000000-0000-0000-0000-000000000009' } };
    const values = { strengths: '00000000-0000-0000-0000-000000000009' };
    expect(reasonsOf(byId)).toContainEqual(expect.objectContaining({ values }));
  });

  it('is asked as any other where it came without an id', () => {
    const nameless = (allowedCombinations: readonly string[]): TenantImage =>
      asking({ authenticationStrength: { allowedCombinations, ...open } });
    const said = (image: TenantImage) => {
      const { verdict, reasons } = judgePerson(image, aPerson(push), today);
      return [verdict, reasons.at(-1)?.key, ...judgedByBoth(image, aPerson(push), today)];
    };
    expect(said(nameless(['password,microsoftAuthenticatorPush']))).toEqual([...met, false, false]);
    expect(said(nameless(['fido2']))).toEqual([...lacking, true, true]);
    expect(said(nameless([]))).toEqual([...untold, true, true]);
  });

  it.each([
    ['taken', made(['fido2'], open), ['mustRegister', 'reason_can_register']],
    ['not told to be taken', made([]), untold],
    ['taken if it is one of some keys', made(['fido2']), untold],
    ['not taken', made(['hardwareOath,password']), ['blocked', 'reason_cannot_register']],
  ])('sends who has nothing to register only what is %s', (_name, grant, expected) => {
    const image = { ...asking(grant), policy: aMethodsPolicy({ Fido2: {} }) };
    const nothing = aPerson({ methods: [], hasNoMethod: true });
    const { verdict, reasons } = judgePerson(image, nothing, today);
    expect([verdict, reasons.at(-1)?.key]).toEqual(expected);
  });

  it.each([
    [true, 'mustRegister'],
    [null, 'unknown'],
    [false, 'blocked'],
  ] as const)('judges a key it does not take as none, the app by old lists: %s', (app, said) => {
    const off = { callToPhone: false, textToPhone: false };
    const options = { appNotification: app, appCodeOrHardwareToken: app };
    const image: TenantImage = {
      ...asking(made(['password,microsoftAuthenticatorPush'])),
      policy: aMethodsPolicy({ Fido2: {} }),
      answers: {
        schema: 'causeway-answers/1',
        legacyMfa: { verificationOptions: { ...off, ...options } },
      },
    };
    for (const methods of [[], ['fido2']]) {
      const person = aPerson({ methods, hasNoMethod: methods.length === 0 });
      expect(judgePerson(image, person, today).verdict).toBe(said);
    }
  });
});
