import type { AuthenticationMethodsPolicy } from '../entra/authentication-methods-policy';
import type { User } from '../entra/user';
import type { Read, Snapshot, SourceName, UnreadReason } from '../tenant/snapshot';
import { allowedMethods, emptyGroupId } from './allowed-methods';
import { knownMembers } from './known-members';
import type { Scope } from './membership';
import type { Person } from './people';
import { hasCertificate } from './person-facts';
import { policyTraits } from './policy-reach';

export const unknownFacts = [
  'methods',
  'methodNames',
  'allowedMethods',
  'replacements',
  'perUserMfa',
  'cover',
  'licence',
  'roles',
] as const;

/** `noRow`: the list was read and this account is not in it. `noValue`: it is, without a value. */
export type UnknownReason = UnreadReason['code'] | 'noRow' | 'noValue' | 'notRecognised';

/** A fact about one account that is not known, where it would have come from, and why not. */
export interface PersonUnknown {
  readonly fact: (typeof unknownFacts)[number];
  readonly source: SourceName;
  readonly reason: UnknownReason;
}

type Reasons = readonly { readonly source: SourceName; readonly reason: UnknownReason }[];

function unreadCode(section: Read<unknown>): UnreadReason['code'] | null {
  return section.kind === 'unread' ? section.reason.code : null;
}

/**
 * Works out, account by account, what is not known and why. What holds for the whole snapshot is
 * looked up once, so that asking for every account stays linear.
 */
export function findUnknowns(
  snapshot: Snapshot,
): (person: Person, user: User, scope: Scope) => readonly PersonUnknown[] {
  const policyCode = unreadCode(snapshot.authenticationMethodsPolicy);
  const policy =
    snapshot.authenticationMethodsPolicy.kind === 'read'
      ? snapshot.authenticationMethodsPolicy.value
      : null;
  const rolesCode = unreadCode(snapshot.roles);
  const reported =
    snapshot.registration.kind === 'read'
      ? new Set(snapshot.registration.value.map((row) => row.id))
      : null;
  const lists = knownMembers(snapshot);
  const members: Reasons = [{ source: 'groupMembers', reason: membersCode(lists) }];
  const doubt = policy === null ? null : doubtAbout(policy, lists);
  const policyReasons: Reasons =
    doubt === 'members'
      ? members
      : [{ source: 'authenticationMethodsPolicy', reason: policyCode ?? 'notRecognised' }];
  const coverReasons = whyCoverIsUnknown(snapshot, lists, members);

  const methodsReason = (id: string): Reasons[number] => {
    const single = snapshot.userMethods[id];
    if (single?.kind === 'unread') return { source: 'userMethods', reason: single.reason.code };
    if (reported !== null) return { source: 'registration', reason: 'noRow' };
    return { source: 'registration', reason: unreadCode(snapshot.registration) ?? 'noRow' };
  };
  const isUndecided = (person: Person, user: User, scope: Scope): boolean =>
    policy !== null &&
    doubt !== null &&
    person.methods !== null &&
    allowedMethods(person.methods, policy, scope, { hasCertificate: hasCertificate(user) }).unknown
      .length > 0;

  return (person, user, scope) => {
    const found: PersonUnknown[] = [];
    const add = (fact: PersonUnknown['fact'], reasons: Reasons): void => {
      for (const one of reasons) found.push({ fact, ...one });
    };
    if (person.methods === null) add('methods', [methodsReason(person.id)]);
    if (person.unknownMethods.length > 0) {
      const source = reported?.has(person.id) === true ? 'registration' : 'userMethods';
      add('methodNames', [{ source, reason: 'notRecognised' }]);
    }
    if (person.methods !== null) {
      const isUnknown = person.allowedMethods === null || isUndecided(person, user, scope);
      if (isUnknown) add('allowedMethods', policyReasons);
    }
    if (person.reachableReplacements === null) add('replacements', policyReasons);
    if (person.perUserMfa === 'unknown') {
      const own = snapshot.perUserMfaUnread?.[person.id]?.code;
      const reason = unreadCode(snapshot.perUserMfa) ?? own ?? 'noValue';
      add('perUserMfa', [{ source: 'perUserMfa', reason }]);
    }
    if (person.cover === 'unknown') add('cover', coverReasons);
    if (person.hasP1 === null) add('licence', [{ source: 'users', reason: 'noValue' }]);
    if (person.isGlobalAdministrator === 'unknown') {
      add('roles', [{ source: 'roles', reason: rolesCode ?? 'notAsked' }]);
    }
    return found;
  };
}

/** Whether the methods policy as read leaves open for whom something is allowed, and why. */
function doubtAbout(
  policy: AuthenticationMethodsPolicy,
  lists: Snapshot['groupMembers'],
): 'members' | 'state' | null {
  let doubt: 'members' | 'state' | null = null;
  for (const {
    state,
    includeTargets,
    excludeTargets,
  } of policy.authenticationMethodConfigurations) {
    if (state === 'disabled') continue;
    if (state !== 'enabled') doubt ??= 'state';
    const named = [...(includeTargets ?? []), ...(excludeTargets ?? [])].filter(
      ({ id, targetType }) =>
        targetType !== 'user' && id.toLowerCase() !== 'all_users' && id !== emptyGroupId,
    );
    if (named.some(({ id }) => !isRead(lists, id))) return 'members';
  }
  return doubt;
}

/** Why members of some group are missing. */
function membersCode(lists: Snapshot['groupMembers']): UnreadReason['code'] {
  for (const members of Object.values(lists)) {
    if (members.kind === 'unread') return members.reason.code;
  }
  return 'notAsked';
}

function whyCoverIsUnknown(
  snapshot: Snapshot,
  lists: Snapshot['groupMembers'],
  members: Reasons,
): Reasons {
  const reasons: Reasons[number][] = [];
  for (const source of ['conditionalAccess', 'securityDefaults'] as const) {
    const reason = unreadCode(snapshot[source]);
    if (reason !== null) reasons.push({ source, reason });
  }
  if (reasons.length > 0 || snapshot.conditionalAccess.kind === 'unread') return reasons;
  const traits = snapshot.conditionalAccess.value.map(policyTraits);
  const sides = traits.flatMap(({ users }) =>
    users === null ? [] : [users.include, users.exclude],
  );
  const rolesCode = unreadCode(snapshot.roles);
  if (rolesCode !== null && sides.some((side) => side.roles.length > 0)) {
    reasons.push({ source: 'roles', reason: rolesCode });
  }
  const named = sides.flatMap((side) => side.groups);
  if (named.some((id) => !isRead(lists, id))) reasons.push(...members);
  if (reasons.length > 0) return reasons;
  // Read in full and still undecided: a state, or a guest's home tenant, the product cannot judge.
  return [{ source: 'conditionalAccess', reason: 'notRecognised' }];
}

function isRead(lists: Snapshot['groupMembers'], groupId: string): boolean {
  const members = lists[groupId] ?? lists[groupId.toLowerCase()];
  return members?.kind === 'read';
}
