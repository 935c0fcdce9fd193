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

const listed = v.array(shortText);
/** Without these lists a policy would seem to reach further, and to exclude nobody. */
const statedSchema = v.looseObject({
  grantControls: v.nullable(
    v.looseObject({
      builtInControls: listed,
      customAuthenticationFactors: listed,
      termsOfUse: listed,
    }),
  ),
  conditions: v.looseObject({
    clientAppTypes: listed,
    signInRiskLevels: listed,
    platforms: v.unknown(),
    locations: v.nullable(v.looseObject({ includeLocations: listed, excludeLocations: listed })),
    applications: v.looseObject({
      includeApplications: listed,
      excludeApplications: listed,
      includeUserActions: listed,
    }),
    users: v.nullable(
      v.looseObject({
        includeUsers: listed,
        excludeUsers: listed,
        includeGroups: listed,
        excludeGroups: listed,
        includeRoles: listed,
        excludeRoles: listed,
      }),
    ),
  }),
});

/** A policy as Graph lists it: what could narrow it must be told, if only as an empty list. */
export const listedPolicySchema = v.pipe(
  v.unknown(),
  v.check((row) => v.is(statedSchema, row), 'every condition'),
  conditionalAccessPolicySchema,
);
