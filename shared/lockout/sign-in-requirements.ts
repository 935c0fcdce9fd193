import { passkeyMethods, platformMethods } from '../assess/allowed-methods';
import { coverageOf, isInScope } from '../assess/coverage';
import type { Scope } from '../assess/membership';
import type { Person } from '../assess/people';
import { policyTraits } from '../assess/policy-reach';
import type { Claim } from '../assess/three-valued';
import type { ConditionalAccessPolicy } from '../entra/conditional-access-policy';
import { perUserInImage } from '../plan/image-scope';
import type { TenantImage } from '../plan/post-image';
import type { PersonVerdict } from './verdict';

/** Whether anything stops an account that can answer with `usable` (registered and allowed). */
export interface Stop {
  readonly isStopped: boolean;
  /** Policy ids, or `securityDefaults`, `perUserMfa`, `conditionalAccessUnread`. */
  readonly by: readonly string[];
}

const builtInStrengths: Readonly<Record<string, 'any' | 'passwordless' | 'phishingResistant'>> = {
  '00000000-0000-0000-0000-000000000002': 'any',
  '00000000-0000-0000-0000-000000000003': 'passwordless',
  '00000000-0000-0000-0000-000000000004': 'phishingResistant',
};

/** What asks this account for MFA first: security defaults, then policies, then its own state. */
export function askedBy(
  image: TenantImage,
  person: Person,
  scope: Scope,
): PersonVerdict['askedBy'] {
  const isSyncAccount = person.kind === 'dirSyncAccount';
  if (image.securityDefaults === true && !isSyncAccount) return 'securityDefaults';
  const { cover } = coverageOf(scope, {
    securityDefaults: image.securityDefaults,
    policies: image.conditionalAccess,
    isSyncAccount,
  });
  if (cover === 'enforced') return 'conditionalAccess';
  const perUser = perUserInImage(image, person);
  if (perUser === 'enabled' || perUser === 'enforced') return 'perUserMfa';
  if (cover === 'location' || cover === 'partial') return 'conditionalAccess';
  return cover === 'unknown' || perUser === 'unknown' ? 'unknown' : 'nothing';
}

/** True for a policy that blocks this account from everything, whatever it does. */
export function isBlockedEverywhere(image: TenantImage, scope: Scope): boolean {
  return (image.conditionalAccess ?? []).some((policy) => {
    const traits = policyTraits(policy);
    return (
      traits.state === 'enabled' &&
      traits.blocks &&
      traits.reach === 'full' &&
      !traits.leavesLegacyClients &&
      isInScope(policy, scope) === true
    );
  });
}

/** Whether one strength accepts a method; null: a custom strength, whose combinations decide. */
export function strengthAccepts(strengthId: string, method: string): Claim {
  const kind = builtInStrengths[strengthId.toLowerCase()];
  if (kind === undefined) return null;
  if (kind === 'any') return true;
  const isPhishingResistant =
    passkeyMethods.has(method) || platformMethods.has(method) || method === 'certificate';
  return kind === 'phishingResistant'
    ? isPhishingResistant
    : isPhishingResistant || method === 'microsoftAuthenticatorPasswordless';
}

/**
 * Whether the authentication strengths that are asked of this account everywhere accept one of its
 * methods; null: a custom strength, or a policy of which the scope is not known, may not.
 */
export function meetsStrengths(image: TenantImage, scope: Scope, usable: readonly string[]): Claim {
  let result: Claim = true;
  for (const policy of image.conditionalAccess ?? []) {
    const strength = policy.grantControls?.authenticationStrength?.id ?? null;
    const traits = policyTraits(policy);
    if (strength === null || traits.state === 'disabled' || traits.state === 'reportOnly') continue;
    if (traits.reach !== 'full') continue;
    const isOr = policy.grantControls?.operator === 'OR';
    const controls = policy.grantControls?.builtInControls ?? [];
    if (isOr && controls.includes('mfa') && usable.length > 0) continue;
    const inScope = isInScope(policy, scope);
    if (inScope === false) continue;
    const claims = usable.map((method) => strengthAccepts(strength, method));
    if (claims.includes(true)) continue;
    if (inScope === true && !claims.includes(null)) return false;
    result = null;
  }
  return result;
}

/**
 * The first evaluator: is there any situation in which this account cannot get in? A control that
 * cannot be proven counts as not met, a condition that is not known as met (execution.md 3.3).
 */
export function findStop(
  image: TenantImage,
  person: Person,
  scope: Scope,
  usable: readonly string[],
): Stop {
  const by: string[] = [];
  const canAnswer = usable.length > 0;
  if (image.securityDefaults !== false && person.kind !== 'dirSyncAccount' && !canAnswer) {
    by.push('securityDefaults');
  }
  const perUser = perUserInImage(image, person);
  if (perUser !== 'disabled' && perUser !== 'notApplicable' && !canAnswer) by.push('perUserMfa');
  if (image.conditionalAccess === null) by.push('conditionalAccessUnread');
  for (const policy of image.conditionalAccess ?? []) {
    if (policy.state === 'disabled' || policy.state === 'enabledForReportingButNotEnforced') {
      continue;
    }
    if (isInScope(policy, scope) === false || !canEverApply(policy)) continue;
    if (!areControlsMet(policy, usable)) by.push(policy.id);
  }
  return { isStopped: by.length > 0, by };
}

function areControlsMet(policy: ConditionalAccessPolicy, usable: readonly string[]): boolean {
  const grant = policy.grantControls;
  if (grant === null) return true;
  const controls = grant.builtInControls ?? [];
  if (controls.includes('block')) return false;
  const met: boolean[] = controls.map((control) => control === 'mfa' && usable.length > 0);
  for (const list of [grant.customAuthenticationFactors, grant.termsOfUse]) {
    if ((list ?? []).length > 0) met.push(false);
  }
  if (grant.authenticationStrength !== null) {
    const id = grant.authenticationStrength.id ?? '';
    met.push(usable.some((method) => strengthAccepts(id, method) === true));
  }
  if (met.length === 0) return true;
  return grant.operator === 'OR' ? met.includes(true) : !met.includes(false);
}

/** False only where the conditions contradict themselves, so that no sign-in ever matches. */
function canEverApply(policy: ConditionalAccessPolicy): boolean {
  const { applications, locations, platforms } = policy.conditions;
  if (policyTraits(policy).isForWorkloads) return false;
  if (applications !== null) {
    const actions = [
      ...(applications.includeUserActions ?? []),
      ...(applications.includeAuthenticationContextClassReferences ?? []),
    ];
    const apps = applications.includeApplications ?? [];
    const isFiltered = applications.applicationFilter !== null;
    const named = apps.filter((app) => app !== 'None');
    const hasApp = isOpen(named, applications.excludeApplications, 'All');
    if (!hasApp && actions.length === 0 && !(isFiltered && named.length === 0)) return false;
  }
  if (locations !== null && (locations.includeLocations ?? []).length > 0) {
    if (!isOpen(locations.includeLocations, locations.excludeLocations, 'All')) return false;
  }
  const included = platforms?.['includePlatforms'];
  if (Array.isArray(included) && included.length > 0) {
    const excluded = platforms?.['excludePlatforms'];
    return isOpen(included, Array.isArray(excluded) ? excluded : [], 'all');
  }
  return true;
}

/** At least one included value is not excluded; excluding everything closes it. */
function isOpen(
  included: readonly unknown[] | null,
  excluded: readonly unknown[] | null,
  everything: string,
): boolean {
  const out = new Set(excluded ?? []);
  return !out.has(everything) && (included ?? []).some((value) => !out.has(value));
}
