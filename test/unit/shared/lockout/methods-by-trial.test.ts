import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Person } from '../../../../shared/assess/people';
import { methodsByTrial } from '../../../../shared/lockout/methods-by-trial';
import { usableMethods } from '../../../../shared/lockout/usable-methods';
import { scopeInImage } from '../../../../shared/plan/image-scope';
import type { TenantImage } from '../../../../shared/plan/post-image';
import type { Answers } from '../../../../shared/tenant/answer';
import { isLong } from '../../../fixtures/campaign';
import type { MethodOptions } from '../../../fixtures/graph-objects';
import { aPerson, anImage, withGroups } from './people';

const today = '2026-11-22T12:00:00Z';

function byRules(image: TenantImage, person: Person, date: string): readonly string[] {
  return usableMethods(image, person, scopeInImage(image, person), date)?.sure ?? [];
}

function both(image: TenantImage, person: Person, date: string): [string[], string[]] {
  return [
    [...byRules(image, person, date)].sort(),
    [...methodsByTrial(image, person, date)].sort(),
  ];
}

const names = [
  ...['mobilePhone', 'alternateMobilePhone', 'officePhone', 'softwareOneTimePasscode'],
  ...['hardwareOneTimePasscode', 'microsoftAuthenticatorPush', 'externalAuthMethod'],
  ...['microsoftAuthenticatorPasswordless', 'fido2SecurityKey', 'passKeyDeviceBound'],
  ...['windowsHelloForBusiness', 'certificate', 'email', 'temporaryAccessPass', 'new'],
];
const provider = '99999999-9999-4999-8999-999999999999';
const ids = [
  ...['Fido2', 'MicrosoftAuthenticator', 'Sms', 'Voice', 'SoftwareOath', 'HardwareOath'],
  ...['X509Certificate', provider],
];
const anyTarget = fc.record(
  {
    id: fc.constantFrom('all_users', 'g1', 'G1', 'g2', 'unread', 'u1', 'U1', 'u2'),
    targetType: fc.constantFrom('group', 'group', 'user'),
    authenticationMode: fc.constantFrom('any', 'push', 'deviceBasedPush', 'new', null),
  },
  { requiredKeys: ['id', 'targetType'] },
);
const configuration = fc.record({
  state: fc.constantFrom('enabled', 'enabled', 'enabled', 'disabled', 'new'),
  includeTargets: fc.array(anyTarget, { maxLength: 3 }),
  excludeTargets: fc.oneof(
    fc.constant([]),
    fc.constant([{ id: '00000000-0000-0000-0000-000000000000', targetType: 'group' }]),
    fc.array(anyTarget, { maxLength: 2 }),
  ),
  isSoftwareOathEnabled: fc.constantFrom(true, false, null),
  isOfficePhoneAllowed: fc.constantFrom(true, false, null),
});
const yesNo = fc.constantFrom(true, false, false, null);
const answers: fc.Arbitrary<Answers | null> = fc.option(
  fc.record({
    schema: fc.constant('causeway-answers/1' as const),
    legacyMfa: fc.record({
      verificationOptions: fc.record({
        callToPhone: yesNo,
        textToPhone: yesNo,
        appNotification: yesNo,
        appCodeOrHardwareToken: yesNo,
      }),
    }),
    sspr: fc.record({
      scope: fc.constantFrom('all' as const, 'all' as const, 'selected' as const, 'none' as const),
      methods: fc.option(
        fc.subarray([
          'mobilePhone',
          'officePhone',
          'mobileAppCode',
          'mobileAppNotification',
        ] as const),
      ),
    }),
  }),
);

const image = fc
  .record({
    configurations: fc.tuple(...ids.map(() => configuration)),
    answers,
    stage: fc.constantFrom('preMigration', 'migrationInProgress', 'migrationComplete', null, 'new'),
    isRead: fc.constantFrom(true, true, true, true, false),
    cloud: fc.constantFrom('global' as const, 'global' as const, 'usgov' as const),
    isMember: fc.boolean(),
  })
  .map(({ configurations, stage, isRead, cloud, isMember, ...rest }) => {
    const methods: MethodOptions = Object.fromEntries(
      ids.map((id, place) => [id, { ...configurations[place] }]),
    );
    const groupMembers = withGroups({ g1: isMember ? ['u1'] : [], g2: ['u2'], unread: null });
    const made = anImage(
      { methods, policy: { policyMigrationState: stage }, snapshot: { groupMembers, cloud } },
      rest.answers,
    );
    return isRead ? made : { ...made, policy: null };
  });

const person = fc
  .record({
    methods: fc.option(fc.subarray(names), { freq: 20 }),
    kind: fc.constantFrom('member' as const, 'externalGuest' as const),
    isGlobalAdministrator: fc.constantFrom('active' as const, 'eligible' as const, 'no' as const),
  })
  .map((change) => aPerson({ id: 'u1', ...change }));

const date = fc.constantFrom(
  ...[today, '2027-01-31T23:59:59Z', '2027-02-01T00:00:00Z', '2027-02-10', '2027-07-01'],
);

describe('two readings of what somebody can answer with', () => {
  it('agree on random policies, lists and dates', () => {
    const seen = { some: 0, none: 0 };
    fc.assert(
      fc.property(image, person, date, (tenant, one, day) => {
        const [rules, trial] = both(tenant, one, day);
        expect(trial).toEqual(rules);
        seen[rules.length > 0 ? 'some' : 'none'] += 1;
      }),
      { numRuns: isLong ? 50_000 : 2_000 },
    );
    // Agreement means something only where both answers occur.
    expect(Math.min(seen.some, seen.none)).toBeGreaterThan(100);
  });

  const everybody = { include: ['all_users'] };
  const legacy = (
    verificationOptions: NonNullable<NonNullable<Answers['legacyMfa']>['verificationOptions']>,
    sspr: Answers['sspr'] = { scope: 'none' },
  ): Answers => ({
    schema: 'causeway-answers/1',
    legacyMfa: { verificationOptions },
    sspr,
  });
  const off = {
    callToPhone: false,
    textToPhone: false,
    appNotification: false,
    appCodeOrHardwareToken: false,
  };
  const resets: Answers['sspr'] = { scope: 'all', methods: ['mobilePhone'] };
  const done = { policyMigrationState: 'migrationComplete' };
  /** Labels are written by hand from Microsoft's pages, never taken from a reading. */
  const cases: [name: string, method: string, image: TenantImage, works: boolean, day: string][] = [
    ['a key where keys are on', 'fido2', anImage({ methods: { Fido2: everybody } }), true, today],
    [
      'a key where keys are off',
      'fido2',
      anImage({ methods: { Fido2: { ...everybody, state: 'disabled' } } }),
      false,
      today,
    ],
    [
      'a key of somebody left out',
      'fido2',
      anImage({ methods: { Fido2: { exclude: ['g'] } }, groups: { g: ['u1'] } }),
      false,
      today,
    ],
    [
      'a key of another group',
      'fido2',
      anImage({ methods: { Fido2: { include: ['g'] } } }),
      false,
      today,
    ],
    [
      'push where only passwordless is let in',
      'microsoftAuthenticatorPush',
      anImage({
        methods: {
          MicrosoftAuthenticator: {
            includeTargets: [
              {
                id: 'all_users',
                targetType: 'group',
                authenticationMode: 'deviceBasedPush',
              },
            ],
          },
        },
      }),
      false,
      today,
    ],
    ['texts before February', 'mobilePhone', anImage({ methods: { Sms: everybody } }), true, today],
    [
      'texts in February',
      'mobilePhone',
      anImage({ methods: { Sms: everybody } }),
      false,
      '2027-02-01',
    ],
    [
      'texts of the legacy list alone',
      'mobilePhone',
      anImage({}, legacy({ ...off, textToPhone: true })),
      true,
      today,
    ],
    [
      'texts of the legacy list after Complete',
      'mobilePhone',
      anImage({ policy: done }, legacy({ ...off, textToPhone: true })),
      false,
      today,
    ],
    [
      'a phone of password reset alone',
      'mobilePhone',
      anImage({}, legacy(off, resets)),
      true,
      today,
    ],
    ['a phone nobody was asked about', 'mobilePhone', anImage(), false, today],
  ];

  it.each(cases)('%s', (_, method, tenant, works, day) => {
    const expected = works ? [method] : [];
    expect(both(tenant, aPerson({ methods: [method] }), day)).toEqual([expected, expected]);
  });
});
