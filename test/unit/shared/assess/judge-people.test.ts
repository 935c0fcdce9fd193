import { describe, expect, test } from 'vitest';
import { judgePeople } from '../../../../shared/assess/judge-people';
import type { Person } from '../../../../shared/assess/people';
import { noChoices } from '../../../../shared/tenant/choice';
import { anInput, tenantId } from '../../../fixtures/a-snapshot';
import { servicePlanIds } from '../../../../shared/entra/tenant-resources';
import { read } from '../../../../shared/tenant/snapshot';
import { aRow, type UserOptions } from '../../../fixtures/graph-objects';
import { signed, unreadBecause, type Options } from './cases/case';

function judged({ answers, choices, ...options }: Options): ReturnType<typeof judgePeople> {
  return judgePeople(
    anInput({
      ...options,
      ...(answers === undefined ? {} : { answers: { schema: 'causeway-answers/1', ...answers } }),
      ...(choices === undefined ? {} : { choices: { ...noChoices, ...choices } }),
    }),
  );
}

function person(user: UserOptions, options: Options = {}): Person {
  const result = judged({ users: [user], ...options });
  if (!result.ok) throw new Error(JSON.stringify(result.failure));
  return result.value.people[0]!;
}

describe('kind of an account', () => {
  const invited = { userType: 'Guest', creationType: 'Invitation' };
  test.each<[string, NonNullable<UserOptions['user']>, Person['kind']]>([
    ['a member', {}, 'member'],
    ['an invited guest', invited, 'externalGuest'],
    ['invited, yet userType Member', { ...invited, userType: 'Member' }, 'externalGuest'],
    ['#EXT# in the name', { userPrincipalName: 'a_b.example#ext#@x.example' }, 'externalGuest'],
    ['userType Guest alone', { userType: 'Guest' }, 'internalGuest'],
  ])('%s', (_name, user, kind) => {
    expect(person({ id: 'u', user }).kind).toBe(kind);
  });

  test('the synchronization role, before any list', () => {
    const user: UserOptions = { id: 'u', roles: ['directorySynchronizationAccounts'] };
    const answers = { accounts: { serviceAccounts: [{ id: 'u' }] } };
    expect(person(user, { answers }).kind).toBe('dirSyncAccount');
    expect(person(user, { answers }).isAdministrator).toBe(false);
  });

  test('lists in their order, pupils under 13 among the pupils', () => {
    const user = { id: 'u' };
    const list = [{ id: 'u' }];
    const of = (answers: NonNullable<Options['answers']>): string => person(user, { answers }).kind;
    expect(of({ accounts: { sharedMailboxes: list, roomMailboxes: list } })).toBe('roomMailbox');
    expect(of({ accounts: { teamsRooms: list } })).toBe('teamsRoomResource');
    expect(of({ accounts: { serviceAccounts: list, sharedAccounts: list } })).toBe(
      'serviceAccount',
    );
    expect(of({ accounts: { syncAccounts: list } })).toBe('dirSyncAccount');
    expect(of({ populations: { pupilsUnder13: list, frontline: list } })).toBe('student');
    expect(of({ populations: { frontline: list } })).toBe('frontline');
  });

  test('an account that may be disabled counts as enabled, and is never ready', () => {
    const dim = (accountEnabled: boolean | null) =>
      person({ id: 'u', methods: ['mobilePhone'], user: { accountEnabled } });
    expect(dim(null)).toMatchObject({
      ...{ enabled: true, isEnabledUnknown: true, isStaff: true, readiness: 'unknown' },
      ...{ isPhoneOnly: true, date: 'february', isStranded: true },
    });
    expect(dim(false)).toMatchObject({ enabled: false, isStaff: false, date: 'none' });
    expect(dim(true).isEnabledUnknown).toBe(undefined);
  });

  test('staff: enabled, member or frontline, not emergency access', () => {
    const answers = { accounts: { emergencyAccess: [{ id: 'u' }] } };
    expect(person({ id: 'u' }).isStaff).toBe(true);
    expect(person({ id: 'u' }, { answers }).isStaff).toBe(false);
    expect(person({ id: 'u' }, { answers }).isPerson).toBe(true);
    expect(person({ id: 'u', user: { accountEnabled: false } }).isStaff).toBe(false);
  });
});

describe('facts', () => {
  const reported = (...rows: readonly Partial<ReturnType<typeof aRow>>[]): Options => ({
    snapshot: {
      registration: read(rows.map((row) => ({ ...aRow({ id: 'u', methods: [] }), ...row }))),
    },
  });
  const phone = { methodsRegistered: ['mobilePhone'] };
  const key = { methodsRegistered: ['fido2SecurityKey'] };

  test('plans that are not told in full are neither there nor absent', () => {
    const p1 = servicePlanIds.p1;
    const holds = (...assignedPlans: { servicePlanId?: string; capabilityStatus?: string }[]) =>
      person({ id: 'u', user: { assignedPlans } }).hasP1;
    expect(holds({ servicePlanId: p1, capabilityStatus: 'Enabled' }, {})).toBe(true);
    expect(holds({ servicePlanId: p1, capabilityStatus: 'Deleted' })).toBe(false);
    expect(holds({ servicePlanId: p1, capabilityStatus: 'unknownFutureValue' })).toBeNull();
    expect(holds({ servicePlanId: p1 })).toBeNull();
    expect(holds({ capabilityStatus: 'Enabled' })).toBeNull();
    expect(holds({ servicePlanId: 'other' })).toBe(false);
    expect(person({ id: 'u', user: { assignedPlans: null } }).hasP1).toBeNull();
  });

  test('a report row without methods tells nothing, and never "none"', () => {
    const untold = person({ id: 'u' }, reported({ methodsRegistered: null }));
    expect(untold).toMatchObject({ methods: null, hasNoMethod: false, readiness: 'unknown' });
    const { snapshot } = reported({ methodsRegistered: null });
    const single = { ...snapshot, userMethods: { u: read(['mobilePhone']) } };
    expect(person({ id: 'u' }, { snapshot: single }).isPhoneOnly).toBe(true);
  });

  test('rows that contradict each other tell nothing, whichever came last', () => {
    expect(person({ id: 'u' }, reported(phone, key)).methods).toBeNull();
    expect(person({ id: 'u' }, reported(key, phone)).methods).toBeNull();
    expect(person({ id: 'u' }, reported(phone, key, key)).methods).toBeNull();
    expect(person({ id: 'u' }, reported(phone, phone)).isPhoneOnly).toBe(true);
  });

  test('the per-user state of a guest does not apply, of a member it is never assumed', () => {
    const guest = { id: 'u', user: { userType: 'Guest' }, perUserMfa: 'disabled' } as const;
    expect(person(guest).perUserMfa).toBe('notApplicable');
    expect(person({ id: 'u', perUserMfa: 'notApplicable' }).perUserMfa).toBe('unknown');
    const states = { kind: 'read', value: { bulk: 'trusted', checked: 0, states: {} } } as const;
    expect(person({ id: 'u' }, { snapshot: { perUserMfa: states } }).perUserMfa).toBe('unknown');
  });

  test('the report comes first, a single read fills its gap', () => {
    const userMethods = { u: { kind: 'read', value: ['mobilePhone'] } } as const;
    expect(person({ id: 'u', methods: ['fido2'] }, { snapshot: { userMethods } }).methods).toEqual([
      'fido2',
    ]);
    expect(person({ id: 'u', methods: null }, { snapshot: { userMethods } }).methods).toEqual([
      'mobilePhone',
    ]);
    expect(person({ id: 'u', methods: null }).methods).toBeNull();
  });

  test('Global Administrator: active beats eligible, unread is unknown', () => {
    const both: UserOptions = {
      id: 'u',
      roles: ['globalAdministrator'],
      eligible: ['globalAdministrator'],
    };
    expect(person(both).isGlobalAdministrator).toBe('active');
    expect(person({ ...both, roles: [] }).isGlobalAdministrator).toBe('eligible');
    expect(person({ id: 'u' }).isGlobalAdministrator).toBe('no');
    const snapshot = { roles: unreadBecause('refused', 403) };
    expect(person(both, { snapshot }).isGlobalAdministrator).toBe('unknown');
  });

  const offers = { MicrosoftAuthenticator: {} };
  test.each<[string, UserOptions, Options, Person['readiness']]>([
    ['an allowed key', { id: 'u', methods: ['fido2'] }, { methods: { Fido2: {} } }, 'ready'],
    ['a key not allowed yet', { id: 'u', methods: ['fido2'] }, { methods: {} }, 'conditions'],
    [
      'a phone and a way out',
      { id: 'u', methods: ['mobilePhone'] },
      { methods: offers },
      'conditions',
    ],
    ['a phone and none', { id: 'u', methods: ['mobilePhone'] }, { methods: {} }, 'notReady'],
    ['nothing and a way out', { id: 'u', methods: [] }, { methods: offers }, 'conditions'],
    ['methods unknown', { id: 'u', methods: null }, {}, 'unknown'],
    ['state unknown', { id: 'u', methods: ['fido2'], perUserMfa: 'unknown' }, {}, 'unknown'],
  ])('readiness: %s', (_name, user, options, readiness) => {
    expect(person(user, options).readiness).toBe(readiness);
  });

  test('names the methods nobody knows', () => {
    const odd = person({ id: 'u', methods: ['mobilePhone', 'somethingNew'] });
    expect(odd.unknownMethods).toEqual(['somethingNew']);
    expect(odd.isPhoneOnly).toBe(true);
  });

  test('replacements by configuration, passkeys not for guests', () => {
    const methods = { Fido2: {}, SoftwareOath: {}, MicrosoftAuthenticator: { include: ['g'] } };
    const groups = { g: ['other'] };
    const guest = { id: 'u', user: { userType: 'Guest' } };
    expect(person({ id: 'u' }, { methods, groups }).reachableReplacements).toEqual([
      'Fido2',
      'SoftwareOath',
    ]);
    expect(person(guest, { methods, groups }).reachableReplacements).toEqual(['SoftwareOath']);
    expect(person({ id: 'u' }, { methods: { Fido2: { include: ['dark'] } } })).toMatchObject({
      reachableReplacements: null,
    });
  });
});

describe('input errors', () => {
  const users = [{ id: 'a' }, { id: 'b' }];
  const list = [{ id: 'a' }];
  const emergencyAccess = [{ id: 'a' }];
  test.each<[string, Options, string]>([
    ['answers of another tenant', { answers: { tenantId: 'other' } }, 'plan/wrong-tenant'],
    [
      'password reset answers that contradict each other',
      { answers: { sspr: { methods: ['securityQuestions'], securityQuestions: false } } },
      'input/answers-invalid',
    ],
    [
      'emergency access in another account list',
      { answers: { accounts: { emergencyAccess, serviceAccounts: list } } },
      'input/answers-invalid',
    ],
    [
      'emergency access in a population',
      { answers: { accounts: { emergencyAccess }, populations: { frontline: list } } },
      'input/answers-invalid',
    ],
    [
      'a selector that matches nothing',
      { answers: { accounts: { sharedMailboxes: [{ upn: 'x@y.example' }] } } },
      'input/selector-no-match',
    ],
    [
      'a choice about a method nobody knows',
      { choices: { methods: { Pigeon: { value: 'on', ...signed } } } },
      'input/unknown-method',
    ],
  ])('%s', (_name, options, code) => {
    const result = judged({ users, ...options });
    expect(result.ok ? 'ok' : result.failure.code).toBe(code);
  });

  test('the same tenant in other letters, and questions said in either form, are fine', () => {
    const answers = {
      tenantId: tenantId.toUpperCase(),
      sspr: { methods: ['email' as const], securityQuestions: true },
    };
    expect(judged({ users, answers }).ok).toBe(true);
  });
});
