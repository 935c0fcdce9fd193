import { dayMs, isoSeconds } from './clock';
import type { Directory } from './directory';
import { guidOf, pickOf } from './ids';
import type { JsonObject } from './json';
import { assignedPlans, productOf } from './licences';
import { nameOf, resourceName } from './names';
import { roleTemplateOf, syncRole } from './role-names';
import type { Cohort, TenantInput } from './scenario-schema';
import { groupIdOf } from './tenant-ids';
import { UserRecord, type CohortTraits } from './user-record';

const peopleKinds = ['member', 'student', 'frontline'];

/** Cohorts in file order, then 1…count; names of accounts as scenarios/README lays down. */
export function populateUsers(directory: Directory, input: TenantInput, asOfMs: number): void {
  const { facts } = directory;
  const members = new Map<string, string[]>();
  const createdAt = isoSeconds(Date.parse(`${input.tenant.createdOn ?? '2019-05-01'}T08:00:00Z`));
  const nullEvery = facts.graph.bulkPerUserState?.nullForEvery;
  const plans = new Map<string, JsonObject[]>();
  let ordinal = 0;
  let enabledMembers = 0;
  for (const cohort of input.cohorts) {
    const licence = licenceOf(cohort, input);
    if (licence !== null) {
      const { skuId } = productOf(licence);
      plans.set(licence, assignedPlans(licence, createdAt));
      directory.licencesUsed.set(skuId, (directory.licencesUsed.get(skuId) ?? 0) + cohort.count);
    }
    const isGuest = cohort.kind === 'externalGuest' || cohort.kind === 'internalGuest';
    const isCounted = !isGuest && cohort.enabled !== false;
    const traits = traitsOf(cohort);
    const ids: string[] = [];
    for (let n = 1; n <= cohort.count; n++) {
      const isOperator = cohort.id === input.operator.cohort && n === 1;
      const upn = isOperator ? input.operator.upn : upnOf(cohort, n, input);
      const id = guidOf('user', facts.id, upn.toLowerCase());
      if (isCounted) enabledMembers++;
      directory.addUser(
        new UserRecord({
          ...{ id, upn, traits },
          ordinal: ordinal++,
          perUserMfa: isGuest ? null : cohort.perUserMfa,
          hiddenInBulk: isCounted && nullEvery !== undefined && enabledMembers % nullEvery === 0,
          methods: cohort.methods,
          preferredMethod: cohort.defaultMethod ?? 'none',
          makeResource: () =>
            userResource({ id, upn, cohort, n, input, licence, plans, createdAt, asOfMs }),
        }),
      );
      ids.push(id);
      addRoles(directory, id, cohort, isOperator ? input.operator.roles : undefined);
    }
    for (const name of cohort.groups ?? []) {
      const groupId = groupIdOf(facts.id, name);
      members.set(groupId, [...(members.get(groupId) ?? []), ...ids]);
    }
  }
  for (const [groupId, ids] of members) {
    const group = directory.groups.truth(groupId);
    if (group !== undefined) directory.groups.place({ ...group, members: ids });
  }
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

function addRoles(
  directory: Directory,
  principalId: string,
  cohort: Cohort,
  operatorRoles: string[] | undefined,
): void {
  const held =
    operatorRoles?.map((role) => ({ role, assignment: 'active' as const })) ?? cohort.roles ?? [];
  const sync = { role: syncRole, assignment: 'active' as const };
  for (const { role, assignment } of cohort.kind === 'dirSyncAccount' ? [...held, sync] : held) {
    const roleId = roleTemplateOf(role);
    const id = guidOf('roleAssignment', principalId, roleId, assignment);
    if (directory.roles.some((known) => known.id === id)) continue;
    directory.roles.push({ id, principalId, roleId, assignment });
  }
}

interface UserParts {
  id: string;
  upn: string;
  cohort: Cohort;
  n: number;
  input: TenantInput;
  licence: string | null;
  plans: Map<string, JsonObject[]>;
  createdAt: string;
  asOfMs: number;
}

function userResource(parts: UserParts): JsonObject {
  const { id, upn, cohort, n, input, licence, createdAt, asOfMs } = parts;
  const external = cohort.kind === 'externalGuest';
  const isGuest = external || cohort.kind === 'internalGuest';
  const isPerson = isGuest || peopleKinds.includes(cohort.kind);
  const name = nameOf(upn);
  const synced = input.tenant.dirSync && cohort.cloudOnly !== true && !external;
  const home = cohort.homeTenant ?? 'partner.example';
  const mail = external ? `${cohort.id.toLowerCase()}${n}@${home}` : licence === null ? null : upn;
  const lastDays = cohort.lastSignInDays === undefined ? 1 : cohort.lastSignInDays;
  const lastAt = lastDays === null ? null : isoSeconds(asOfMs - lastDays * dayMs);
  return {
    id,
    accountEnabled: cohort.enabled !== false,
    assignedLicenses: licence === null ? [] : [licenceRow(licence)],
    assignedPlans: licence === null ? [] : (parts.plans.get(licence) ?? []),
    authorizationInfo: { certificateUserIds: [] },
    businessPhones: [],
    createdDateTime: createdAt,
    creationType: external ? 'Invitation' : null,
    deletedDateTime: null,
    department: isPerson && !isGuest ? name.department : null,
    displayName: isPerson ? name.displayName : resourceName(cohort.id, n, cohort.count),
    externalUserState: external ? 'Accepted' : null,
    givenName: isPerson ? name.givenName : null,
    identities: [
      {
        signInType: external ? 'federated' : 'userPrincipalName',
        issuer: external ? 'ExternalAzureAD' : input.tenant.initialDomain,
        issuerAssignedId: external ? null : upn,
      },
    ],
    isResourceAccount: null,
    jobTitle: null,
    lastPasswordChangeDateTime: isoSeconds(asOfMs - (30 + pickOf(300, 'pw', upn)) * dayMs),
    mail,
    mobilePhone: null,
    officeLocation: null,
    onPremisesImmutableId: synced ? Buffer.from(id.slice(0, 16)).toString('base64') : null,
    onPremisesSyncEnabled: synced ? true : null,
    otherMails: external && mail !== null ? [mail] : [],
    passwordPolicies: null,
    preferredLanguage: isPerson ? name.language : null,
    surname: isPerson ? name.surname : null,
    usageLocation: name.language === 'ja-JP' ? 'JP' : 'GB',
    userPrincipalName: upn,
    userType: isGuest ? 'Guest' : 'Member',
    signInActivity: lastAt === null ? null : signInActivity(id, lastAt),
  };
}

function licenceRow(licence: string): JsonObject {
  return { skuId: productOf(licence).skuId, disabledPlans: [] };
}

function signInActivity(id: string, at: string): JsonObject {
  const requestId = guidOf('signInRequest', id);
  return {
    lastSignInDateTime: at,
    lastSignInRequestId: requestId,
    lastNonInteractiveSignInDateTime: at,
    lastNonInteractiveSignInRequestId: requestId,
    lastSuccessfulSignInDateTime: at,
    lastSuccessfulSignInRequestId: requestId,
  };
}
