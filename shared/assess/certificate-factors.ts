import type { AuthenticationMethodsPolicy } from '../entra/authentication-methods-policy';
import { isJsonObject, type Json } from '../json';
import { configurationOf } from './allowed-methods';
import type { Claim } from './three-valued';

/**
 * For how much a certificate stands by itself (Graph page
 * "x509CertificateAuthenticationModeConfiguration"). `unknown`: it was not read, or it depends on the
 * certificate, and which one somebody holds is told nowhere.
 */
export type CertificateFactors = 'multi' | 'single' | 'unknown';

const known: ReadonlyMap<Json | undefined, CertificateFactors> = new Map([
  ['x509CertificateMultiFactor', 'multi'],
  ['x509CertificateSingleFactor', 'single'],
]);

/** As the methods policy says it for every certificate alike: the default and each rule. */
export function certificateFactorsOf(
  policy: AuthenticationMethodsPolicy | null,
): CertificateFactors {
  const configuration = policy === null ? undefined : configurationOf(policy, 'X509Certificate');
  const modes = configuration?.['authenticationModeConfiguration'] as Json | undefined;
  const rules = isJsonObject(modes) ? modes['rules'] : undefined;
  if (!isJsonObject(modes) || !Array.isArray(rules)) return 'unknown';
  const told = [
    modes['x509CertificateAuthenticationDefaultMode'],
    ...(rules as readonly Json[]).map((rule) =>
      isJsonObject(rule) ? rule['x509CertificateAuthenticationMode'] : undefined,
    ),
  ].map((mode) => known.get(mode) ?? 'unknown');
  const [first = 'unknown'] = told;
  return told.every((one) => one === first) ? first : 'unknown';
}

/**
 * Whether one of these methods, beside the password, answers where MFA is asked and nothing more.
 * Null: there is a certificate alone, and for how much it stands is not known.
 */
export function answersMfa(usable: readonly string[], certificate: CertificateFactors): Claim {
  if (usable.some((method) => method !== 'certificate')) return true;
  if (usable.length === 0) return false;
  return certificate === 'unknown' ? null : certificate === 'multi';
}
