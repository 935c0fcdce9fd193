import * as v from 'valibot';
import { shortText } from '../bounds';

/** One row of the registration report (Graph page "List userRegistrationDetails"). */
export const userRegistrationDetailsSchema = v.looseObject({
  id: shortText,
  userPrincipalName: v.optional(v.nullable(shortText), null),
  methodsRegistered: v.optional(v.array(shortText), []),
  userPreferredMethodForSecondaryAuthentication: v.optional(v.nullable(shortText), null),
  isSsprEnabled: v.optional(v.nullable(v.boolean()), null),
  isMfaCapable: v.optional(v.nullable(v.boolean()), null),
  lastUpdatedDateTime: v.optional(v.nullable(shortText), null),
});
export type UserRegistrationDetails = v.InferOutput<typeof userRegistrationDetailsSchema>;
