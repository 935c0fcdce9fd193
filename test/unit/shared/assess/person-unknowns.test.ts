import { describe, expect, test } from 'vitest';
import { assess } from '../../../../shared/assess/assess';
import { scopesIn } from '../../../../shared/assess/account-cover';
import { findUnknowns, type PersonUnknown } from '../../../../shared/assess/person-unknowns';
import { read, type Snapshot } from '../../../../shared/tenant/snapshot';
import { aGroup, aPolicy } from '../../../fixtures/graph-objects';
import { aSnapshot, anInput, type SnapshotOptions } from '../../../fixtures/a-snapshot';
import { unreadBecause } from './cases/case';

/** What is not known of the first account. */
function unknownsOf(options: SnapshotOptions): readonly PersonUnknown[] {
  const snapshot: Snapshot = aSnapshot(options);
  const assessed = assess(anInput(options));
  const [user] = snapshot.users.kind === 'read' ? snapshot.users.value : [];
  const person = assessed.ok ? assessed.value.people[0] : undefined;
  if (user === undefined || person === undefined) throw new Error('nobody');
  return findUnknowns(snapshot)(person, user, scopesIn(snapshot)(user));
}

const app = { id: 'u', methods: ['microsoftAuthenticatorPush'] };
const refused = unreadBecause('refused', 403);

describe('what is not known of an account', () => {
  test('nothing, where everything was read', () => {
    expect(unknownsOf({ users: [app] })).toEqual([]);
  });

  test('methods: the report unread, no row in it, or the account alone unread', () => {
    expect(unknownsOf({ users: [app], snapshot: { registration: refused } })).toEqual([
      { fact: 'methods', source: 'registration', reason: 'refused' },
    ]);
    expect(unknownsOf({ users: [{ ...app, methods: null }] })).toEqual([
      { fact: 'methods', source: 'registration', reason: 'noRow' },
    ]);
    const single = { registration: unreadBecause('notLicensed', 403), userMethods: { u: refused } };
    expect(unknownsOf({ users: [app], snapshot: single })).toEqual([
      { fact: 'methods', source: 'userMethods', reason: 'refused' },
    ]);
  });

  test('a method nobody has a name for', () => {
    expect(unknownsOf({ users: [{ ...app, methods: ['fido2', 'somethingNew'] }] })).toEqual([
      { fact: 'methodNames', source: 'registration', reason: 'notRecognised' },
    ]);
  });

  test('what the policy allows: the policy unread, or members of its group', () => {
    const noPolicy = { authenticationMethodsPolicy: refused };
    const source = 'authenticationMethodsPolicy';
    expect(unknownsOf({ users: [app], snapshot: noPolicy })).toEqual([
      { fact: 'allowedMethods', source, reason: 'refused' },
      { fact: 'replacements', source, reason: 'refused' },
    ]);
    const byGroup = { MicrosoftAuthenticator: { include: ['g'] } };
    const members = { users: [app], methods: byGroup, snapshot: { groupMembers: { g: refused } } };
    expect(unknownsOf(members)).toEqual([
      { fact: 'allowedMethods', source: 'groupMembers', reason: 'refused' },
      { fact: 'replacements', source: 'groupMembers', reason: 'refused' },
    ]);
    const gone = { g: unreadBecause('notFound', 404) };
    expect(unknownsOf({ ...members, snapshot: { groupMembers: gone } })).toEqual([]);
  });

  test('a listed group whose members are not found is no empty group', () => {
    const options = {
      users: [app],
      methods: { MicrosoftAuthenticator: { include: ['g'] } },
      policies: [aPolicy('p', { users: { includeUsers: ['All'], excludeGroups: ['g'] } })],
    };
    const gone = { groupMembers: { g: unreadBecause('notFound', 404) } };
    const unknown = (['allowedMethods', 'replacements', 'cover'] as const).map((fact) => ({
      ...{ fact, source: 'groupMembers', reason: 'notFound' },
    }));
    expect(unknownsOf({ ...options, snapshot: gone })).toEqual([]);
    const listed = { ...gone, groups: read([aGroup('G')]) };
    expect(unknownsOf({ ...options, snapshot: listed })).toEqual(unknown);
    const unlisted = { ...gone, groups: refused };
    expect(unknownsOf({ ...options, snapshot: unlisted })).toEqual(unknown);
  });

  test('per-user MFA of the account alone unread', () => {
    const own = { perUserMfaUnread: { u: { code: 'throttled' } } } as const;
    expect(unknownsOf({ users: [{ ...app, perUserMfa: 'unknown' }], snapshot: own })).toEqual([
      { fact: 'perUserMfa', source: 'perUserMfa', reason: 'throttled' },
    ]);
  });

  test('per-user MFA: unread, or no value', () => {
    expect(unknownsOf({ users: [app], snapshot: { perUserMfa: refused } })).toEqual([
      { fact: 'perUserMfa', source: 'perUserMfa', reason: 'refused' },
    ]);
    expect(unknownsOf({ users: [{ ...app, perUserMfa: 'unknown' }] })).toEqual([
      { fact: 'perUserMfa', source: 'perUserMfa', reason: 'noValue' },
    ]);
  });

  test('cover: policies, defaults, roles or members unread, or a state nobody knows', () => {
    const unread = { conditionalAccess: refused, securityDefaults: unreadBecause('network') };
    expect(unknownsOf({ users: [app], snapshot: unread })).toEqual([
      { fact: 'cover', source: 'conditionalAccess', reason: 'refused' },
      { fact: 'cover', source: 'securityDefaults', reason: 'network' },
    ]);
    const byGroup = aPolicy('p', { users: { includeGroups: ['g'] } });
    expect(unknownsOf({ users: [app], policies: [byGroup] })).toEqual([
      { fact: 'cover', source: 'groupMembers', reason: 'notAsked' },
    ]);
    const byRole = aPolicy('p', { users: { includeRoles: ['r'] } });
    expect(unknownsOf({ users: [app], policies: [byRole], snapshot: { roles: refused } })).toEqual([
      { fact: 'cover', source: 'roles', reason: 'refused' },
      { fact: 'roles', source: 'roles', reason: 'refused' },
    ]);
    expect(
      unknownsOf({ users: [app], policies: [aPolicy('p', { state: 'somethingNew' })] }),
    ).toEqual([{ fact: 'cover', source: 'conditionalAccess', reason: 'notRecognised' }]);
  });

  test('the licence, where the plans did not come back', () => {
    expect(unknownsOf({ users: [{ ...app, user: { assignedPlans: null } }] })).toEqual([
      { fact: 'licence', source: 'users', reason: 'noValue' },
    ]);
  });
});
