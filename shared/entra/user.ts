import * as v from 'valibot';
import { accountId, shortText } from '../bounds';
import { canonicalJson } from '../canonical';
import type { Json } from '../json';
import { plainRow } from './row-view';

const optionalText = v.optional(v.nullable(shortText), null);

/** A user as the reading tour selects it (Graph page "List users"). Unknown fields are kept. */
export const userSchema = v.looseObject({
  id: accountId,
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

/**
 * Each account once, in the order it first came. Where rows of one account contradict each other
 * nothing says which is right: it may be disabled, and a per-user state at odds is not told.
 */
export function uniqueUsers(rows: readonly User[]): readonly User[] {
  const ids = new Set<string>();
  for (const row of rows) ids.add(row.id.toLowerCase());
  if (ids.size === rows.length) return rows;
  const byId = new Map<string, User>();
  for (const row of rows) {
    const key = row.id.toLowerCase();
    const before = byId.get(key);
    byId.set(key, before === undefined ? row : mergeRows(before, row));
  }
  return [...byId.values()];
}

function mergeRows(first: User, second: User): User {
  if (canonicalJson(plainRow(first) as Json) === canonicalJson(plainRow(second) as Json)) {
    return first;
  }
  const isStateAgreed = first.perUserMfaState === second.perUserMfaState;
  return {
    ...plainRow(first),
    accountEnabled: null,
    perUserMfaState: isStateAgreed ? first.perUserMfaState : null,
  };
}
