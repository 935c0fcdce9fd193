import type { TenantImage } from '../plan/post-image';

const twoFactors = 'x509CertificateMultiFactor';

/** A certificate is one only where it is two factors by itself; the first is the password. */
export function isSecondFactor(method: string | null, certificate: string | null): boolean {
  return method === 'certificate' ? certificate === twoFactors : method !== null;
}

/** Where every certificate is two factors by itself, as the trial reads the settings. */
export function areTwoFactors(image: TenantImage): boolean {
  return certificateCombination(image) === twoFactors;
}

/** By what combination certificates answer; null: the settings do not name one mode for all. */
export function certificateCombination({ policy }: TenantImage): string | null {
  const settings = policy?.authenticationMethodConfigurations.find(
    (one) => one.id.toLowerCase() === 'x509certificate',
  )?.['authenticationModeConfiguration'];
  const { rules, x509CertificateAuthenticationDefaultMode: byDefault } = fieldsOf(settings);
  if (!Array.isArray(rules)) return null;
  const ofRules = rules.map((rule) => fieldsOf(rule)['x509CertificateAuthenticationMode']);
  const modes = new Set<unknown>([byDefault, ...ofRules]);
  // A rule without a mode adds one that is neither.
  if (modes.size > 1) return null;
  if (modes.has(twoFactors)) return twoFactors;
  const single = 'x509CertificateSingleFactor';
  return modes.has(single) ? `password,${single}` : null;
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

const noPhishing = [
  'fido2',
  'fido2SecurityKey',
  'passKeyDeviceBound',
  'passKeyDeviceBoundAuthenticator',
  'passKeyDeviceBoundWindowsHello',
  'passKeySynced',
  'windowsHelloForBusiness',
  'macOsSecureEnclaveKey',
  'certificate',
];

type Asks = Readonly<Record<string, unknown>> & { readonly id: string | null };

export function isStrongEnough(
  strength: Asks,
  method: string,
  certificate: string | null,
): boolean {
  const isTaken = isSecondFactor(method, certificate);
  switch ((strength.id ?? '').toLowerCase().replace(/^[0-]+/, '')) {
    case '2':
      // Graph has no word for external MFA in the combinations of a strength.
      return isTaken && method !== 'externalAuthMethod';
    case '3':
      return isTaken && [...noPhishing, 'microsoftAuthenticatorPasswordless'].includes(method);
    case '4':
      return isTaken && noPhishing.includes(method);
    default:
      return isListed(strength, method, certificate);
  }
}

/** What a method is called in the combinations of a strength; others are never counted on. */
const spelled: Readonly<Record<string, readonly string[]>> = {
  microsoftAuthenticatorPush: ['password,microsoftAuthenticatorPush'],
  microsoftAuthenticatorPasswordless: ['deviceBasedPush'],
  softwareOneTimePasscode: ['password,softwareOath'],
  hardwareOneTimePasscode: ['password,hardwareOath'],
  alternateMobilePhone: ['password,voice'],
  officePhone: ['password,voice'],
  windowsHelloForBusiness: ['windowsHelloForBusiness'],
};
const words =
  /^(?:password|voice|sms|email|(?:hard|soft)wareOath|qrCodePin|fido2|windowsHelloForBusiness|deviceBasedPush|microsoftAuthenticatorPush|x509Certificate(?:Single|Multi)Factor|federated(?:Single|Multi)Factor|temporaryAccessPass(?:OneTime|MultiUse))$/;

/** Every combination is understood, and one of them is this method, with a password where it needs one. */
function isListed(strength: Asks, method: string, certificate: string | null): boolean {
  const list: unknown = strength['allowedCombinations'];
  if (!Array.isArray(list)) return false;
  const texts = list.map((one: unknown) => (typeof one === 'string' ? one.split(/\s*,\s*/) : ['']));
  if (texts.length === 0 || !texts.flat().every((word) => words.test(word.trim()))) return false;
  const isKey = method === 'fido2' || method === 'fido2SecurityKey' || method.startsWith('passKey');
  const isCertificate = method === 'certificate';
  const narrowed: unknown = strength['combinationConfigurations'];
  if ((isKey || isCertificate) && !(Array.isArray(narrowed) && narrowed.length === 0)) return false;
  const ofMode = certificate === null ? [] : [certificate];
  const wanted = isKey ? ['fido2'] : isCertificate ? ofMode : (spelled[method] ?? []);
  const sorted = texts.map((parts) =>
    parts
      .map((word) => word.trim())
      .sort()
      .join(),
  );
  return wanted.some((one) => {
    const alone = one.split(',').sort().join();
    const withPassword = [...one.split(','), 'password'].sort().join();
    return sorted.includes(alone) || (!one.includes(',') && sorted.includes(withPassword));
  });
}
