import { isEmpty } from '../assess/condition-keys';
import { isInScope } from '../assess/coverage';
import type { Scope } from '../assess/membership';
import { policyTraits } from '../assess/policy-reach';
import { allOf, anyOf, type Claim } from '../assess/three-valued';
import type { ConditionalAccessPolicy } from '../entra/conditional-access-policy';
import type { TenantImage } from '../plan/post-image';
import {
  answersMfa,
  certificateFactorsOf,
  type CertificateFactors,
} from '../assess/certificate-factors';
import { strengthAccepts } from './strength-accepts';

const registering = 'urn:user:registersecurityinfo';

/** Whether the page where methods are registered opens, and the policies that decide it. */
export interface MayRegister {
  readonly isOpen: Claim;
  /** Names of the policies that stop it, or of which it is not known. */
  readonly by: readonly string[];
}

/**
 * Policies on the user action "Register security information" hold whoever cannot meet them away
 * from the only page that helps (domain.md 5, 21). Null: one asks in some places only, what it asks
 * cannot be proven, or it is not known whether of this account. `maybe`: methods that may work.
 */
export function mayRegister(
  image: TenantImage,
  scope: Scope,
  usable: readonly string[],
  maybe: readonly string[] = [],
): MayRegister {
  if (image.conditionalAccess === null) return { isOpen: null, by: [] };
  const answers = { usable, maybe, certificate: certificateFactorsOf(image.policy) };
  const found = image.conditionalAccess
    .map((policy) => ({ policy, isOpen: letsRegister(policy, scope, answers) }))
    .filter(({ isOpen }) => isOpen !== true);
  const isOpen = allOf(found.map((one) => one.isOpen));
  const deciding = found.filter((one) => isOpen === null || one.isOpen === false);
  return { isOpen, by: deciding.map(({ policy }) => policy.displayName ?? policy.id) };
}

interface Answers {
  readonly usable: readonly string[];
  readonly maybe: readonly string[];
  readonly certificate: CertificateFactors;
}

function letsRegister(
  policy: ConditionalAccessPolicy,
  scope: Scope,
  { usable, maybe, certificate }: Answers,
): Claim {
  const { state, isForWorkloads } = policyTraits(policy);
  if (state === 'disabled' || state === 'reportOnly' || isForWorkloads) return true;
  const actions = policy.conditions.applications?.includeUserActions ?? [];
  if (!actions.some((action) => action.toLowerCase() === registering)) return true;
  const inScope = isInScope(policy, scope);
  if (inScope === false) return true;
  const met = areControlsMet(policy, usable, certificate);
  if (met !== false) return met;
  if (areControlsMet(policy, [...usable, ...maybe], certificate) !== false) return null;
  return state === 'enabled' && inScope === true && isEverywhere(policy) ? false : null;
}

function areControlsMet(
  { grantControls: grant }: ConditionalAccessPolicy,
  usable: readonly string[],
  certificate: CertificateFactors,
): Claim {
  if (grant === null) return true;
  const controls = grant.builtInControls ?? [];
  if (controls.includes('block')) return false;
  // A managed device, terms of use and the like: whether this account has them is not read.
  const claims: Claim[] = controls.map((control) =>
    control === 'mfa' ? answersMfa(usable, certificate) : null,
  );
  for (const list of [grant.customAuthenticationFactors, grant.termsOfUse]) {
    if ((list ?? []).length > 0) claims.push(null);
  }
  const { authenticationStrength: strength } = grant;
  if (strength !== null) {
    claims.push(anyOf(usable.map((name) => strengthAccepts(strength, name, certificate))));
  }
  if (claims.length === 0) return true;
  return grant.operator === 'OR' ? anyOf(claims) : allOf(claims);
}

/** No condition beside who and what: nothing this account does elsewhere gets around it. */
function isEverywhere({ conditions }: ConditionalAccessPolicy): boolean {
  const { clientAppTypes } = conditions;
  const isAllClients = (clientAppTypes ?? []).length === 0 || clientAppTypes?.includes('all');
  const others = Object.entries(conditions).filter(
    ([key, value]) =>
      !['users', 'applications', 'clientAppTypes'].includes(key) &&
      !key.includes('@') &&
      !isEmpty(value),
  );
  return isAllClients === true && others.length === 0;
}
