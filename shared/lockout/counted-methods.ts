import type { Scope } from '../assess/membership';
import type { Person } from '../assess/people';
import { isInScope } from '../assess/coverage';
import { policyTraits } from '../assess/policy-reach';
import type { ConditionalAccessPolicy } from '../entra/conditional-access-policy';
import { perUserInImage } from '../plan/image-scope';
import type { TenantImage } from '../plan/post-image';
import {
  answersMfa,
  certificateFactorsOf,
  type CertificateFactors,
} from '../assess/certificate-factors';
import { strengthAccepts } from './strength-accepts';
import type { UsableMethods } from './usable-methods';

/** What works and does for what asks; `left` is the certificate that works and does not, or may not. */
export interface CountedMethods extends UsableMethods {
  readonly left: 'oneFactor' | 'untold' | null;
}

/**
 * Where MFA of any kind may be asked of an account, a certificate alone counts only where it stands
 * for two factors; where that is not known, it may. What a strength takes, the strength says.
 */
export function countedMethods(
  image: TenantImage,
  person: Person,
  scope: Scope,
  usable: UsableMethods,
): CountedMethods {
  const isHeld = usable.sure.includes('certificate') || usable.maybe.includes('certificate');
  if (!isHeld) return { ...usable, left: null };
  const certificate = certificateFactorsOf(image.policy);
  const isEnough = certificate === 'multi' || answersMfa(usable.sure, certificate) === true;
  if (isEnough || !mayAskForMfa(image, person, scope, certificate)) {
    return { ...usable, left: null };
  }
  const maybe = usable.maybe.filter((name) => name !== 'certificate');
  return certificate === 'single'
    ? { ...usable, sure: [], maybe, left: 'oneFactor' }
    : { ...usable, sure: [], maybe: [...maybe, 'certificate'], left: 'untold' };
}

function mayAskForMfa(
  image: TenantImage,
  person: Person,
  scope: Scope,
  certificate: CertificateFactors,
): boolean {
  if (image.securityDefaults === true && person.kind !== 'dirSyncAccount') return true;
  const perUser = perUserInImage(image, person);
  if (perUser !== 'disabled' && perUser !== 'notApplicable') return true;
  return (image.conditionalAccess ?? []).some((policy) => {
    const { state, isForWorkloads } = policyTraits(policy);
    const isOff = state === 'disabled' || state === 'reportOnly' || isForWorkloads;
    return !isOff && asksForMfa(policy, certificate) && isInScope(policy, scope) !== false;
  });
}

/** It names MFA itself, and no strength that a certificate meets may stand in for it. */
function asksForMfa(
  { grantControls: grant }: ConditionalAccessPolicy,
  certificate: CertificateFactors,
): boolean {
  if (grant?.builtInControls?.includes('mfa') !== true) return false;
  const { authenticationStrength: strength } = grant;
  if (strength === null || grant.operator !== 'OR') return true;
  return strengthAccepts(strength, 'certificate', certificate) !== true;
}
