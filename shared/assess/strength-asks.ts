import type { ConditionalAccessPolicy } from '../entra/conditional-access-policy';
import type { Claim } from './three-valued';

type Grant = NonNullable<ConditionalAccessPolicy['grantControls']>;

/** Microsoft's own (Graph page "authenticationStrengthPolicy"): each of them is MFA. */
const builtIn = /^00000000-0000-0000-0000-00000000000[234]$/;
/** Modes that are MFA by themselves; every other needs a second one beside it. */
const multifactor: ReadonlySet<string> = new Set([
  ...['windowsHelloForBusiness', 'fido2', 'x509CertificateMultiFactor', 'deviceBasedPush'],
  ...['temporaryAccessPassOneTime', 'temporaryAccessPassMultiUse', 'federatedMultiFactor'],
]);
const singleFactor: ReadonlySet<string> = new Set([
  ...['password', 'voice', 'sms', 'email', 'hardwareOath', 'softwareOath', 'qrCodePin'],
  ...['microsoftAuthenticatorPush', 'x509CertificateSingleFactor', 'federatedSingleFactor'],
]);

function isMfa(combination: unknown): Claim {
  if (typeof combination !== 'string') return null;
  const modes = combination.split(',').map((mode) => mode.trim());
  if (modes.some((mode) => !multifactor.has(mode) && !singleFactor.has(mode))) return null;
  return new Set(modes).size > 1 || modes.some((mode) => multifactor.has(mode));
}

/**
 * Whether the authentication strength of a policy is one of MFA; null: that cannot be told. Graph
 * gives the strength whole with the policy; by its id alone only Microsoft's own are known.
 */
export function strengthAsksForMfa(strength: Grant['authenticationStrength'] | undefined): Claim {
  if (strength === null || strength === undefined) return false;
  const satisfied = strength['requirementsSatisfied'];
  if (satisfied === 'none') return false;
  const listed = strength['allowedCombinations'];
  const claims = Array.isArray(listed) ? listed.map(isMfa) : [];
  if (claims.includes(false)) return false;
  if (claims.includes(null) || strength.id === null || strength.id === '') return null;
  if (satisfied === 'mfa' || builtIn.test(strength.id)) return true;
  return satisfied === undefined && claims.length > 0 ? true : null;
}
