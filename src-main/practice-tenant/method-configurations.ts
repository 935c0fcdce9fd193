import { guidOf } from './ids';
import type { JsonObject } from './json';
import type { TenantInput } from './scenario-schema';
import { groupIdOf } from './tenant-ids';

type AmpMethods = TenantInput['amp']['methods'];
type AmpMethod = NonNullable<AmpMethods[string]>;

const everyone: JsonObject = { targetType: 'group', id: 'all_users' };
const nobody: JsonObject = { targetType: 'group', id: '00000000-0000-0000-0000-000000000000' };

const feature = (state: string): JsonObject => ({
  state,
  includeTarget: { ...everyone },
  excludeTarget: { ...nobody },
});

/** What each type has beyond state and targets, with the service's defaults (beta shape). */
const extras: Record<string, (method: AmpMethod) => JsonObject> = {
  Fido2: () => ({
    isSelfServiceRegistrationAllowed: true,
    isAttestationEnforced: false,
    defaultPasskeyProfile: null,
    keyRestrictions: { isEnforced: false, enforcementType: 'block', aaGuids: [] },
    passkeyProfiles: [],
  }),
  MicrosoftAuthenticator: (method) => ({
    isSoftwareOathEnabled: method.isSoftwareOathEnabled ?? false,
    featureSettings: {
      companionAppAllowedState: feature('default'),
      numberMatchingRequiredState: feature('enabled'),
      displayAppInformationRequiredState: feature('default'),
      displayLocationInformationRequiredState: feature('default'),
    },
  }),
  Sms: () => ({}),
  TemporaryAccessPass: () => ({
    ...{ defaultLifetimeInMinutes: 60, defaultLength: 8, minimumLifetimeInMinutes: 60 },
    ...{ maximumLifetimeInMinutes: 480, isUsableOnce: false },
  }),
  HardwareOath: () => ({}),
  SoftwareOath: () => ({}),
  Voice: (method) => ({
    isOfficePhoneAllowed: method.isOfficePhoneAllowed ?? false,
    callerIdNumber: null,
    isCustomGreetingEnabled: false,
  }),
  Email: (method) => ({
    allowExternalIdToUseEmailOtp: method.allowExternalIdToUseEmailOtp ?? 'default',
  }),
  X509Certificate: () => ({
    certificateUserBindings: [
      {
        ...{ x509CertificateField: 'PrincipalName', userProperty: 'userPrincipalName' },
        ...{ priority: 1, trustAffinityLevel: 'low' },
      },
    ],
    authenticationModeConfiguration: {
      x509CertificateAuthenticationDefaultMode: 'x509CertificateSingleFactor',
      x509CertificateDefaultRequiredAffinityLevel: 'low',
      rules: [],
    },
    issuerHintsConfiguration: { state: 'disabled' },
    crlValidationConfiguration: {
      state: 'disabled',
      exemptedCertificateAuthoritiesSubjectKeyIdentifiers: [],
    },
  }),
  QRCodePin: () => ({ pinLength: 8, standardQRCodeLifetimeInDays: 365 }),
  External: () => ({
    displayName: 'External MFA',
    appId: guidOf('app', 'external mfa'),
    openIdConnectSetting: {
      clientId: guidOf('client', 'external mfa'),
      discoveryUrl: 'https://mfa.partner.example/.well-known/openid-configuration',
    },
  }),
};

const targetExtras: Record<string, (method: AmpMethod) => JsonObject> = {
  Fido2: () => ({ allowedPasskeyProfiles: [] }),
  MicrosoftAuthenticator: () => ({ authenticationMode: 'any' }),
  Sms: (method) => ({ isUsableForSignIn: method.isUsableForSignIn ?? false }),
};

/** `#microsoft.graph.…` of each configuration id. */
export const configurationTypes: Record<string, string> = {
  Fido2: '#microsoft.graph.fido2AuthenticationMethodConfiguration',
  MicrosoftAuthenticator:
    '#microsoft.graph.microsoftAuthenticatorAuthenticationMethodConfiguration',
  Sms: '#microsoft.graph.smsAuthenticationMethodConfiguration',
  TemporaryAccessPass: '#microsoft.graph.temporaryAccessPassAuthenticationMethodConfiguration',
  HardwareOath: '#microsoft.graph.hardwareOathAuthenticationMethodConfiguration',
  SoftwareOath: '#microsoft.graph.softwareOathAuthenticationMethodConfiguration',
  Voice: '#microsoft.graph.voiceAuthenticationMethodConfiguration',
  Email: '#microsoft.graph.emailAuthenticationMethodConfiguration',
  X509Certificate: '#microsoft.graph.x509CertificateAuthenticationMethodConfiguration',
  QRCodePin: '#microsoft.graph.qrCodePinAuthenticationMethodConfiguration',
  External: '#microsoft.graph.externalAuthenticationMethodConfiguration',
};

/** One configuration in beta shape; a method the scenario leaves out exists and is disabled. */
export function methodConfiguration(
  tenantId: string,
  id: string,
  given: AmpMethod | undefined,
): JsonObject {
  const method: AmpMethod = given ?? { state: 'disabled' };
  const target = (name: string): JsonObject => ({
    targetType: 'group',
    id: name === 'all_users' ? name : groupIdOf(tenantId, name),
  });
  return {
    '@odata.type': configurationTypes[id] ?? '',
    id: id === 'External' ? guidOf('externalMethod', tenantId) : id,
    state: method.state,
    ...(extras[id]?.(method) ?? {}),
    excludeTargets: (method.excludeTargets ?? []).map(target),
    includeTargets: (method.includeTargets ?? ['all_users']).map((name) => ({
      ...target(name),
      isRegistrationRequired: false,
      ...(targetExtras[id]?.(method) ?? {}),
    })),
  };
}
