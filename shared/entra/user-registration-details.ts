import * as v from 'valibot';
import { accountId, shortText } from '../bounds';
import { plainRow } from './row-view';

/** One row of the registration report (Graph page "List userRegistrationDetails"). */
export const userRegistrationDetailsSchema = v.looseObject({
  id: accountId,
  userPrincipalName: v.optional(v.nullable(shortText), null),
  /** Null: not told, which is not the same as none. */
  methodsRegistered: v.optional(v.nullable(v.array(shortText)), null),
  userPreferredMethodForSecondaryAuthentication: v.optional(v.nullable(shortText), null),
  isSsprEnabled: v.optional(v.nullable(v.boolean()), null),
  isMfaCapable: v.optional(v.nullable(v.boolean()), null),
  lastUpdatedDateTime: v.optional(v.nullable(shortText), null),
});
export type UserRegistrationDetails = v.InferOutput<typeof userRegistrationDetailsSchema>;

/** One row for each account, of several what `mergedRow` makes of them. */
export function indexReport(
  rows: readonly UserRegistrationDetails[],
): ReadonlyMap<string, UserRegistrationDetails> {
  const index = new Map<string, UserRegistrationDetails>();
  for (const row of rows) {
    index.set(row.id, mergedRow(index.get(row.id), row));
  }
  return index;
}

/**
 * The row of an account after another one of it. Rows that contradict each other leave its methods
 * and its default unknown: whichever came last is no reason to believe it.
 */
export function mergedRow(
  before: UserRegistrationDetails | undefined,
  row: UserRegistrationDetails,
): UserRegistrationDetails {
  return before === undefined || tellsTheSame(before, row) ? row : { ...plainRow(row), ...notTold };
}

const notTold = { methodsRegistered: null, userPreferredMethodForSecondaryAuthentication: null };

function tellsTheSame(left: UserRegistrationDetails, right: UserRegistrationDetails): boolean {
  return methodsTold(left) === methodsTold(right);
}

type Told = 'methodsRegistered' | 'userPreferredMethodForSecondaryAuthentication';

/** What a row says of methods, as a text that is equal where rows tell the same. */
export function methodsTold(row: Pick<UserRegistrationDetails, Told>): string {
  return JSON.stringify([
    row.methodsRegistered === null ? null : [...row.methodsRegistered].sort(),
    row.userPreferredMethodForSecondaryAuthentication,
  ]);
}
