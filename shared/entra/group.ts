import * as v from 'valibot';
import { shortText } from '../bounds';

const flag = v.optional(v.nullable(v.boolean()), null);

/** A group (Graph page "List groups"). `null` means the property was not returned. */
export const groupSchema = v.looseObject({
  id: shortText,
  displayName: v.optional(v.nullable(shortText), null),
  mailNickname: v.optional(v.nullable(shortText), null),
  createdDateTime: v.optional(v.nullable(shortText), null),
  groupTypes: v.optional(v.array(shortText), []),
  securityEnabled: flag,
  mailEnabled: flag,
  onPremisesSyncEnabled: flag,
  isAssignableToRole: flag,
  isManagementRestricted: flag,
  membershipRule: v.optional(v.nullable(v.string()), null),
});
export type Group = v.InferOutput<typeof groupSchema>;
