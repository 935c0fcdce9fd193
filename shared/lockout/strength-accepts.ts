import { passkeyMethods, platformMethods } from '../assess/allowed-methods';
import type { Claim } from '../assess/three-valued';
import type { ConditionalAccessPolicy } from '../entra/conditional-access-policy';
import type { CertificateFactors } from '../assess/certificate-factors';

/** A strength as a policy names it: Graph gives it whole, and some sources by its id alone. */
export type Strength = NonNullable<
  NonNullable<ConditionalAccessPolicy['grantControls']>['authenticationStrength']
>;

const builtInStrengths: Readonly<Record<string, 'any' | 'passwordless' | 'phishingResistant'>> = {
  '00000000-0000-0000-0000-000000000002': 'any',
  '00000000-0000-0000-0000-000000000003': 'passwordless',
  '00000000-0000-0000-0000-000000000004': 'phishingResistant',
};

/** Modes by which a registered method answers, alone or with a password (Graph, authenticationMethodModes). */
const modes: Readonly<Record<string, readonly string[]>> = {
  alternateMobilePhone: ['voice'],
  officePhone: ['voice'],
  microsoftAuthenticatorPush: ['microsoftAuthenticatorPush'],
  microsoftAuthenticatorPasswordless: ['deviceBasedPush'],
  softwareOneTimePasscode: ['softwareOath'],
  hardwareOneTimePasscode: ['hardwareOath'],
  windowsHelloForBusiness: ['windowsHelloForBusiness'],
};

/** Modes that may stand for a method, or for another kind of it: which one is not read. */
const uncertain: Readonly<Record<string, readonly string[]>> = {
  mobilePhone: ['sms', 'voice'],
  microsoftAuthenticatorPasswordless: ['microsoftAuthenticatorPush'],
  macOsSecureEnclaveKey: ['windowsHelloForBusiness', 'fido2'],
};

/** By how much a certificate stands for: what it answers, and what it may answer as well. */
const certificates: Readonly<
  Record<CertificateFactors, { readonly own: readonly string[]; readonly maybe: readonly string[] }>
> = {
  multi: { own: ['x509CertificateMultiFactor'], maybe: ['x509CertificateSingleFactor'] },
  single: { own: ['x509CertificateSingleFactor'], maybe: [] },
  unknown: { own: [], maybe: ['x509CertificateMultiFactor', 'x509CertificateSingleFactor'] },
};

/**
 * Whether one strength accepts a registered method together with the password. Null: not known,
 * because the combinations of a custom strength were not read, one of them is not known, or further
 * conditions on a key or certificate stand beside them. A certificate meets Microsoft's own strengths
 * only where it stands for two factors.
 */
export function strengthAccepts(
  strength: Strength,
  method: string,
  certificate: CertificateFactors = 'unknown',
): Claim {
  // External MFA has no mode of its own: no combination names it, not even the widest strength's.
  if (method === 'externalAuthMethod') return false;
  const kind = builtInStrengths[(strength.id ?? '').toLowerCase()];
  if (kind === undefined) return combinationsAccept(strength, method, certificate);
  if (method === 'certificate') return certificate === 'unknown' ? null : certificate === 'multi';
  if (kind === 'any') return true;
  const isPhishingResistant = passkeyMethods.has(method) || platformMethods.has(method);
  return kind === 'phishingResistant'
    ? isPhishingResistant
    : isPhishingResistant || method === 'microsoftAuthenticatorPasswordless';
}

function combinationsAccept(
  strength: Strength,
  method: string,
  certificate: CertificateFactors,
): Claim {
  const answered = combinationsOf(strength);
  const { own, maybe } = modesOf(method, certificate);
  if (answered === null || (own.length === 0 && maybe.length === 0)) return null;
  // What keys are taken, and whose certificates, may be narrowed there.
  const mayBeNarrowed = own.includes('fido2') || method === 'certificate';
  const isOpen = !mayBeNarrowed || hasNoConditions(strength);
  if (own.some((mode) => answered.has(mode))) return isOpen ? true : null;
  return maybe.some((mode) => answered.has(mode)) ? null : false;
}

function modesOf(method: string, certificate: CertificateFactors): (typeof certificates)['multi'] {
  if (method === 'certificate') return certificates[certificate];
  const own = passkeyMethods.has(method) ? ['fido2'] : (modes[method] ?? []);
  return { own, maybe: uncertain[method] ?? [] };
}

/** The modes that do, alone or beside a password; null: not all combinations are known. */
export function combinationsOf(strength: Strength): ReadonlySet<string> | null {
  const listed = strength['allowedCombinations'];
  if (!Array.isArray(listed) || listed.length === 0) return null;
  const answered = new Set<string>();
  for (const combination of listed) {
    if (typeof combination !== 'string') return null;
    const parts = combination.split(',').map((mode) => mode.trim());
    if (!parts.every((mode) => known.has(mode))) return null;
    const others = parts.filter((mode) => mode !== 'password');
    const [only] = others;
    // Two things at once are taken by no method of the list alone.
    if (others.length === 1 && only !== undefined && doesSo(only, parts.length)) answered.add(only);
  }
  return answered;
}

/** Modes that are taken without a password, because they are two factors by themselves. */
const alone: ReadonlySet<string> = new Set([
  ...['windowsHelloForBusiness', 'fido2', 'x509CertificateMultiFactor', 'deviceBasedPush'],
  ...['temporaryAccessPassOneTime', 'temporaryAccessPassMultiUse', 'federatedMultiFactor'],
]);
const known: ReadonlySet<string> = new Set([
  ...alone,
  ...['password', 'voice', 'sms', 'email', 'hardwareOath', 'softwareOath', 'qrCodePin'],
  ...['microsoftAuthenticatorPush', 'x509CertificateSingleFactor', 'federatedSingleFactor'],
]);

function doesSo(mode: string, parts: number): boolean {
  return parts > 1 || alone.has(mode) || mode === 'sms' || mode === 'qrCodePin';
}

function hasNoConditions(strength: Strength): boolean {
  const conditions = strength['combinationConfigurations'];
  return Array.isArray(conditions) && conditions.length === 0;
}

/** The name a person knows a strength by; its id where that is all there is. */
export function strengthName(strength: Strength): string {
  const name = strength['displayName'];
  return typeof name === 'string' && name !== '' ? name : (strength.id ?? '–');
}
