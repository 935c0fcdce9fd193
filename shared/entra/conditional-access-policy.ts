import * as v from 'valibot';
import { shortText, text } from '../bounds';

const ids = v.optional(v.nullable(v.array(shortText)), null);
const loose = v.optional(v.nullable(v.looseObject({})), null);

const guestsSchema = v.optional(
  v.nullable(
    v.looseObject({
      guestOrExternalUserTypes: v.optional(v.nullable(text), null),
      externalTenants: loose,
    }),
  ),
  null,
);

/** A Conditional Access policy (Graph page "conditionalAccessPolicy"). Unknown conditions are kept. */
export const conditionalAccessPolicySchema = v.looseObject({
  id: shortText,
  displayName: v.optional(v.nullable(shortText), null),
  templateId: v.optional(v.nullable(shortText), null),
  /** `enabled`, `disabled`, `enabledForReportingButNotEnforced`; anything else is unknown. */
  state: shortText,
  conditions: v.looseObject({
    users: v.optional(
      v.nullable(
        v.looseObject({
          includeUsers: ids,
          excludeUsers: ids,
          includeGroups: ids,
          excludeGroups: ids,
          includeRoles: ids,
          excludeRoles: ids,
          includeGuestsOrExternalUsers: guestsSchema,
          excludeGuestsOrExternalUsers: guestsSchema,
        }),
      ),
      null,
    ),
    applications: v.optional(
      v.nullable(
        v.looseObject({
          includeApplications: ids,
          excludeApplications: ids,
          includeUserActions: ids,
          includeAuthenticationContextClassReferences: ids,
          applicationFilter: loose,
        }),
      ),
      null,
    ),
    clientAppTypes: ids,
    locations: v.optional(
      v.nullable(v.looseObject({ includeLocations: ids, excludeLocations: ids })),
      null,
    ),
    platforms: loose,
    devices: loose,
    clientApplications: loose,
    authenticationFlows: loose,
    insiderRiskLevels: v.optional(v.nullable(text), null),
    signInRiskLevels: ids,
    userRiskLevels: ids,
    servicePrincipalRiskLevels: ids,
  }),
  grantControls: v.optional(
    v.nullable(
      v.looseObject({
        operator: v.optional(v.nullable(shortText), null),
        builtInControls: ids,
        customAuthenticationFactors: ids,
        termsOfUse: ids,
        authenticationStrength: v.optional(
          v.nullable(v.looseObject({ id: v.optional(v.nullable(shortText), null) })),
          null,
        ),
      }),
    ),
    null,
  ),
  sessionControls: loose,
});
export type ConditionalAccessPolicy = v.InferOutput<typeof conditionalAccessPolicySchema>;
