import * as v from 'valibot';
import { shortText, text } from '../bounds';

const optionalText = v.optional(v.nullable(text), null);

/** `/policies/authorizationPolicy`: whether administrators reset their own passwords. */
export const authorizationPolicySchema = v.looseObject({ allowedToUseSSPR: v.boolean() });
export type AuthorizationPolicy = v.InferOutput<typeof authorizationPolicySchema>;

/** `/identity/conditionalAccess/templates`: what policies can be made from. */
export const policyTemplateSchema = v.looseObject({ id: shortText, name: text });
export type PolicyTemplate = v.InferOutput<typeof policyTemplateSchema>;

/** `/policies/featureRolloutPolicies` with the groups each applies to. Not a tool of ours. */
export const stagedRolloutSchema = v.looseObject({
  id: shortText,
  displayName: optionalText,
  feature: text,
  isEnabled: v.boolean(),
  isAppliedToOrganization: v.boolean(),
  appliesTo: v.optional(v.nullable(v.array(v.looseObject({ id: shortText }))), null),
});
export type StagedRollout = v.InferOutput<typeof stagedRolloutSchema>;

/** `/directory/onPremisesSynchronization`: one object for each synchronized directory. */
export const synchronizationSchema = v.looseObject({
  id: shortText,
  features: v.looseObject({ passwordSyncEnabled: v.boolean() }),
});
export type Synchronization = v.InferOutput<typeof synchronizationSchema>;

/** `/tenantRelationships/delegatedAdminRelationships` of a partner's own tenant (GDAP). */
export const partnerRelationshipSchema = v.looseObject({
  id: shortText,
  displayName: optionalText,
  /** `active`, `approvalPending`, `expired`, …; anything but `active` and `expiring` gives no access. */
  status: text,
  customer: v.nullable(
    v.looseObject({ tenantId: v.nullable(shortText), displayName: v.nullable(text) }),
  ),
});
export type PartnerRelationship = v.InferOutput<typeof partnerRelationshipSchema>;
