import { coverageOf, isInScope } from '../assess/coverage';
import type { Scope } from '../assess/membership';
import type { Person } from '../assess/people';
import { policyTraits } from '../assess/policy-reach';
import type { Claim } from '../assess/three-valued';
import type { ConditionalAccessPolicy } from '../entra/conditional-access-policy';
import { perUserInImage } from '../plan/image-scope';
import type { TenantImage } from '../plan/post-image';
import {
  answersMfa,
  certificateFactorsOf,
  type CertificateFactors,
} from '../assess/certificate-factors';
import { strengthAccepts, strengthName } from './strength-accepts';
import type { PersonVerdict } from './verdict';

/** Whether anything stops an account that can answer with `usable` (registered and allowed). */
export interface Stop {
  readonly isStopped: boolean;
  /** Policy ids, or `securityDefaults`, `perUserMfa`, `conditionalAccessUnread`. */
  readonly by: readonly string[];
}

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

/**
 * Whether the authentication strengths that are asked of this account accept one of its methods.
 * Null: they may not, as it is not known what one takes, one asks in some places only, or it is not
 * known whether of this account.
 */
export function meetsStrengths(image: TenantImage, scope: Scope, usable: readonly string[]): Claim {
  let result: Claim = true;
  for (const { isMet } of openStrengths(image, scope, usable)) {
    if (isMet === false) return false;
    result = null;
  }
  return result;
}

/** Names of the strengths of which it is not known whether they take these methods, and why not. */
export function unclearStrengths(
  image: TenantImage,
  scope: Scope,
  usable: readonly string[],
): { readonly untold: readonly string[]; readonly inPart: readonly string[] } {
  const open = openStrengths(image, scope, usable);
  const names = (isUntold: boolean): readonly string[] => [
    ...new Set(open.filter((one) => one.isUntold === isUntold).map(({ name }) => name)),
  ];
  return { untold: names(true), inPart: names(false) };
}

interface OpenStrength {
  readonly name: string;
  readonly isMet: false | null;
  /** What it takes is not known; else it takes none of them, but may not ask here. */
  readonly isUntold: boolean;
}

/** Strengths that may be asked of this account and are not known to take one of its methods. */
function openStrengths(
  image: TenantImage,
  scope: Scope,
  usable: readonly string[],
): readonly OpenStrength[] {
  const found: OpenStrength[] = [];
  const certificate = certificateFactorsOf(image.policy);
  for (const policy of image.conditionalAccess ?? []) {
    const strength = policy.grantControls?.authenticationStrength ?? null;
    const traits = policyTraits(policy);
    if (strength === null) continue;
    if (traits.state === 'disabled' || traits.state === 'reportOnly') continue;
    if (traits.isForWorkloads) continue;
    const isOr = policy.grantControls?.operator === 'OR';
    const controls = policy.grantControls?.builtInControls ?? [];
    if (isOr && controls.includes('mfa') && answersMfa(usable, certificate) === true) continue;
    const inScope = isInScope(policy, scope);
    if (inScope === false) continue;
    const claims = usable.map((method) => strengthAccepts(strength, method, certificate));
    if (claims.includes(true)) continue;
    const isUntold = claims.includes(null);
    const isCertain = traits.state === 'enabled' && traits.reach === 'full' && inScope === true;
    const isMet = isCertain && !isUntold ? false : null;
    found.push({ name: strengthName(strength), isMet, isUntold });
  }
  return found;
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
  const certificate = certificateFactorsOf(image.policy);
  const canAnswer = answersMfa(usable, certificate) === true;
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
    if (!areControlsMet(policy, usable, certificate)) by.push(policy.id);
  }
  return { isStopped: by.length > 0, by };
}

function areControlsMet(
  policy: ConditionalAccessPolicy,
  usable: readonly string[],
  certificate: CertificateFactors,
): boolean {
  const grant = policy.grantControls;
  if (grant === null) return true;
  const controls = grant.builtInControls ?? [];
  if (controls.includes('block')) return false;
  const met: boolean[] = controls.map(
    (control) => control === 'mfa' && answersMfa(usable, certificate) === true,
  );
  for (const list of [grant.customAuthenticationFactors, grant.termsOfUse]) {
    if ((list ?? []).length > 0) met.push(false);
  }
  if (grant.authenticationStrength !== null) {
    const { authenticationStrength } = grant;
    const accepts = (method: string): boolean =>
      strengthAccepts(authenticationStrength, method, certificate) === true;
    met.push(usable.some(accepts));
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
