import { describe, expect, it } from 'vitest';
import type { Person } from '../../../../shared/assess/people';
import { sortMethods } from '../../../../shared/entra/method-order';
import { judgePerson } from '../../../../shared/lockout/simulate-lockout';
import type { Verdict } from '../../../../shared/lockout/verdict';
import type { Answers } from '../../../../shared/tenant/answer';
import { aPerson, anImage } from './people';

const today = '2026-11-22';
const allOn: Answers = {
  schema: 'causeway-answers/1',
  legacyMfa: {
    verificationOptions: {
      callToPhone: true,
      textToPhone: true,
      appNotification: true,
      appCodeOrHardwareToken: true,
    },
  },
  sspr: { scope: 'none', methods: [] },
};
const phone: Partial<Person> = { methods: ['mobilePhone'], isPhoneOnly: true };
const nothing: Partial<Person> = { methods: [], hasNoMethod: true };
const state = (policyMigrationState: string | null) => ({ policy: { policyMigrationState } });

describe('judgePerson', () => {
  const cases: [string, Partial<Person>, Parameters<typeof anImage>, string, Verdict][] = [
    ['a key under security defaults', {}, [{ securityDefaults: true }], today, 'signsIn'],
    ['nothing registered, nothing asks', nothing, [{}], today, 'signsIn'],
    [
      'nothing registered, security defaults',
      nothing,
      [{ securityDefaults: true }],
      today,
      'mustRegister',
    ],
    [
      'per-user MFA enabled, nothing registered',
      { ...nothing, perUserMfa: 'enabled' },
      [{}],
      today,
      'mustRegister',
    ],
    ['methods unread', { methods: null }, [{ securityDefaults: true }], today, 'unknown'],
    [
      'a phone the legacy list allows',
      phone,
      [{ ...state('migrationInProgress'), securityDefaults: true }, allOn],
      today,
      'signsIn',
    ],
    [
      'the same after Complete',
      phone,
      [{ ...state('migrationComplete'), securityDefaults: true }, allOn],
      today,
      'mustRegister',
    ],
    [
      'the same with no answer',
      phone,
      [{ ...state('migrationInProgress'), securityDefaults: true }, null],
      today,
      'unknown',
    ],
    [
      'the same where the state is null',
      phone,
      [{ ...state(null), securityDefaults: true }, allOn],
      today,
      'mustRegister',
    ],
    [
      'a phone in February',
      phone,
      [{ ...state('migrationInProgress'), securityDefaults: true }, allOn],
      '2027-02-01',
      'mustRegister',
    ],
    [
      'a phone the day before',
      phone,
      [{ ...state('migrationInProgress'), securityDefaults: true }, allOn],
      '2027-01-31',
      'signsIn',
    ],
    [
      'a Global Administrator’s phone in February',
      { ...phone, isGlobalAdministrator: 'active' },
      [{ ...state('migrationInProgress'), securityDefaults: true }, allOn],
      '2027-06-30',
      'signsIn',
    ],
    [
      'and in July',
      { ...phone, isGlobalAdministrator: 'active' },
      [{ ...state('migrationInProgress'), securityDefaults: true }, allOn],
      '2027-07-01',
      'mustRegister',
    ],
    [
      'an eligible one in February',
      { ...phone, isGlobalAdministrator: 'eligible' },
      [{ ...state('migrationInProgress'), securityDefaults: true }, allOn],
      '2027-02-01',
      'mustRegister',
    ],
    [
      'another cloud has no date',
      phone,
      [
        { ...state('migrationInProgress'), securityDefaults: true, snapshot: { cloud: 'usgov' } },
        allOn,
      ],
      '2027-08-01',
      'signsIn',
    ],
    [
      'no replacement offered',
      phone,
      [{ methods: {}, ...state('migrationComplete'), securityDefaults: true }, allOn],
      today,
      'blocked',
    ],
    [
      'a scanner cannot register',
      { ...nothing, kind: 'serviceAccount', isPerson: false },
      [{ securityDefaults: true }],
      today,
      'blocked',
    ],
    [
      'an unknown method never counts',
      { methods: ['someNewMethod'], hasNoMethod: true },
      [{ securityDefaults: true }],
      today,
      'mustRegister',
    ],
  ];

  it.each(cases)('%s', (_, change, image, date, verdict) => {
    expect(judgePerson(anImage(...image), aPerson(change), date).verdict).toBe(verdict);
  });

  it('says what asks', () => {
    const asked = (options: Parameters<typeof anImage>[0], change: Partial<Person> = {}) =>
      judgePerson(anImage(options), aPerson(change), today).askedBy;
    expect(asked({ securityDefaults: true })).toBe('securityDefaults');
    expect(asked({}, { perUserMfa: 'enforced' })).toBe('perUserMfa');
    expect(asked({})).toBe('nothing');
    expect(asked({}, { perUserMfa: 'unknown' })).toBe('unknown');
  });
});

describe('order of methods', () => {
  it('is dated data', () => {
    const held = ['certificate', 'mobilePhone', 'microsoftAuthenticatorPush', 'fido2', 'odd'];
    expect(sortMethods(held, '2023-06-01')[0]).toBe('certificate');
    expect(sortMethods(held, '2025-01-01').at(-2)).toBe('certificate');
    expect(sortMethods(held, today)).toEqual([
      'fido2',
      'certificate',
      'microsoftAuthenticatorPush',
      'mobilePhone',
      'odd',
    ]);
    expect(sortMethods(held, '2026-03-17').at(-2)).toBe('certificate');
  });
});
