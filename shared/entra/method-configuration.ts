import * as v from 'valibot';
import { shortText, text } from '../bounds';

/** A target of a configuration; further fields stay as they are and are sent back whole (S3). */
export const targetSchema = v.looseObject({
  id: shortText,
  targetType: v.optional(v.nullable(shortText), null),
  /** Of Authenticator: which of its kinds this target may use. */
  authenticationMode: v.exactOptional(v.nullable(shortText)),
  /** Of SMS: whether it may be the first factor. */
  isUsableForSignIn: v.exactOptional(v.nullable(v.boolean())),
});
export type MethodTarget = v.InferOutput<typeof targetSchema>;

/**
 * One method configuration; unknown types and fields are kept (Graph page
 * "authenticationMethodConfiguration"). Where it is not off, both lists of targets must be there:
 * a list left out is not an empty one.
 */
export const methodConfigurationSchema = v.pipe(
  v.looseObject({
    '@odata.type': v.optional(v.nullable(shortText), null),
    id: shortText,
    state: shortText,
    includeTargets: v.optional(v.nullable(v.array(targetSchema)), null),
    excludeTargets: v.optional(v.nullable(v.array(targetSchema)), null),
    isSoftwareOathEnabled: v.optional(v.nullable(v.boolean()), null),
    isOfficePhoneAllowed: v.optional(v.nullable(v.boolean()), null),
    allowExternalIdToUseEmailOtp: v.optional(v.nullable(text), null),
    /** Of passkeys: whether people register their own, and which kinds the profiles let in. */
    isSelfServiceRegistrationAllowed: v.exactOptional(v.nullable(v.boolean())),
    passkeyProfiles: v.exactOptional(
      v.nullable(
        v.array(v.looseObject({ id: shortText, name: v.exactOptional(v.nullable(text)) })),
      ),
    ),
  }),
  v.check(
    ({ state, includeTargets, excludeTargets }) =>
      state === 'disabled' || (includeTargets !== null && excludeTargets !== null),
    'includeTargets and excludeTargets',
  ),
);
export type MethodConfiguration = v.InferOutput<typeof methodConfigurationSchema>;

/**
 * Whether guests may sign in with codes by email. `default` is on in most tenants since October 2021
 * (Graph page "emailAuthenticationMethodConfiguration"), and what is not known may be on too.
 */
export function mayServeGuests(email: MethodConfiguration): boolean {
  return email.allowExternalIdToUseEmailOtp !== 'disabled';
}

/** Methods the product names itself. External MFA configurations have GUID ids. */
export const methodIds = [
  'Fido2',
  'MicrosoftAuthenticator',
  'Sms',
  'Voice',
  'Email',
  'SoftwareOath',
  'HardwareOath',
  'TemporaryAccessPass',
  'X509Certificate',
  'QRCodePin',
] as const;
export type MethodId = (typeof methodIds)[number];

/** Whether two ids name the same method. Writes carry the id as Graph spelled it. */
export function isSameMethod(id: string, other: string): boolean {
  return id.toLowerCase() === other.toLowerCase();
}

/** The id as the product names it: Graph's own pages write ids in either case. Others stay. */
export function knownMethodId(id: string): string {
  return methodIds.find((one) => isSameMethod(one, id)) ?? id;
}

export const methodODataTypes: Readonly<Record<MethodId, string>> = {
  Fido2: '#microsoft.graph.fido2AuthenticationMethodConfiguration',
  MicrosoftAuthenticator:
    '#microsoft.graph.microsoftAuthenticatorAuthenticationMethodConfiguration',
  Sms: '#microsoft.graph.smsAuthenticationMethodConfiguration',
  Voice: '#microsoft.graph.voiceAuthenticationMethodConfiguration',
  Email: '#microsoft.graph.emailAuthenticationMethodConfiguration',
  SoftwareOath: '#microsoft.graph.softwareOathAuthenticationMethodConfiguration',
  HardwareOath: '#microsoft.graph.hardwareOathAuthenticationMethodConfiguration',
  TemporaryAccessPass: '#microsoft.graph.temporaryAccessPassAuthenticationMethodConfiguration',
  X509Certificate: '#microsoft.graph.x509CertificateAuthenticationMethodConfiguration',
  QRCodePin: '#microsoft.graph.qrCodePinAuthenticationMethodConfiguration',
};

/** Graph's type of a method the product names, its id in either case; null: of no such method. */
export function methodODataType(id: string): string | null {
  const known = methodIds.find((one) => isSameMethod(one, id));
  return known === undefined ? null : methodODataTypes[known];
}
