import type { AuthenticationMethodsPolicy } from '../entra/authentication-methods-policy';
import {
  isSameMethod,
  type MethodConfiguration,
  type MethodId,
  type MethodTarget,
} from '../entra/method-configuration';
import type { Scope } from './membership';
import { anyOf, type Claim } from './three-valued';

/** Names as in `methodsRegistered`, by class (findings 2.3). */
export const phoneMethods: ReadonlySet<string> = new Set([
  'mobilePhone',
  'alternateMobilePhone',
  'officePhone',
]);
export const authenticatorMethods: ReadonlySet<string> = new Set([
  'microsoftAuthenticatorPush',
  'microsoftAuthenticatorPasswordless',
]);
/** Passkeys and FIDO2 keys: what emergency access accounts need (R14). */
export const passkeyMethods: ReadonlySet<string> = new Set([
  'fido2',
  'fido2SecurityKey',
  'passKeyDeviceBound',
  'passKeyDeviceBoundAuthenticator',
  'passKeyDeviceBoundWindowsHello',
  'passKeySynced',
]);
/** Not governed by the methods policy. */
export const platformMethods: ReadonlySet<string> = new Set([
  'windowsHelloForBusiness',
  'macOsSecureEnclaveKey',
]);
export const survivingMethods: ReadonlySet<string> = new Set([
  ...authenticatorMethods,
  'softwareOneTimePasscode',
  'hardwareOneTimePasscode',
  ...passkeyMethods,
  ...platformMethods,
  'externalAuthMethod',
  'certificate',
]);
export const notMfaMethods: ReadonlySet<string> = new Set([
  'email',
  'securityQuestion',
  'temporaryAccessPass',
  'password',
  'appPassword',
  'qrCode',
]);

export function classifyMethod(name: string): 'phone' | 'surviving' | 'notMfa' | 'unknown' {
  if (phoneMethods.has(name)) return 'phone';
  if (survivingMethods.has(name)) return 'surviving';
  return notMfaMethods.has(name) ? 'notMfa' : 'unknown';
}

export function configurationOf(
  policy: AuthenticationMethodsPolicy,
  id: string,
): MethodConfiguration | undefined {
  return policy.authenticationMethodConfigurations.find((one) => isSameMethod(one.id, id));
}

/** External MFA configurations: one for each provider, told by type, their ids are free. */
export function isExternalMfa(configuration: MethodConfiguration): boolean {
  return (
    configuration['@odata.type']?.endsWith('.externalAuthenticationMethodConfiguration') === true
  );
}

/** Graph's "nobody" in an exclude target. */
export const emptyGroupId = '00000000-0000-0000-0000-000000000000';

/** Whether one target names the user; null: the group's members were not read. */
export function targetNames(target: MethodTarget, scope: Scope): Claim {
  if (target.id.toLowerCase() === 'all_users') return true;
  if (target.id === emptyGroupId) return false;
  if (target.targetType === 'user') return target.id.toLowerCase() === scope.userId.toLowerCase();
  return scope.isInGroup(target.id);
}

/** In an include target and in no exclude target; an absent list is an empty one. */
export function isTargeted(
  include: readonly MethodTarget[] | null,
  exclude: readonly MethodTarget[] | null,
  scope: Scope,
): Claim {
  const isIncluded = anyOf((include ?? []).map((target) => targetNames(target, scope)));
  if (isIncluded === false) return false;
  const isExcluded = anyOf((exclude ?? []).map((target) => targetNames(target, scope)));
  if (isExcluded === true) return false;
  return isIncluded === true && isExcluded === false ? true : null;
}

/** "Targets them" of findings 2.3; null: membership or the state's value is not known. */
export function targetsUser(configuration: MethodConfiguration, scope: Scope): boolean | null {
  if (configuration.state === 'disabled') return false;
  const isNamed = isTargeted(configuration.includeTargets, configuration.excludeTargets, scope);
  if (configuration.state !== 'enabled') return isNamed === false ? false : null;
  return isNamed;
}

/** Modes of an include target that let a kind of Authenticator in (findings 2.3). */
export const authenticatorModes: ReadonlyMap<string, readonly string[]> = new Map([
  ['microsoftAuthenticatorPush', ['any', 'push']],
  ['microsoftAuthenticatorPasswordless', ['any', 'deviceBasedPush']],
]);

/** As `targetsUser`, counting only include targets in one of the modes; without modes, all. */
export function targetsWithMode(
  configuration: MethodConfiguration,
  scope: Scope,
  modes: readonly string[] | undefined,
): Claim {
  if (modes === undefined) return targetsUser(configuration, scope);
  const includeTargets = (configuration.includeTargets ?? []).filter((target) => {
    const mode = target['authenticationMode'];
    return (
      mode === undefined || mode === null || (typeof mode === 'string' && modes.includes(mode))
    );
  });
  return targetsUser({ ...configuration, includeTargets }, scope);
}

function isAllowed(
  name: string,
  methods: readonly string[],
  policy: AuthenticationMethodsPolicy,
  scope: Scope,
): Claim {
  const targets = (id: MethodId): Claim => {
    const configuration = configurationOf(policy, id);
    return configuration === undefined ? false : targetsUser(configuration, scope);
  };
  if (passkeyMethods.has(name)) return targets('Fido2');
  if (platformMethods.has(name)) return true;
  const authenticator = configurationOf(policy, 'MicrosoftAuthenticator');
  switch (name) {
    case 'mobilePhone':
      return anyOf([targets('Sms'), targets('Voice')]);
    case 'alternateMobilePhone':
      return targets('Voice');
    case 'officePhone':
      return configurationOf(policy, 'Voice')?.isOfficePhoneAllowed === true
        ? targets('Voice')
        : false;
    case 'microsoftAuthenticatorPush':
    case 'microsoftAuthenticatorPasswordless':
      return authenticator
        ? targetsWithMode(authenticator, scope, authenticatorModes.get(name))
        : false;
    case 'softwareOneTimePasscode': {
      const hasCodes =
        authenticator?.isSoftwareOathEnabled === true &&
        methods.some((method) => authenticatorMethods.has(method));
      return anyOf([targets('SoftwareOath'), hasCodes ? targets('MicrosoftAuthenticator') : false]);
    }
    case 'hardwareOneTimePasscode':
      return targets('HardwareOath');
    case 'externalAuthMethod':
      return anyOf(
        policy.authenticationMethodConfigurations
          .filter(isExternalMfa)
          .map((configuration) => targetsUser(configuration, scope)),
      );
    case 'certificate':
      return targets('X509Certificate');
    default:
      return false;
  }
}

/**
 * Registered phone and surviving methods that the methods policy as read allows (findings 2.3).
 * `unknown` holds those that could be neither allowed nor ruled out because members were not read.
 * Names without an MFA class, and names the product does not know, are in neither list.
 */
export function allowedMethods(
  methods: readonly string[],
  policy: AuthenticationMethodsPolicy,
  scope: Scope,
  person: { readonly hasCertificate: boolean },
): { allowed: readonly string[]; unknown: readonly string[] } {
  const names = new Set(methods);
  if (person.hasCertificate) names.add('certificate');
  const allowed: string[] = [];
  const unknown: string[] = [];
  for (const name of names) {
    const claim = isAllowed(name, methods, policy, scope);
    if (claim === true) allowed.push(name);
    else if (claim === null) unknown.push(name);
  }
  return { allowed, unknown };
}
