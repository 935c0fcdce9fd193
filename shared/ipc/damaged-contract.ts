import * as v from 'valibot';
import { count, shortText, text } from '../bounds';
import { empty, id } from './common-views';
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

/** The list of plans, where it could not be read at the start. */
export const damagedList = v.strictObject({
  /** Where it is kept as it was found. */
  file: text,
  /** Folders of plans that are still there. */
  plans: count,
});

/** Plans whose data is damaged, and their list. */
export const damagedCalls = {
  /** A new plan for the same tenant with what the damaged one still holds, opened. */
  'home.startFromDamaged': call(
    v.strictObject({ id }),
    v.strictObject({ state: appState, carried: carriedOver }),
  ),
  /** Null: the list was whole. */
  'home.damagedList': call(empty, v.nullable(damagedList)),
} as const;
