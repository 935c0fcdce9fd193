import { isoSeconds } from './clock';
import type { Directory } from './directory';
import { guidOf } from './ids';
import { assignedPlans, productOf } from './licences';
import { MadeUser, peopleKinds, type CohortParts } from './made-user';
import { Members, type MemberRun } from './members';
import type { RoleSchedule } from './role-holdings';
import { roleTemplateOf, syncRole } from './role-names';
import type { Cohort, GraphBehaviour, TenantInput } from './scenario-schema';
import { groupIdOf } from './tenant-ids';
import type { CohortTraits } from './user-record';

/** Cohorts in file order, then 1…count; names of accounts as scenarios/README lays down. */
export function populateUsers(directory: Directory, input: TenantInput, asOfMs: number): void {
  const { facts } = directory;
  const members = new Map<string, MemberRun[]>();
  const createdAt = isoSeconds(Date.parse(`${input.tenant.createdOn ?? '2019-05-01'}T08:00:00Z`));
  let enabledMembers = 0;
  for (const cohort of input.cohorts) {
    const licence = licenceOf(cohort, input);
    if (licence !== null) {
      const { skuId } = productOf(licence);
      directory.licencesUsed.set(skuId, (directory.licencesUsed.get(skuId) ?? 0) + cohort.count);
    }
    const upnOfNth = (n: number): string =>
      isOperator(cohort, n, input) ? input.operator.upn : upnOf(cohort, n, input);
    const idOf = (n: number): string => guidOf('user', facts.id, upnOfNth(n).toLowerCase());
    const isGuest = cohort.kind === 'externalGuest' || cohort.kind === 'internalGuest';
    const isCounted = !isGuest && cohort.enabled !== false;
    const nullEvery = isCounted ? facts.graph.bulkPerUserState?.nullForEvery : undefined;
    const before = enabledMembers;
    const parts: CohortParts = {
      ...{ cohort, licence, createdAt, asOfMs, tenant: input.tenant, traits: traitsOf(cohort) },
      assignedPlans: licence === null ? [] : assignedPlans(licence, createdAt),
      ...{ idOf, upnOf: upnOfNth, ...registeredBy(cohort, facts.graph.unrecognised) },
      isHiddenInBulk: (n) => nullEvery !== undefined && (before + n) % nullEvery === 0,
    };
    const { from } = directory.users.add({
      ...{ count: cohort.count, traits: parts.traits, idOf },
      origin: (n) => new MadeUser(parts, n),
    });
    if (isCounted) enabledMembers += cohort.count;
    addRoles(directory, input, cohort, idOf);
    for (const name of cohort.groups ?? []) {
      const groupId = groupIdOf(facts.id, name);
      members.set(groupId, [...(members.get(groupId) ?? []), { from, count: cohort.count }]);
    }
  }
  for (const [groupId, runs] of members) {
    const group = directory.groups.truth(groupId);
    if (group !== undefined) directory.groups.place({ ...group, members: Members.of(runs) });
  }
}

/** What the cohort has registered, with what a newer service could add to it. */
function registeredBy(
  cohort: Cohort,
  unrecognised: GraphBehaviour['unrecognised'],
): Pick<CohortParts, 'methods' | 'perUserMfa'> {
  const isOfCohort = (one: { cohort: string }): boolean => one.cohort === cohort.id;
  const more = unrecognised?.userMethods?.filter(isOfCohort).map((one) => one.name) ?? [];
  const state = unrecognised?.perUserMfaStates?.find(isOfCohort)?.state;
  return { methods: [...cohort.methods, ...more], perUserMfa: state ?? cohort.perUserMfa };
}

function isOperator(cohort: Cohort, n: number, input: TenantInput): boolean {
  return n === 1 && cohort.id === input.operator.cohort;
}

function traitsOf(cohort: Cohort): CohortTraits {
  return {
    cohort: cohort.id,
    isPerson: peopleKinds.includes(cohort.kind),
    perUserRead: cohort.perUserRead,
    inReport: cohort.inReport !== false,
    smsSignIn: cohort.smsSignIn === true,
    lastSignInDays: cohort.lastSignInDays === undefined ? 1 : cohort.lastSignInDays,
    legacyAuth: cohort.legacyAuth,
    ropc: cohort.ropc === true,
    usesNps: cohort.usesNps === true,
  };
}

function upnOf(cohort: Cohort, n: number, input: TenantInput): string {
  const { tenant } = input;
  const alias = `${cohort.id.toLowerCase()}${cohort.count === 1 ? '' : n}`;
  if (cohort.kind === 'externalGuest') {
    const home = cohort.homeTenant ?? 'partner.example';
    return `${cohort.id.toLowerCase()}${n}_${home}#EXT#@${tenant.initialDomain}`;
  }
  return `${alias}@${cohort.upnDomain === 'initial' ? tenant.initialDomain : tenant.domain}`;
}

function licenceOf(cohort: Cohort, input: TenantInput): string | null {
  if (cohort.licence !== undefined) return cohort.licence;
  if (!peopleKinds.includes(cohort.kind)) return null;
  return Object.keys(input.tenant.licences)[0] ?? null;
}

type HeldRole = NonNullable<Cohort['roles']>[number];

function scheduleOf({ until, activated }: Omit<HeldRole, 'role' | 'assignment'>): {
  readonly schedule?: RoleSchedule;
} {
  if (until === undefined && activated !== true) return {};
  return { schedule: { end: until ?? null, isActivated: activated === true } };
}

/** The operator's own roles come instead of the cohort's. */
function addRoles(
  directory: Directory,
  input: TenantInput,
  cohort: Cohort,
  idOf: (n: number) => string,
): void {
  const sync: readonly HeldRole[] =
    cohort.kind === 'dirSyncAccount' ? [{ role: syncRole, assignment: 'active' }] : [];
  const ofCohort: readonly HeldRole[] = cohort.roles ?? [];
  const ofOperator = input.operator.roles.map((role): HeldRole => ({ role, assignment: 'active' }));
  const last = ofCohort.length + sync.length > 0 ? cohort.count : Math.min(1, cohort.count);
  for (let n = 1; n <= last; n++) {
    const held = isOperator(cohort, n, input) ? ofOperator : ofCohort;
    for (const { role, assignment, ...more } of [...held, ...sync]) {
      const roleId = roleTemplateOf(role);
      const principalId = idOf(n);
      const id = guidOf('roleAssignment', principalId, roleId, assignment);
      directory.roles.add({ id, principalId, roleId, assignment, ...scheduleOf(more) });
    }
  }
}
