import * as v from 'valibot';
import { count, shortText, text } from '../bounds';
import { call } from './define';
import { empty, messageView, readinessTally, sankeyView } from './common-views';

/** How people stand at one time: who is ready, and from what asks for MFA to what they hold. */
const picture = v.strictObject({
  readiness: readinessTally,
  flow: sankeyView,
});

/** The end of a rollout, and its record. */
export const finishCalls = {
  'finish.get': call(
    empty,
    v.strictObject({
      readAt: shortText,
      /** The newest reading is older than the last step that was done. */
      isStale: v.boolean(),
      checklist: v.array(
        v.strictObject({
          id: shortText,
          /** `stale`: read before the last step, so it says nothing about now. */
          state: v.picklist(['done', 'open', 'unknown', 'stale']),
          detail: messageView,
          /** Who answered what it rests on, and when; null: it rests on no answer. */
          entered: v.nullable(v.strictObject({ by: v.nullable(text), at: v.nullable(shortText) })),
        }),
      ),
      before: v.record(shortText, v.nullable(count)),
      after: v.nullable(v.record(shortText, v.nullable(count))),
      /** As the plan found the tenant, and as it was read last; null: not read since. */
      pictures: v.strictObject({ before: picture, after: v.nullable(picture) }),
      finished: v.boolean(),
      /** When to look again; `isPlanned`: counted from the schedule, for the last step is not done. */
      reviews: v.strictObject({
        isPlanned: v.boolean(),
        dates: v.array(v.strictObject({ days: count, date: shortText })),
      }),
    }),
  ),
} as const;
