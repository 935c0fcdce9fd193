import * as v from 'valibot';
import { shortText } from '../bounds';
import { methodConfigurationSchema, targetSchema } from './method-configuration';

export const campaignSchema = v.looseObject({
  state: v.optional(v.nullable(shortText), null),
  snoozeDurationInDays: v.optional(v.nullable(v.number()), null),
  includeTargets: v.optional(v.nullable(v.array(targetSchema)), null),
  excludeTargets: v.optional(v.nullable(v.array(targetSchema)), null),
});

/** One include and one exclude target; states by meaning in system-preferred authentication (R15). */
export const systemCredentialPreferencesSchema = v.looseObject({
  state: v.optional(v.nullable(shortText), null),
  includeTargets: v.optional(v.nullable(v.array(targetSchema)), null),
  excludeTargets: v.optional(v.nullable(v.array(targetSchema)), null),
});

/**
 * The whole policy, read on beta (Graph page "authenticationMethodsPolicy"). Unknown fields are kept.
 * State and configurations must be there: a body without them is no policy, and never "all off".
 */
export const authenticationMethodsPolicySchema = v.looseObject({
  id: v.optional(shortText, 'authenticationMethodsPolicy'),
  /** `null` is its own value: unknown unless there is evidence (R1). Left out is not null. */
  policyMigrationState: v.nullable(shortText),
  lastModifiedDateTime: v.optional(v.nullable(shortText), null),
  registrationEnforcement: v.optional(
    v.nullable(
      v.looseObject({
        authenticationMethodsRegistrationCampaign: v.optional(v.nullable(campaignSchema), null),
      }),
    ),
    null,
  ),
  systemCredentialPreferences: v.optional(v.nullable(systemCredentialPreferencesSchema), null),
  optOutSettings: v.optional(
    v.nullable(
      v.looseObject({
        passkeyDynamicMigration: v.optional(v.nullable(v.boolean()), null),
      }),
    ),
    null,
  ),
  /** Each id once: of two that contradict each other neither can be believed. */
  authenticationMethodConfigurations: v.pipe(
    v.array(methodConfigurationSchema),
    v.check(
      (rows) => new Set(rows.map((row) => row.id.toLowerCase())).size === rows.length,
      'unique_ids',
    ),
  ),
});
export type AuthenticationMethodsPolicy = v.InferOutput<typeof authenticationMethodsPolicySchema>;
