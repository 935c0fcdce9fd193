import { describe, expect, test } from 'vitest';
import { assess } from '../../../../shared/assess/assess';
import type { Assessment } from '../../../../shared/assess/assessment';
import { administrators, anInput } from '../../../fixtures/a-snapshot';
import { aMethodsPolicy, aPolicy, aRow } from '../../../fixtures/graph-objects';
import { allOn, unreadBecause, type Options } from './cases/case';

const legacyMfa = { verificationOptions: allOn };
const sspr: NonNullable<NonNullable<Options['answers']>['sspr']> = { scope: 'none', methods: [] };
const lists: NonNullable<Options['answers']> = { legacyMfa, sspr };

function assessed({ answers = lists, choices: _choices, more = [], ...rest }: Options): Assessment {
  const result = assess(
    anInput({
      users: [...administrators, ...more],
      ...rest,
      answers: { schema: 'causeway-answers/1', ...answers },
    }),
  );
  if (!result.ok) throw new Error(JSON.stringify(result.failure));
  return result.value.assessment;
}

function reasonFor(source: string, options: Options): string | undefined {
  const row = assessed(options).unread.find((one) => one.source === source);
  return row && `${row.reason}${row.status === undefined ? '' : ` ${row.status}`}`;
}

const refused = unreadBecause('refused', 403);
const complete = { policyMigrationState: 'migrationComplete' };

describe('lower bound', () => {
  test.each<[string, Options, boolean]>([
    ['everything answered and read', {}, false],
    ['verification options not answered', { answers: { sspr: sspr } }, true],
    [
      'one option "I do not know"',
      {
        answers: {
          ...lists,
          legacyMfa: { verificationOptions: { ...allOn, callToPhone: null } },
        },
      },
      true,
    ],
    ['password reset not answered', { answers: { legacyMfa: legacyMfa } }, true],
    ['scope without methods', { answers: { ...lists, sspr: { scope: 'all' } } }, true],
    ['after completion the lists do not matter', { policy: complete, answers: {} }, false],
    ['methods unknown', { policy: complete, more: [{ id: 'x', methods: null }] }, true],
    [
      'a per-user state unknown',
      { policy: complete, more: [{ id: 'x', perUserMfa: 'unknown' }] },
      true,
    ],
    [
      'an account that may be disabled',
      { policy: complete, more: [{ id: 'x', methods: [], user: { accountEnabled: null } }] },
      true,
    ],
    ['users not read', { policy: complete, snapshot: { users: refused } }, true],
    ['policy not read', { snapshot: { authenticationMethodsPolicy: refused } }, true],
  ])('%s', (_name, options, expected) => {
    expect(assessed(options).lowerBound).toBe(expected);
  });
});

describe('unread', () => {
  test('sections with their reason', () => {
    const signIns = unreadBecause('notLicensed', 403);
    expect(reasonFor('signIns', { snapshot: { signIns } })).toBe('notLicensed 403');
    expect(reasonFor('roles', { snapshot: { roles: refused } })).toBe('refused 403');
    expect(reasonFor('roles', {})).toBeUndefined();
    const roleNamesUnread = { code: 'malformed' } as const;
    expect(reasonFor('roles', { snapshot: { roleNamesUnread } })).toBe('malformed');
    expect(reasonFor('crossTenantAccess', { snapshot: { crossTenantDefault: refused } })).toBe(
      'refused 403',
    );
  });

  test('members: refused, or a group a policy names was never asked for', () => {
    const policies = [aPolicy('p', { users: { includeUsers: ['All'], excludeGroups: ['g'] } })];
    expect(reasonFor('groupMembers', { policies })).toBe('notAsked');
    expect(reasonFor('groupMembers', { policies, groups: { g: [] } })).toBeUndefined();
    expect(
      reasonFor('groupMembers', { policies, snapshot: { groupMembers: { g: refused } } }),
    ).toBe('refused 403');
  });

  test('methods of single people, last sign-ins, the signed-in account', () => {
    const more = [{ id: 'x', methods: null }];
    expect(reasonFor('userMethods', { more })).toBe('notAsked');
    expect(reasonFor('userMethods', { more, snapshot: { userMethods: { x: refused } } })).toBe(
      'refused 403',
    );
    expect(reasonFor('signInActivity', { snapshot: { lastSignIn: { ga1: refused } } })).toBe(
      'refused 403',
    );
    expect(reasonFor('signedInAccount', { snapshot: { signedInUserId: null } })).toBe('notAsked');
    expect(reasonFor('signedInAccount', {})).toBeUndefined();
    const signedInUnread = { code: 'malformed' } as const;
    const gap = { snapshot: { signedInUserId: null, signedInUnread } };
    expect(reasonFor('signedInAccount', gap)).toBe('malformed');
  });

  test('a report that leaves methods out, or contradicts itself', () => {
    const row = (id: string, methodsRegistered: string[] | null) => ({
      ...aRow({ id, methods: [] }),
      methodsRegistered,
    });
    const reported = (...rows: readonly ReturnType<typeof row>[]): string | undefined =>
      reasonFor('registration', { snapshot: { registration: { kind: 'read', value: rows } } });
    expect(reported(row('ga1', null), row('ga2', []))).toBe('malformed');
    expect(reported(row('ga1', ['fido2']), row('ga1', ['mobilePhone']))).toBe('malformed');
    expect(reported(row('ga1', ['fido2']), row('ga1', ['fido2']))).toBeUndefined();
  });

  test('a methods policy in states nobody knows', () => {
    const reason = (options: Options): string | undefined =>
      reasonFor('authenticationMethodsPolicy', options);
    expect(reason({ policy: { policyMigrationState: 'later' } })).toBe('malformed');
    expect(reason({ methods: { Sms: { state: 'later' } } })).toBe('malformed');
    expect(reason({ policy: { policyMigrationState: null } })).toBeUndefined();
    expect(reason({})).toBeUndefined();
  });

  test('policies that do not say whether, or whom, they bind', () => {
    const reason = (...policies: Options['policies'] & object): string | undefined =>
      reasonFor('conditionalAccess', { policies });
    expect(reason(aPolicy('p', { state: 'later' }))).toBe('malformed');
    expect(reason(aPolicy('p', { conditions: { users: null } }))).toBe('malformed');
    expect(
      reason(aPolicy('p', { state: 'disabled', conditions: { users: null } })),
    ).toBeUndefined();
    expect(reason(aPolicy('p'))).toBeUndefined();
  });

  test('an organization that does not say which', () => {
    const value = {
      ...{ id: null, displayName: null, createdDateTime: null },
      ...{ onPremisesSyncEnabled: null, verifiedDomains: null },
    };
    const snapshot = { organization: { kind: 'read', value } } as const;
    expect(reasonFor('organization', { snapshot })).toBe('malformed');
    expect(reasonFor('organization', {})).toBeUndefined();
  });

  test('people of whom SMS sign-in was not read, beside those of whom it was', () => {
    const sms = aMethodsPolicy({ Sms: {} });
    for (const one of sms.authenticationMethodConfigurations) {
      for (const target of one.includeTargets ?? []) target['isUsableForSignIn'] = true;
    }
    const snapshot = {
      authenticationMethodsPolicy: { kind: 'read', value: sms },
      smsSignInReady: { kind: 'read', value: ['ga1'] },
      smsSignInUnread: { ga2: { code: 'refused', status: 403 } },
    } as const;
    expect(reasonFor('smsSignIn', { snapshot })).toBe('refused 403');
    const { smsSignInUnread: _, ...whole } = snapshot;
    expect(reasonFor('smsSignIn', { snapshot: whole })).toBeUndefined();
  });

  test('licences that people contradict', () => {
    const users = administrators.map((one) => ({ ...one, hasP1: true }));
    expect(reasonFor('subscribedSkus', { users, isPremium: false })).toBe('malformed');
    expect(reasonFor('subscribedSkus', { users })).toBeUndefined();
    expect(reasonFor('subscribedSkus', { isPremium: false })).toBeUndefined();
  });

  test('plans of a member that were not told, where P1 is what counts', () => {
    const more = [{ id: 'x', methods: ['fido2'], user: { assignedPlans: null } }];
    expect(reasonFor('users', { more })).toBe('malformed');
    expect(reasonFor('users', { more, isPremium: false })).toBeUndefined();
  });

  test('accounts that were read in part', () => {
    const more = [{ id: 'x', methods: ['fido2'], user: { accountEnabled: null } }];
    expect(reasonFor('users', { more })).toBe('malformed');
    expect(reasonFor('users', {})).toBeUndefined();
  });

  test('answers nobody gave, but not those that do not matter', () => {
    expect(reasonFor('answers.legacyMfa.trustedIps', {})).toBe('notAnswered');
    expect(reasonFor('answers.sspr.methodsRequired', {})).toBeUndefined();
    expect(
      reasonFor('answers.appPasswords.accounts', {
        answers: { legacyMfa: { appPasswordsAllowed: false } },
      }),
    ).toBeUndefined();
    expect(reasonFor('answers.passkeyOptOut', { policy: { optOutSettings: null } })).toBe(
      'notAnswered',
    );
  });

  test('who uses the NPS extension, unless named or seen at it', () => {
    const source = 'answers.infrastructure.npsExtension.users';
    const nps = (more: object = {}): Options => ({
      answers: { infrastructure: { npsExtension: { present: true, ...more } } },
    });
    const signIn = {
      id: 's',
      userId: 'ga1',
      createdDateTime: '2026-11-20T00:00:00Z',
      appId: '981F26A1-7f43-403b-a875-f8b09b8cd720',
      clientAppUsed: 'Browser',
      authenticationProtocol: 'none',
    };
    expect(reasonFor(source, nps())).toBe('notAnswered');
    expect(reasonFor(source, { ...nps(), snapshot: { signIns: refused } })).toBe('notAnswered');
    expect(
      reasonFor(source, {
        ...nps(),
        users: [{ id: 'ga1', user: { accountEnabled: false } }],
        snapshot: { signIns: { kind: 'read', value: [signIn] } },
      }),
    ).toBe('notAnswered');
    expect(
      reasonFor(source, { ...nps(), snapshot: { signIns: { kind: 'read', value: [signIn] } } }),
    ).toBeUndefined();
    expect(reasonFor(source, nps({ users: [{ id: 'ga1' }] }))).toBeUndefined();
    expect(reasonFor(source, nps({ users: [] }))).toBeUndefined();
    expect(reasonFor(source, {})).toBeUndefined();
  });

  test('sorted, one row a source', () => {
    const sources = assessed({ answers: {} }).unread.map((one) => one.source);
    expect(sources).toEqual([...new Set(sources)].sort());
  });
});

test('without users no count is said', () => {
  const { counts } = assessed({ snapshot: { users: refused } });
  expect(new Set(Object.values(counts))).toEqual(new Set([null]));
});

test('without the methods policy nobody is counted as stranded', () => {
  const { counts } = assessed({ snapshot: { authenticationMethodsPolicy: refused } });
  expect(counts.usersStrandedIfCompletedNow).toBeNull();
  expect(counts.usersStrandedNow).toBeNull();
  expect(counts.accounts).toBe(2);
});

test('in the wrong tenant nothing else is said', () => {
  const { findings } = assessed({ session: { tokenTenantId: 'other' } });
  expect(findings.map((one) => one.code)).toEqual(['WRONG-TENANT']);
});
