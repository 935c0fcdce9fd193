import type { ConditionalAccessPolicy } from '../entra/conditional-access-policy';
import { readUserCondition, type UserCondition } from './policy-scope';

export type Reach = 'full' | 'location' | 'partial';

/** What a policy asks and where, apart from whom (findings 2.4). */
export interface PolicyTraits {
  readonly policy: ConditionalAccessPolicy;
  readonly state: 'enabled' | 'reportOnly' | 'disabled' | 'unknown';
  /** Null: the policy says nothing about users. */
  readonly users: UserCondition | null;
  readonly isForWorkloads: boolean;
  readonly asksForMfa: boolean;
  /** Its reach while older client apps are blocked. */
  readonly reach: Reach;
  /** True: `reach` holds only if other enabled policies block the older client apps. */
  readonly leavesLegacyClients: boolean;
  /** Older client apps it blocks for all resources under no further condition. */
  readonly blockedLegacyClients: readonly string[];
  readonly hasLocation: boolean;
  readonly blocks: boolean;
  readonly asksForDevice: boolean;
  /** False: whoever it names, it neither asks for MFA nor binds to a place or closes old clients. */
  readonly mattersForCover: boolean;
}

const legacyClients = ['exchangeActiveSync', 'other'] as const;
const readConditions = new Set([
  'users',
  'applications',
  'clientAppTypes',
  'locations',
  'platforms',
  'clientApplications',
]);

/** Null, empty list, empty text and objects of nothing but those: no condition. */
function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined || value === '' || value === 'none') return true;
  if (Array.isArray(value)) return value.length === 0;
  if (typeof value !== 'object') return false;
  return Object.entries(value).every(([key, item]) => key.includes('@') || isEmpty(item));
}

function hasPlatforms(platforms: ConditionalAccessPolicy['conditions']['platforms']): boolean {
  if (isEmpty(platforms)) return false;
  const included = platforms?.['includePlatforms'];
  const isAll = Array.isArray(included) && included.includes('all');
  return !(isAll && isEmpty(platforms?.['excludePlatforms']));
}

function hasLocationCondition(policy: ConditionalAccessPolicy): boolean {
  const { locations } = policy.conditions;
  if (locations === null) return false;
  const included = locations.includeLocations ?? [];
  const excluded = locations.excludeLocations ?? [];
  if (included.length === 0 && excluded.length === 0) return false;
  return !included.includes('All') || excluded.length > 0;
}

/** Devices, risk, flows, and any condition the product does not know. */
function hasFurtherCondition(policy: ConditionalAccessPolicy): boolean {
  return (
    hasPlatforms(policy.conditions.platforms) ||
    Object.entries(policy.conditions).some(
      ([key, value]) => !readConditions.has(key) && !key.includes('@') && !isEmpty(value),
    )
  );
}

function isAllResources(policy: ConditionalAccessPolicy): boolean {
  const { applications } = policy.conditions;
  return (
    applications !== null &&
    (applications.includeApplications ?? []).includes('All') &&
    isEmpty(applications.excludeApplications) &&
    isEmpty(applications.includeUserActions) &&
    isEmpty(applications.includeAuthenticationContextClassReferences) &&
    isEmpty(applications.applicationFilter)
  );
}

function clientsOf(policy: ConditionalAccessPolicy): {
  isModern: boolean;
  legacy: readonly string[];
} {
  const types = policy.conditions.clientAppTypes ?? [];
  const isAll = types.length === 0 || types.includes('all');
  return {
    isModern: isAll || (types.includes('browser') && types.includes('mobileAppsAndDesktopClients')),
    legacy: isAll ? legacyClients : legacyClients.filter((type) => types.includes(type)),
  };
}

function isReplaceable(policy: ConditionalAccessPolicy): boolean {
  const grant = policy.grantControls;
  if (grant === null || grant.operator === 'AND') return false;
  return (
    (grant.builtInControls ?? []).some((control) => control !== 'mfa') ||
    !isEmpty(grant.customAuthenticationFactors) ||
    !isEmpty(grant.termsOfUse)
  );
}

function reachOf(policy: ConditionalAccessPolicy): Reach {
  const isWhole =
    isAllResources(policy) &&
    clientsOf(policy).isModern &&
    !hasFurtherCondition(policy) &&
    !isReplaceable(policy);
  if (!isWhole) return 'partial';
  return hasLocationCondition(policy) ? 'location' : 'full';
}

function stateOf(policy: ConditionalAccessPolicy): PolicyTraits['state'] {
  if (policy.state === 'enabled' || policy.state === 'disabled') return policy.state;
  return policy.state === 'enabledForReportingButNotEnforced' ? 'reportOnly' : 'unknown';
}

export function readTraits(policy: ConditionalAccessPolicy): PolicyTraits {
  const controls = policy.grantControls?.builtInControls ?? [];
  const blocks = controls.includes('block');
  const hasLocation = hasLocationCondition(policy);
  const blocksPlainly =
    blocks && isAllResources(policy) && !hasFurtherCondition(policy) && !hasLocation;
  const clients = clientsOf(policy);
  const state = stateOf(policy);
  const asksForMfa =
    controls.includes('mfa') || !isEmpty(policy.grantControls?.authenticationStrength);
  const asksForDevice =
    controls.includes('compliantDevice') || controls.includes('domainJoinedDevice');
  return {
    policy,
    state,
    users: readUserCondition(policy),
    isForWorkloads: !isEmpty(policy.conditions.clientApplications),
    asksForMfa,
    reach: reachOf(policy),
    leavesLegacyClients: clients.legacy.length < legacyClients.length,
    blockedLegacyClients: blocksPlainly ? clients.legacy : [],
    hasLocation,
    blocks,
    asksForDevice,
    mattersForCover: state !== 'disabled' && (asksForMfa || asksForDevice || blocks),
  };
}

/** Whom it binds, or whether it is on, cannot be told: it never proves that somebody is asked. */
export function isPolicyUnclear({ state, users, isForWorkloads }: PolicyTraits): boolean {
  if (state === 'unknown') return true;
  return state !== 'disabled' && users === null && !isForWorkloads;
}

const traitsOf = new WeakMap<ConditionalAccessPolicy, PolicyTraits>();

/** Traits, worked out once for each policy object: policies are never changed in place. */
export function policyTraits(policy: ConditionalAccessPolicy): PolicyTraits {
  let traits = traitsOf.get(policy);
  if (traits === undefined) {
    traits = readTraits(policy);
    traitsOf.set(policy, traits);
  }
  return traits;
}
