import { dayMs, isoSeconds } from './clock';
import { normalizePolicy } from './conditional-access-rules';
import type { Directory } from './directory';
import { guidOf } from './ids';
import { listOf, objectOf, type JsonObject } from './json';
import { roleTemplateOf } from './role-names';
import type { CaPolicyInput, TenantInput } from './scenario-schema';
import { groupIdOf, locationIdOf } from './tenant-ids';

export const managedPolicyActor = 'Microsoft Managed Policy Manager';

const strengthIds = {
  mfa: '00000000-0000-0000-0000-000000000002',
  passwordless: '00000000-0000-0000-0000-000000000003',
  phishingResistant: '00000000-0000-0000-0000-000000000004',
};

const knownApps: Record<string, string> = { All: 'All', Office365: 'Office365' };

export function populateConditionalAccess(
  directory: Directory,
  input: TenantInput,
  asOfMs: number,
): void {
  for (const policy of input.conditionalAccess) {
    const id = guidOf('caPolicy', directory.facts.id, policy.name);
    const createdAt = isoSeconds(asOfMs - 60 * dayMs);
    const resource = normalizePolicy(
      {
        ...{ displayName: policy.name, state: policy.state },
        templateId: policy.templateId ?? null,
        ...partsOf(directory, policy),
      },
      { id, createdAt },
    );
    directory.policies.place({ id, resource: withUnrecognised(directory, policy.name, resource) });
    if (policy.managedBy === 'microsoft') auditManaged(directory, id, policy.name, createdAt);
  }
}

/** The policy as a newer service could send it. */
function withUnrecognised(directory: Directory, name: string, resource: JsonObject): JsonObject {
  const given = directory.facts.graph.unrecognised?.policies?.find((one) => one.policy === name);
  if (given === undefined) return resource;
  const conditions = objectOf(resource['conditions']);
  const grant = objectOf(resource['grantControls']);
  return {
    ...resource,
    ...(given.state === undefined ? {} : { state: given.state }),
    conditions: {
      ...conditions,
      ...(given.conditions as JsonObject | undefined),
      clientAppTypes: [...listOf(conditions['clientAppTypes']), ...(given.clientAppTypes ?? [])],
    },
    grantControls: {
      ...grant,
      builtInControls: [...listOf(grant['builtInControls']), ...(given.grantControls ?? [])],
    },
  };
}

/** Evidence that Microsoft made a policy: the actor in the audit log, never a property. */
export function auditManaged(directory: Directory, id: string, name: string, at: string): void {
  directory.audit({
    activity: 'Add conditional access policy',
    ...{ category: 'Policy', service: 'Conditional Access', at },
    by: { app: managedPolicyActor },
    targets: [
      { id, displayName: name, type: 'Policy', userPrincipalName: null, modifiedProperties: [] },
    ],
  });
}

function partsOf(directory: Directory, policy: CaPolicyInput): JsonObject {
  const { id: tenantId } = directory.facts;
  const { users } = policy;
  const groups = (names: string[] | undefined): string[] =>
    (names ?? []).map((name) => groupIdOf(tenantId, name));
  const cohorts = (ids: string[] | undefined): string[] =>
    directory.users.runs
      .filter((run) => ids?.includes(run.traits.cohort))
      .flatMap((run) => Array.from({ length: run.count }, (_, i) => run.idOf(i + 1)));
  const location = (name: string): string =>
    name === 'All' || name === 'AllTrusted' ? name : locationIdOf(tenantId, name);
  const app = (name: string): string => knownApps[name] ?? guidOf('app', name);
  const strength = policy.authenticationStrength;
  return {
    conditions: {
      clientAppTypes: policy.clientApps ?? ['all'],
      applications: {
        includeApplications: policy.apps.include.map(app),
        excludeApplications: (policy.apps.exclude ?? []).map(app),
      },
      users: {
        includeUsers: [...(users.include ?? []), ...cohorts(users.includeCohorts)],
        excludeUsers: [...(users.exclude ?? []), ...cohorts(users.excludeCohorts)],
        includeGroups: groups(users.includeGroups),
        excludeGroups: groups(users.excludeGroups),
        includeRoles: (users.includeRoles ?? []).map(roleTemplateOf),
        excludeRoles: (users.excludeRoles ?? []).map(roleTemplateOf),
        includeGuestsOrExternalUsers: guests(users.includeGuestTypes),
        excludeGuestsOrExternalUsers: guests(users.excludeGuestTypes),
      },
      locations:
        policy.locations === undefined
          ? null
          : {
              includeLocations: policy.locations.include.map(location),
              excludeLocations: policy.locations.exclude.map(location),
            },
      platforms:
        policy.platforms === undefined
          ? null
          : { includePlatforms: policy.platforms, excludePlatforms: [] },
    },
    grantControls: {
      operator: policy.grant.operator,
      builtInControls: policy.grant.controls,
      authenticationStrength: strength === undefined ? null : { id: strengthIds[strength] },
    },
  };
}

function guests(types: string[] | undefined): JsonObject | null {
  if (types === undefined || types.length === 0) return null;
  return {
    guestOrExternalUserTypes: types.join(','),
    externalTenants: {
      '@odata.type': '#microsoft.graph.conditionalAccessAllExternalTenants',
      membershipKind: 'all',
    },
  };
}
