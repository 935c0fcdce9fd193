import * as v from 'valibot';
import { shortText } from '../bounds';

/** Per-user MFA as the product knows it; absent is `unknown`, guests are `notApplicable` (R13). */
export type PerUserMfaState = 'disabled' | 'enabled' | 'enforced' | 'unknown' | 'notApplicable';

/** Beta `users/{id}/authentication/requirements`. */
export const authenticationRequirementsSchema = v.looseObject({
  perUserMfaState: v.optional(v.nullable(shortText), null),
});

/** Graph's value to ours; anything unexpected is unknown. */
export function toPerUserMfaState(
  value: string | null | undefined,
): 'disabled' | 'enabled' | 'enforced' | 'unknown' {
  return value === 'disabled' || value === 'enabled' || value === 'enforced' ? value : 'unknown';
}
