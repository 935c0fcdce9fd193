import * as v from 'valibot';
import { count, shortText, text } from '../bounds';
import { call } from './define';
import { empty, messageView } from './common-views';

export const activityRow = v.strictObject({
  seq: count,
  at: shortText,
  type: shortText,
  stepId: v.nullable(shortText),
  item: v.nullable(shortText),
  detail: text,
});

/** The end of a rollout, and its record. */
export const finishCalls = {
  'finish.get': call(
    empty,
    v.strictObject({
      checklist: v.array(
        v.strictObject({
          id: shortText,
          state: v.picklist(['done', 'open', 'unknown']),
          detail: messageView,
        }),
      ),
      before: v.record(shortText, v.nullable(count)),
      after: v.nullable(v.record(shortText, v.nullable(count))),
      finished: v.boolean(),
    }),
  ),
  'activity.list': call(
    v.strictObject({
      offset: count,
      limit: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(200)),
    }),
    v.strictObject({
      total: count,
      chain: v.picklist(['intact', 'broken', 'none']),
      brokenAt: v.nullable(count),
      rows: v.array(activityRow),
    }),
  ),
} as const;
