import * as v from 'valibot';
import { count, shortText } from '../bounds';
import { empty, messageView } from './common-views';
import { call } from './define';

/** What was read of a gate, day by day: the last look of each day (screens.md 13). */
export const gateLine = v.strictObject({
  stepId: shortText,
  title: messageView,
  figure: shortText,
  ring: v.nullable(count),
  limit: v.number(),
  /** The figure has to reach the limit, or has to stay below it. */
  direction: v.picklist(['atLeast', 'atMost']),
  points: v.pipe(
    v.array(v.strictObject({ day: shortText, at: shortText, value: v.nullable(v.number()) })),
    v.maxLength(1_000),
  ),
});
export type GateLine = v.InferOutput<typeof gateLine>;

export const gateLinesCalls = {
  /** Gates of the plan somebody has looked at; empty: none was read yet. */
  'rollout.gateLines': call(empty, v.strictObject({ lines: v.array(gateLine) })),
} as const;
