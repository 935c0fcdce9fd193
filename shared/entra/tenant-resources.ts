import * as v from 'valibot';
import { shortText, text } from '../bounds';
import { isGuid, objectId } from '../ids';

const optionalText = v.optional(v.nullable(text), null);

/** `/organization` (one row). An id that is none says nothing about whose tenant it is. */
export const organizationSchema = v.looseObject({
  id: v.optional(v.nullable(v.pipe(shortText, v.check(isGuid))), null),
  displayName: optionalText,
  createdDateTime: optionalText,
  onPremisesSyncEnabled: v.optional(v.nullable(v.boolean()), null),
  verifiedDomains: v.optional(
    v.nullable(
      v.array(
        v.looseObject({
          name: shortText,
          isInitial: v.optional(v.nullable(v.boolean()), null),
          isDefault: v.optional(v.nullable(v.boolean()), null),
        }),
      ),
    ),
    null,
  ),
});
export type Organization = v.InferOutput<typeof organizationSchema>;

/** `/domains`; `authenticationType` Federated decides ADFS-MFA-BEHAVIOUR, and is never null. */
export const domainSchema = v.looseObject({
  id: shortText,
  authenticationType: text,
  isInitial: v.optional(v.nullable(v.boolean()), null),
  isDefault: v.optional(v.nullable(v.boolean()), null),
  /** False: below another domain, whose federation settings are its own. */
  isRoot: v.exactOptional(v.nullable(v.boolean())),
  /** In captures made by hand only: Graph tells it with the federation settings. */
  federatedIdpMfaBehavior: optionalText,
});
export type Domain = v.InferOutput<typeof domainSchema>;

/**
 * `/subscribedSkus`: plans, not product names, decide the licence (findings 2.5). A product that
 * does not tell its plans is no product without plans.
 */
export const subscribedSkuSchema = v.looseObject({
  skuId: optionalText,
  skuPartNumber: optionalText,
  capabilityStatus: text,
  consumedUnits: v.optional(v.nullable(v.number()), null),
  prepaidUnits: v.optional(
    v.nullable(v.looseObject({ enabled: v.optional(v.nullable(v.number()), null) })),
    null,
  ),
  servicePlans: v.array(
    v.looseObject({
      servicePlanId: text,
      servicePlanName: optionalText,
      provisioningStatus: optionalText,
    }),
  ),
});
export type SubscribedSku = v.InferOutput<typeof subscribedSkuSchema>;

/** Service plans that mean Entra ID P1 and P2. */
export const servicePlanIds = {
  p1: '41781fb2-bc02-4b7c-bd55-b576c07bb09d',
  p2: 'eec0eb4f-6444-4f95-aba0-50c24d67f998',
} as const;

/** `/policies/identitySecurityDefaultsEnforcementPolicy`. */
export const securityDefaultsSchema = v.looseObject({ isEnabled: v.boolean() });
export type SecurityDefaults = v.InferOutput<typeof securityDefaultsSchema>;

/** `/identity/conditionalAccess/namedLocations`. */
export const namedLocationSchema = v.looseObject({
  '@odata.type': optionalText,
  id: shortText,
  displayName: optionalText,
  isTrusted: v.optional(v.nullable(v.boolean()), null),
});
export type NamedLocation = v.InferOutput<typeof namedLocationSchema>;

/** `/policies/authenticationStrengthPolicies`. */
export const authenticationStrengthSchema = v.looseObject({
  id: shortText,
  displayName: optionalText,
  policyType: optionalText,
  allowedCombinations: v.optional(v.array(text), []),
});
export type AuthenticationStrength = v.InferOutput<typeof authenticationStrengthSchema>;

/** `/policies/crossTenantAccessPolicy/default` and `/partners`. */
export const crossTenantAccessSchema = v.looseObject({
  tenantId: optionalText,
  inboundTrust: v.optional(
    v.nullable(
      v.looseObject({
        isMfaAccepted: v.optional(v.nullable(v.boolean()), null),
      }),
    ),
    null,
  ),
});
export type CrossTenantAccess = v.InferOutput<typeof crossTenantAccessSchema>;

/** The default as it is read: it says whose MFA is accepted, or it is not the default. */
export const crossTenantDefaultSchema = v.pipe(
  crossTenantAccessSchema,
  v.check((one) => typeof one.inboundTrust?.isMfaAccepted === 'boolean', 'inboundTrust'),
);

/** A partner as it is listed; `inboundTrust: null` is the default's. */
export const crossTenantPartnerSchema = v.pipe(
  crossTenantAccessSchema,
  v.check((one) => typeof one.tenantId === 'string', 'tenantId'),
);

/** `/auditLogs/signIns`, only what findings and gates need. */
export const signInSchema = v.looseObject({
  id: optionalText,
  userId: v.optional(v.nullable(v.pipe(text, v.transform(objectId))), null),
  createdDateTime: optionalText,
  appId: optionalText,
  clientAppUsed: optionalText,
  authenticationProtocol: optionalText,
});
export type SignIn = v.InferOutput<typeof signInSchema>;

/** A sign-in as it is listed: who, when, by which client and protocol is what it is read for. */
export const listedSignInSchema = v.pipe(
  signInSchema,
  v.check(
    (one) =>
      one.userId !== null &&
      one.appId !== null &&
      one.authenticationProtocol !== null &&
      !Number.isNaN(Date.parse(one.createdDateTime ?? '')),
    'userId, appId, authenticationProtocol, createdDateTime',
  ),
);

/** What Graph names a protocol (its "protocolType"); another name may be any of them. */
const protocols = new Set([
  ...['none', 'oauth2', 'ropc', 'wsfederation', 'saml20', 'devicecode'],
  ...['authenticationtransfer', 'nativeauth'],
]);

/** One of a list of sign-ins by a protocol: a name unheard of might be this one's. */
export const signInByProtocolSchema = v.pipe(
  listedSignInSchema,
  v.check(
    (one) => protocols.has(one.authenticationProtocol?.toLowerCase() ?? ''),
    'authenticationProtocol',
  ),
);
