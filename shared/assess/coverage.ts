import type { ConditionalAccessPolicy } from '../entra/conditional-access-policy';
import type { Scope } from './membership';
import type { Cover } from './people';
import { policyTraits, type PolicyTraits, type Reach } from './policy-reach';
import { isExcluded, isIncluded } from './policy-scope';

/** An MFA policy the account is certainly in scope of. */
export interface PolicyReach {
  readonly policyId: string;
  readonly state: 'enabled' | 'reportOnly';
  readonly reach: Reach;
}

export interface CoverageInput {
  /** Null: not read. */
  readonly securityDefaults: boolean | null;
  readonly policies: readonly ConditionalAccessPolicy[] | null;
  readonly isSyncAccount: boolean;
}

export interface Coverage {
  readonly cover: Cover;
  readonly isPlaceBound: boolean;
  readonly policies: readonly PolicyReach[];
}

const rank: Readonly<Record<Reach, number>> = { partial: 1, location: 2, full: 3 };
const coverOfRank: readonly Cover[] = ['none', 'partial', 'location', 'enforced'];

function isInScopeOf(traits: PolicyTraits, scope: Scope): boolean | null {
  // A policy for workload identities may carry an empty users object; it never binds a person.
  if (traits.isForWorkloads) return false;
  if (traits.users === null) return null;
  const included = isIncluded(traits.users, scope);
  if (included === false) return false;
  const excluded = isExcluded(traits.users, scope);
  if (excluded === true) return false;
  return included === true && excluded === false ? true : null;
}

/** Included and not excluded, exclusion wins (findings 2.4); null: groups or roles were not read. */
export function isInScope(policy: ConditionalAccessPolicy, scope: Scope): boolean | null {
  return isInScopeOf(policyTraits(policy), scope);
}

function areLegacyClientsBlocked(enabledInScope: readonly PolicyTraits[]): boolean {
  const blocked = new Set(enabledInScope.flatMap((traits) => traits.blockedLegacyClients));
  return blocked.has('exchangeActiveSync') && blocked.has('other');
}

/**
 * What asks this account for MFA (findings 2.4). The cover is what is certain: an undecided policy
 * never adds to it, and turns `none` into `unknown`. Two partial policies do not add up.
 */
export function coverageOf(scope: Scope, input: CoverageInput): Coverage {
  const sure: PolicyTraits[] = [];
  let isUndecided = input.policies === null || input.securityDefaults === null;
  for (const policy of input.policies ?? []) {
    const traits = policyTraits(policy);
    if (!traits.mattersForCover) continue;
    const inScope = isInScopeOf(traits, scope);
    if (inScope === true && traits.state !== 'unknown') sure.push(traits);
    const mightAsk = (traits.asksForMfa || traits.mayAskForMfa) && traits.state !== 'reportOnly';
    const isOpen = inScope === null || traits.state === 'unknown' || traits.mayAskForMfa;
    if (mightAsk && inScope !== false && isOpen) isUndecided = true;
  }
  const isSecured = input.securityDefaults === true && !input.isSyncAccount;
  if (sure.length === 0) {
    const cover = isSecured ? 'enforced' : isUndecided ? 'unknown' : 'none';
    return { cover, isPlaceBound: false, policies: [] };
  }
  const enabled = sure.filter((traits) => traits.state === 'enabled');
  const isLegacyBlocked = areLegacyClientsBlocked(enabled);
  const policies = sure
    .filter((traits) => traits.asksForMfa)
    .map((traits): PolicyReach => ({
      policyId: traits.policy.id,
      state: traits.state === 'enabled' ? 'enabled' : 'reportOnly',
      reach: traits.leavesLegacyClients && !isLegacyBlocked ? 'partial' : traits.reach,
    }));
  const isPlaceBound = enabled.some((traits) => traits.bindsToPlace);
  if (isSecured) return { cover: 'enforced', isPlaceBound, policies };
  const best = policies
    .filter((policy) => policy.state === 'enabled')
    .reduce((highest, policy) => Math.max(highest, rank[policy.reach]), 0);
  const cover = best === 0 && isUndecided ? 'unknown' : (coverOfRank[best] ?? 'unknown');
  return { cover, isPlaceBound, policies };
}
