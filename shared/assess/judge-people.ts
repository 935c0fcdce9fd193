import type { Failure } from '../diagnostic';
import { clouds } from '../entra/cloud';
import { roleTemplateIds } from '../entra/directory-role';
import type { User } from '../entra/user';
import type { UserRegistrationDetails } from '../entra/user-registration-details';
import { PeoplePlaces } from '../people-places';
import { ok, type Result } from '../result';
import { indexAccounts, type AccountIndex } from '../tenant/resolve-selectors';
import type { Snapshot } from '../tenant/snapshot';
import { accountKind } from './account-kind';
import type { AssessInput } from './assessment';
import { checkInput } from './check-input';
import { coverOfAll } from './cover-of-all';
import { resolveDeclared, type DeclaredAccounts } from './declared-accounts';
import { hasP1 } from './licences';
import { knownMembers } from './known-members';
import { indexActiveRoles, indexGroups, scopeOf, valueOf, type Scope } from './membership';
import type { Person } from './people';
import { ScopeBits } from './scope-bits';
import { methodsByStanding } from './methods-by-standing';
import { FactsInCommon, type OwnFacts } from './common-facts';
import { JudgedPerson } from './judged-person';
import { ReportRows } from './report-rows';

export interface JudgedPeople {
  /** In the order of the snapshot's users, disabled included. */
  readonly people: readonly Person[];
  /** Nothing is indexed until somebody asks. */
  readonly byId: ById<Person>;
  /** Of the account at a place of `people`. */
  scopeAt(place: number): Scope | undefined;
  /** The same by user id. */
  readonly scopes: ById<Scope>;
  readonly report: ReportRows;
  readonly declared: DeclaredAccounts;
  readonly index: AccountIndex;
}

export interface ById<T> {
  get(id: string): T | undefined;
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

/** By which method somebody is asked: the report's word, else what was read of this person alone. */
function defaultMethodOf(
  { id }: User,
  row: Pick<UserRegistrationDetails, 'userPreferredMethodForSecondaryAuthentication'> | undefined,
  { defaultMethods }: Snapshot,
): string | null {
  const told = row?.userPreferredMethodForSecondaryAuthentication ?? null;
  const read = told === null ? defaultMethods?.[id] : undefined;
  return read === undefined ? told : valueOf(read);
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

type CoverAt = ReturnType<typeof coverOfAll>;

/** Apart from whatever outlives the judging: what is kept there would keep all scopes as well. */
function eachInScope(
  users: readonly User[],
  scopes: readonly Scope[],
  coverWithin: (scopes: readonly Scope[]) => CoverAt,
  judge: (user: User, scope: Scope, place: number, coverOf: CoverAt) => Person,
): readonly Person[] {
  const coverOf = coverWithin(scopes);
  return users.map((user, place) => judge(user, scopes[place] as Scope, place, coverOf));
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
  const policy = valueOf(snapshot.authenticationMethodsPolicy);
  const securityDefaults = valueOf(snapshot.securityDefaults)?.isEnabled ?? null;
  const policies = valueOf(snapshot.conditionalAccess);
  const { hasRetirementDates } = clouds[snapshot.cloud];
  const operatorId = snapshot.signedInUserId?.toLowerCase();

  const heldBy = methodsByStanding(policy);

  const users = valueOf(snapshot.users) ?? [];
  const places = new PeoplePlaces(users);
  const report = new ReportRows(valueOf(snapshot.registration) ?? [], places);
  const common = new FactsInCommon(hasRetirementDates);
  const judge = (user: User, scope: Scope, place: number, coverOf: CoverAt): Person => {
    const held = roles === null ? null : (roles.get(user.id) ?? noRoles);
    const kind = accountKind(user, declared, held?.isSync === true);
    const row = report.at(place);
    const own: OwnFacts = {
      kind,
      enabled: user.accountEnabled !== false,
      isEnabledKnown: user.accountEnabled !== null,
      isGuest: scope.isGuest,
      isExternalMember: scope.guestType === 'b2bCollaborationMember',
      isEmergencyAccess: declared.lists.emergencyAccess?.has(user.id) === true,
      isOperator: user.id.toLowerCase() === operatorId,
      isAdministrator: held?.isAdministrator === true,
      isGlobalAdministrator: held?.globalAdministrator ?? 'unknown',
      hasP1: hasP1(user),
      perUserMfa: perUserState(user, scope.isGuest, snapshot),
      defaultMethod: defaultMethodOf(user, row, snapshot),
    };
    const methods = heldBy(registeredMethods(user, row, snapshot), user, scope);
    const cover = coverOf(place, kind === 'dirSyncAccount');
    return new JudgedPerson(user, common.of(own, methods, cover));
  };

  const people = eachInScope(
    users,
    users.map((user) => scopeOf(user, groups, activeRoles)),
    (scopes) =>
      coverOfAll(new ScopeBits(places, scopes, groups), scopes, { securityDefaults, policies }),
    judge,
  );
  /** Made when somebody asks: to keep them would take as much as the people do. */
  const scopeOfPlace = (place: number): Scope | undefined => {
    const user = users[place];
    return user === undefined ? undefined : scopeOf(user, groups, activeRoles);
  };
  const scopes: ById<Scope> = { get: (id) => scopeOfPlace(places.of(id)) };
  const byId: ById<Person> = { get: (id) => people[places.of(id)] };
  return ok({ people, byId, scopeAt: scopeOfPlace, scopes, report, declared, index });
}
