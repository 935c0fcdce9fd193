import * as v from 'valibot';
import { readCaptured, type Captured } from './captured-responses';
import { PracticeClock } from './clock';
import { practiceCloud, type PracticeCloud } from './cloud';
import { Directory, type TenantFacts } from './directory';
import { guidOf } from './ids';
import { isObject, listOf, objectOf, textOf, textsOf, type JsonObject } from './json';
import { Members } from './members';
import { placeRoles } from './place-captured-roles';
import { methodNamesOf } from './user-methods';
import { populateMethodsPolicy } from './populate-methods-policy';
import { populateTenantLists } from './populate-tenant';
import type { TenantInput } from './scenario-schema';
import type { CohortTraits } from './user-record';

const captureSchema = v.looseObject({
  schema: v.literal('causeway-capture/1'),
  capturedAt: v.pipe(v.string(), v.maxLength(40)),
  cloud: v.optional(v.string()),
  tenantId: v.pipe(v.string(), v.minLength(1), v.maxLength(100)),
  responses: v.pipe(
    v.array(
      v.looseObject({
        method: v.pipe(v.string(), v.maxLength(10)),
        url: v.pipe(v.string(), v.maxLength(8000)),
        status: v.number(),
        body: v.optional(v.unknown()),
      }),
    ),
    v.maxLength(1_000_000),
  ),
});

export type LoadedCapture = { ok: true; value: Directory } | { ok: false; errors: string[] };

/**
 * Rebuilds a tenant from recorded Graph answers, to rehearse on. What was not recorded is the
 * service's default: an unread policy is one nobody has changed, an unread list is empty.
 */
export function populateFromCapture(
  capture: unknown,
  options: { startAt: string | undefined; lagMs: number },
): LoadedCapture {
  const parsed = v.safeParse(captureSchema, capture);
  if (!parsed.success) {
    const errors = parsed.issues.map((i) => `${v.getDotPath(i) ?? 'capture'}: ${i.message}`);
    return { ok: false, errors };
  }
  const { capturedAt, tenantId, cloud } = parsed.output;
  const at = Date.parse(capturedAt);
  if (Number.isNaN(at)) return { ok: false, errors: ['capturedAt: not an instant'] };
  const captured = readCaptured(parsed.output.responses);
  const facts = factsOf(tenantId, practiceCloud(cloud), captured);
  const clock = new PracticeClock(options.startAt ?? capturedAt);
  const directory = new Directory({ facts, clock, openedAt: at, lagMs: options.lagMs });
  const empty = emptyInput(facts, captured);
  populateTenantLists(directory, empty, at);
  populateMethodsPolicy(directory, empty, at);
  placeLists(directory, captured);
  placePolicies(directory, captured);
  placeUsers(directory, captured);
  placeGroups(directory, captured);
  placeRoles(directory, captured);
  return { ok: true, value: directory };
}

function factsOf(id: string, cloud: PracticeCloud, captured: Captured): TenantFacts {
  const [organization] = captured.rows('/organization');
  const me = captured.one('/me');
  const domainWith = (flag: string): string | undefined =>
    textOf(captured.rows('/domains').find((row) => row[flag] === true)?.['id']);
  const domain = domainWith('isDefault') ?? 'tenant.example';
  const plans = captured
    .rows('/subscribedSkus')
    .filter((sku) => sku['capabilityStatus'] === 'Enabled')
    .flatMap((sku) => listOf(sku['servicePlans']).map((plan) => objectOf(plan)['servicePlanName']));
  const isP2 = plans.includes('AAD_PREMIUM_P2');
  return {
    ...{ id: id.toLowerCase(), name: textOf(organization?.['displayName']) ?? domain, domain },
    ...{ initialDomain: domainWith('isInitial') ?? domain, cloud },
    plan: isP2 ? 'p2' : plans.includes('AAD_PREMIUM') ? 'p1' : 'none',
    operatorId: textOf(me?.['id']) ?? guidOf('user', id, 'operator'),
    operatorUpn: textOf(me?.['userPrincipalName']) ?? `operator@${domain}`,
    startedIn: textOf(captured.policy()?.['policyMigrationState']) ?? null,
    ...{ graph: {}, policyBytes: undefined },
    sspr: { scope: null, group: null, required: 1 },
  };
}

/** A tenant as the service makes it, for everything the capture does not tell. */
function emptyInput(facts: TenantFacts, captured: Captured): TenantInput {
  return {
    kind: 'tenant',
    tenant: {
      ...{ name: facts.name, domain: facts.domain, initialDomain: facts.initialDomain },
      ...{ cloud: facts.cloud, licences: {}, dirSync: false },
      securityDefaults:
        captured.one('/policies/identitySecurityDefaultsEnforcementPolicy')?.['isEnabled'] === true,
    },
    operator: { upn: facts.operatorUpn, cohort: null, roles: [] },
    amp: {
      policyMigrationState: null,
      methods: {},
      systemCredentialPreferences: { state: 'default', include: 'all_users' },
      registrationCampaign: {
        ...{ state: 'default', targetedMethod: 'fido2', include: ['all_users'], exclude: [] },
      },
      optOutSettings: { passkeyDynamicMigration: false },
    },
    ...{ groups: [], conditionalAccess: [], cohorts: [] },
    answers: { schema: 'causeway-answers/1' },
  };
}

const lists: Record<string, string> = {
  organization: '/organization',
  domains: '/domains',
  subscribedSkus: '/subscribedSkus',
  contracts: '/contracts',
  featureRolloutPolicies: '/policies/featureRolloutPolicies',
  crossTenantPartners: '/policies/crossTenantAccessPolicy/partners',
  delegatedAdminRelationships: '/tenantRelationships/delegatedAdminRelationships',
  onPremisesSynchronization: '/directory/onPremisesSynchronization',
};

function placeLists(directory: Directory, captured: Captured): void {
  for (const [name, path] of Object.entries(lists)) {
    if (captured.has(path)) directory.fixed.set(name, captured.rows(path));
  }
  const federated = captured.rows('/domains').flatMap((domain) => {
    const id = textOf(domain['id']) ?? '';
    const rows = captured.rows(`/domains/${id}/federationConfiguration`);
    return rows.map((row) => ({ ...row, domain: id.toLowerCase() }));
  });
  directory.fixed.set('federation', federated);
  for (const row of captured.rows('/identity/conditionalAccess/namedLocations')) {
    const id = textOf(row['id']);
    if (id !== undefined) directory.namedLocations.place({ id, resource: row });
  }
  directory.audits.push(...captured.rows('/auditLogs/directoryAudits').reverse());
}

function placePolicies(directory: Directory, captured: Captured): void {
  const policy = captured.policy();
  if (policy !== undefined) {
    const made = directory.truth('amp');
    directory.place('amp', { ...made, ...policy, ...filledMethods(made, policy) });
  }
  const small = [
    ['authorization', '/policies/authorizationPolicy'],
    ['crossTenantDefault', '/policies/crossTenantAccessPolicy/default'],
  ] as const;
  for (const [name, path] of small) {
    const row = captured.one(path);
    if (row !== undefined) directory.place(name, row);
  }
  for (const row of captured.rows('/identity/conditionalAccess/policies')) {
    const id = textOf(row['id']);
    if (id !== undefined) directory.policies.place({ id: id.toLowerCase(), resource: row });
  }
}

const configurations = 'authenticationMethodConfigurations';

/** A configuration that was recorded in part keeps the service's own values for the rest. */
function filledMethods(made: JsonObject, policy: JsonObject): JsonObject {
  if (!Array.isArray(policy[configurations])) return {};
  const idOf = (row: JsonObject): string => (textOf(row['id']) ?? '').toLowerCase();
  const known = new Map(
    listOf(made[configurations])
      .filter(isObject)
      .map((row) => [idOf(row), row]),
  );
  const rows = listOf(policy[configurations]).filter(isObject);
  return { [configurations]: rows.map((row) => ({ ...known.get(idOf(row)), ...row })) };
}

function placeUsers(directory: Directory, captured: Captured): void {
  const report = new Map(
    captured
      .rows('/reports/authenticationMethods/userRegistrationDetails')
      .map((row) => [textOf(row['id']) ?? '', row]),
  );
  captured.rows('/users').forEach((resource) => {
    const id = textOf(resource['id'])?.toLowerCase();
    const upn = textOf(resource['userPrincipalName']);
    if (id === undefined || upn === undefined) return;
    const row = report.get(textOf(resource['id']) ?? '');
    const isGuest = resource['userType'] === 'Guest';
    const requirement = captured.one(`/users/${id}/authentication/requirements`);
    const bulk = textOf(resource['perUserMfaState']);
    const single = textOf(requirement?.['perUserMfaState']);
    const phones = captured.rows(`/users/${id}/authentication/phoneMethods`);
    const traits: CohortTraits = {
      ...{ cohort: 'captured', isPerson: !isGuest, inReport: row !== undefined },
      smsSignIn: phones.some((phone) => phone['smsSignInState'] === 'ready'),
      ...{ lastSignInDays: null, ropc: false, usesNps: false },
      ...{ perUserRead: undefined, legacyAuth: undefined },
    };
    directory.users.addNamed(traits, {
      ...{ id, upn, traits, names: Object.keys(resource) },
      perUserMfa: isGuest ? null : (single ?? bulk ?? 'disabled'),
      hiddenInBulk: !isGuest && bulk === undefined,
      methods:
        row === undefined
          ? methodNamesOf(captured.rows(`/users/${id}/authentication/methods`))
          : textsOf(row['methodsRegistered']),
      preferredMethod: textOf(row?.['userPreferredMethodForSecondaryAuthentication']) ?? 'none',
      property: (name) => (Object.hasOwn(resource, name) ? resource[name] : undefined),
    });
  });
}

function placeGroups(directory: Directory, captured: Captured): void {
  for (const resource of captured.rows('/groups')) {
    const id = textOf(resource['id'])?.toLowerCase();
    if (id === undefined) continue;
    const ids = captured
      .rows(`/groups/${id}/members`)
      .flatMap((row) => textOf(row['id'])?.toLowerCase() ?? []);
    const members = Members.of([], [...new Set(ids)]);
    directory.groups.place({ id, ordinal: directory.nextOrdinal(), resource, members });
  }
}
