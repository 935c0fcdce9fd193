import type { Failure } from '../diagnostic';
import { clouds } from '../entra/cloud';
import { roleTemplateIds } from '../entra/directory-role';
import type { User } from '../entra/user';
import { indexReport, type UserRegistrationDetails } from '../entra/user-registration-details';
import { PeoplePlaces } from '../people-places';
import { ok, type Result } from '../result';
import { indexAccounts, type AccountIndex } from '../tenant/resolve-selectors';
import type { Snapshot } from '../tenant/snapshot';
import { accountKind, isPersonKind } from './account-kind';
import type { AssessInput } from './assessment';
import { checkInput } from './check-input';
import { coverOfAll } from './cover-of-all';
import { resolveDeclared, type DeclaredAccounts } from './declared-accounts';
import { hasP1 } from './licences';
import { knownMembers } from './known-members';
import { indexActiveRoles, indexGroups, scopeOf, valueOf, type Scope } from './membership';
import type { Person } from './people';
import { ScopeBits } from './scope-bits';
import {
  dateThatMatters,
  methodFacts,
  readinessOf,
  reachableReplacements,
  type MethodFacts,
} from './person-facts';

export interface JudgedPeople {
  /** In the order of the snapshot's users, disabled included. */
  readonly people: readonly Person[];
  readonly byId: ReadonlyMap<string, Person>;
  /** Of each account of `people`, in the same order. */
  readonly scopeAt: readonly Scope[];
  /** The same by user id. */
  readonly scopes: ScopesById;
  readonly declared: DeclaredAccounts;
  readonly index: AccountIndex;
}

/** Nothing is indexed until somebody asks. */
export interface ScopesById {
  get(id: string): Scope | undefined;
}

interface RolesOfUser {
  isSync: boolean;
  isAdministrator: boolean;
  globalAdministrator: 'active' | 'eligible' | 'no';
}

const noRoles: RolesOfUser = { isSync: false, isAdministrator: false, globalAdministrator: 'no' };

function indexRoles(roles: Snapshot['roles']): ReadonlyMap<string, RolesOfUser> | null {
  if (roles.kind !== 'read') return null;
  const index = new Map<string, RolesOfUser>();
  for (const { userId, roleTemplateId, assignment } of roles.value) {
    const held = index.get(userId) ?? { ...noRoles };
    const role = roleTemplateId.toLowerCase();
    if (role === roleTemplateIds.directorySynchronizationAccounts) held.isSync = true;
    else held.isAdministrator = true;
    if (role === roleTemplateIds.globalAdministrator && held.globalAdministrator !== 'active') {
      held.globalAdministrator = assignment;
    }
    index.set(userId, held);
  }
  return index;
}

/** Per-user state: none for guests (R13); anything else unexpected is unknown, never disabled. */
function perUserState(user: User, isGuest: boolean, snapshot: Snapshot): Person['perUserMfa'] {
  if (isGuest) return 'notApplicable';
  const state = valueOf(snapshot.perUserMfa)?.states[user.id] ?? 'unknown';
  return state === 'notApplicable' ? 'unknown' : state;
}

/** The report's row first where it tells, else the item-by-item read (findings 2.3); null: unknown. */
function registeredMethods(
  user: User,
  row: UserRegistrationDetails | undefined,
  snapshot: Snapshot,
): readonly string[] | null {
  if (row !== undefined && row.methodsRegistered !== null) return row.methodsRegistered;
  const single = snapshot.userMethods[user.id];
  return single?.kind === 'read' ? single.value : null;
}

type Share = <T extends readonly string[] | null>(list: T) => T;

/** Equal lists of names become one list: a tenant has far fewer of them than accounts. */
function sharedLists(): Share {
  const known = new Map<string, readonly string[]>();
  return <T extends readonly string[] | null>(list: T): T => {
    if (list === null) return list;
    const key = list.join('\n');
    const before = known.get(key);
    if (before !== undefined && before.length === list.length) return before as T;
    known.set(key, list);
    return list;
  };
}

function sharedFacts(facts: MethodFacts, share: Share): MethodFacts {
  return {
    ...facts,
    methods: share(facts.methods),
    unknownMethods: share(facts.unknownMethods),
    allowedMethods: share(facts.allowedMethods),
  };
}

/**
 * Judges every account once (findings 2.2–2.5), in time linear in the accounts. Errors: those of
 * `checkInput` and of `resolveDeclared`.
 */
export function judgePeople(input: AssessInput): Result<JudgedPeople, Failure> {
  const checked = checkInput(input);
  if (!checked.ok) return checked;
  const { snapshot } = input;
  const index = indexAccounts(snapshot);
  const resolved = resolveDeclared(input.answers, index);
  if (!resolved.ok) return resolved;
  const declared = resolved.value;
  const groups = indexGroups(knownMembers(snapshot));
  const activeRoles = indexActiveRoles(snapshot.roles);
  const roles = indexRoles(snapshot.roles);
  const rows = indexReport(valueOf(snapshot.registration) ?? []);
  const policy = valueOf(snapshot.authenticationMethodsPolicy);
  const securityDefaults = valueOf(snapshot.securityDefaults)?.isEnabled ?? null;
  const policies = valueOf(snapshot.conditionalAccess);
  const { hasRetirementDates } = clouds[snapshot.cloud];
  const operatorId = snapshot.signedInUserId?.toLowerCase();

  const share = sharedLists();

  const users = valueOf(snapshot.users) ?? [];
  const places = new PeoplePlaces(users);
  const scopeAt = users.map((user) => scopeOf(user, groups, activeRoles));
  const coverOf = coverOfAll(new ScopeBits(places, scopeAt, groups), scopeAt, {
    securityDefaults,
    policies,
  });

  const judge = (user: User, scope: Scope, place: number): Person => {
    const held = roles === null ? null : (roles.get(user.id) ?? noRoles);
    const kind = accountKind(user, declared, held?.isSync === true);
    const enabled = user.accountEnabled !== false;
    const isEnabledKnown = user.accountEnabled !== null;
    const row = rows.get(user.id);
    const facts = sharedFacts(
      methodFacts(registeredMethods(user, row, snapshot), user, policy, scope),
      share,
    );
    const isEmergencyAccess = declared.lists.emergencyAccess?.has(user.id) === true;
    const perUserMfa = perUserState(user, scope.isGuest, snapshot);
    const { cover, isPlaceBound } = coverOf(place, kind === 'dirSyncAccount');
    const replacements = share(reachableReplacements(policy, scope));
    const globalAdministrator = held?.globalAdministrator ?? 'unknown';
    const isStaffKind = kind === 'member' || kind === 'frontline';
    return {
      id: user.id,
      upn: user.userPrincipalName,
      name: user.displayName || user.userPrincipalName,
      department: user.department,
      enabled,
      ...(isEnabledKnown ? {} : { isEnabledUnknown: true }),
      kind,
      isPerson: isPersonKind(kind),
      isStaff: enabled && isStaffKind && !isEmergencyAccess,
      isGuest: scope.isGuest,
      ...(scope.guestType === 'b2bCollaborationMember' ? { isExternalMember: true } : {}),
      isEmergencyAccess,
      isOperator: user.id.toLowerCase() === operatorId,
      isAdministrator: held?.isAdministrator === true,
      isGlobalAdministrator: globalAdministrator,
      hasP1: hasP1(user),
      perUserMfa,
      ...facts,
      defaultMethod: row?.userPreferredMethodForSecondaryAuthentication ?? null,
      cover,
      isPlaceBound,
      date: dateThatMatters(facts, { enabled, kind, globalAdministrator }, hasRetirementDates),
      reachableReplacements: replacements,
      readiness: readinessOf(facts, replacements, isEnabledKnown && perUserMfa !== 'unknown'),
    };
  };

  const people = users.map((user, place) => judge(user, scopeAt[place] as Scope, place));
  const scopes: ScopesById = { get: (id) => scopeAt[places.of(id)] };
  const byId = new Map(people.map((person) => [person.id, person]));
  return ok({ people, byId, scopeAt, scopes, declared, index });
}
