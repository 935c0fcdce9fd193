import * as v from 'valibot';
import { shortText } from '../bounds';
import { id } from './common-views';
import { call } from './define';
import { appState } from './home-contract';

/** What was carried over into a new plan; null and false: that could not be read any more. */
export const carriedOver = v.strictObject({
  /** When the tenant was read, of the newest reading that is whole. */
  readAt: v.nullable(shortText),
  hasAnswers: v.boolean(),
  hasChoices: v.boolean(),
});
export type CarriedOver = v.InferOutput<typeof carriedOver>;

/** Plans whose data is damaged. */
export const damagedCalls = {
  /** A new plan for the same tenant with what the damaged one still holds, opened. */
  'home.startFromDamaged': call(
    v.strictObject({ id }),
    v.strictObject({ state: appState, carried: carriedOver }),
  ),
} as const;
