import * as v from 'valibot';
import { count, shortText } from '../bounds';
import { empty } from './common-views';
import { call } from './define';

const change = v.strictObject({ before: count, now: count });

/** What has happened since a plan was opened last; a part nothing certain is known of is null. */
export const sinceView = v.strictObject({
  /** When it was opened last. */
  at: shortText,
  /** Steps done, of the same approved plan. */
  steps: v.nullable(v.strictObject({ ...change.entries, of: count })),
  /** Accounts that the registration report calls MFA capable. */
  registered: v.nullable(change),
  /** Days to the next date of the plan; negative once it has passed. */
  next: v.nullable(
    v.strictObject({
      date: shortText,
      before: v.pipe(v.number(), v.integer()),
      now: v.pipe(v.number(), v.integer()),
    }),
  ),
  /** When what is known of the tenant was read; before: at that opening. */
  read: v.nullable(v.strictObject({ before: v.nullable(shortText), now: shortText })),
  /** Too old to carry anything out. */
  isReadingOld: v.boolean(),
});
export type SinceView = v.InferOutput<typeof sinceView>;

export const sinceCalls = {
  /** Null: opened for the first time, or after less than an hour. */
  'overview.since': call(empty, v.nullable(sinceView)),
} as const;
