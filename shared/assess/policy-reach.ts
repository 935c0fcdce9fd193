import type { ConditionalAccessPolicy } from '../entra/conditional-access-policy';
import { isEmpty, narrowsReachUnseen } from './condition-keys';
import { readUserCondition, type UserCondition } from './policy-scope';
import { strengthAsksForMfa } from './strength-asks';

export type Reach = 'full' | 'location' | 'partial';

/** What a policy asks and where, apart from whom (findings 2.4). */
export interface PolicyTraits {
  readonly policy: ConditionalAccessPolicy;
  readonly state: 'enabled' | 'reportOnly' | 'disabled' | 'unknown';
  /** Null: the policy says nothing about users, or what the product cannot read. */
  readonly users: UserCondition | null;
  readonly isForWorkloads: boolean;
  readonly asksForMfa: boolean;
  /** By an authentication strength of which nobody can tell whether it is MFA. */
  readonly mayAskForMfa: boolean;
  /** Its reach while older client apps are blocked. */
  readonly reach: Reach;
  /** True: `reach` holds only if other enabled policies block the older client apps. */
  readonly leavesLegacyClients: boolean;
  /** Older client apps it blocks for all resources under no further condition. */
  readonly blockedLegacyClients: readonly string[];
  readonly hasLocation: boolean;
  readonly blocks: boolean;
  /** All resources, wherever this account signs in from: a block by place, or a managed device. */
  readonly bindsToPlace: boolean;
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

/** Devices, risk, flows, and anything the product does not know, at the top or further down. */
function hasFurtherCondition(policy: ConditionalAccessPolicy): boolean {
  return (
    narrowsReachUnseen(policy) ||
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
  const controls = grant.builtInControls ?? [];
  const isWeakStrength =
    !isEmpty(grant.authenticationStrength) &&
    strengthAsksForMfa(grant.authenticationStrength) !== true;
  return (
    controls.some((control) => control !== 'mfa') ||
    (controls.includes('mfa') && isWeakStrength) ||
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
  const isForAll = isAllResources(policy) && !hasFurtherCondition(policy);
  const blocksPlainly = blocks && isForAll && !hasLocation;
  const clients = clientsOf(policy);
  const state = stateOf(policy);
  const strength = strengthAsksForMfa(policy.grantControls?.authenticationStrength);
  const asksForMfa = controls.includes('mfa') || strength === true;
  const mayAskForMfa = !asksForMfa && strength === null;
  const asksForDevice =
    controls.includes('compliantDevice') || controls.includes('domainJoinedDevice');
  return {
    policy,
    state,
    users: readUserCondition(policy),
    isForWorkloads: !isEmpty(policy.conditions.clientApplications),
    asksForMfa,
    mayAskForMfa,
    reach: reachOf(policy),
    leavesLegacyClients: clients.legacy.length < legacyClients.length,
    blockedLegacyClients: blocksPlainly ? clients.legacy : [],
    hasLocation,
    blocks,
    bindsToPlace: isForAll && clients.isModern && ((blocks && hasLocation) || asksForDevice),
    mattersForCover:
      state !== 'disabled' && (asksForMfa || mayAskForMfa || asksForDevice || blocks),
  };
}

/** Whom it binds, what it asks or whether it is on cannot be told: it never proves that it asks. */
export function isPolicyUnclear(traits: PolicyTraits): boolean {
  const { state, users, isForWorkloads, mayAskForMfa } = traits;
  if (state === 'unknown') return true;
  return state !== 'disabled' && !isForWorkloads && (users === null || mayAskForMfa);
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
