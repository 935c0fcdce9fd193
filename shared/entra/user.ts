import * as v from 'valibot';
import { shortText } from '../bounds';

const optionalText = v.optional(v.nullable(shortText), null);

/** A user as the reading tour selects it (Graph page "List users"). Unknown fields are kept. */
export const userSchema = v.looseObject({
  id: shortText,
  userPrincipalName: shortText,
  displayName: optionalText,
  /** Null: not told. Then the account counts as enabled where that is a danger, and as safe nowhere. */
  accountEnabled: v.optional(v.nullable(v.boolean()), null),
  userType: optionalText,
  creationType: optionalText,
  onPremisesSyncEnabled: v.optional(v.nullable(v.boolean()), null),
  department: optionalText,
  usageLocation: optionalText,
  createdDateTime: optionalText,
  /** Bulk value, undocumented: absent, null or empty is unknown, never disabled (R13, findings 2.2). */
  perUserMfaState: optionalText,
  assignedPlans: v.optional(
    v.nullable(
      v.array(
        v.looseObject({
          servicePlanId: optionalText,
          capabilityStatus: optionalText,
        }),
      ),
    ),
    null,
  ),
  authorizationInfo: v.optional(
    v.nullable(
      v.looseObject({
        certificateUserIds: v.optional(v.nullable(v.array(shortText)), null),
      }),
    ),
    null,
  ),
});
export type User = v.InferOutput<typeof userSchema>;
