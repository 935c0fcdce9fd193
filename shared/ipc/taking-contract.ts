import * as v from 'valibot';
import { count, text } from '../bounds';
import { empty } from './common-views';
import { call } from './define';
import { thinkingView } from './thinking-contract';

const fileSize = v.pipe(v.number(), v.integer(), v.minValue(0));

/** A plan file or a capture on its way in. Of its parts at most one is set; none: it is being checked. */
export const takingView = v.strictObject({
  /** Its name, never its path. */
  file: text,
  /** While it is copied. */
  bytes: v.nullable(v.strictObject({ done: fileSize, total: fileSize })),
  /** While a capture is checked: answers found so far. */
  answers: v.nullable(count),
  /** While a plan is read and simulated. */
  thinking: v.nullable(thinkingView),
});
export type TakingView = v.InferOutput<typeof takingView>;

export const takingCalls = {
  /** Ends whatever is being taken in; nothing of it is kept. */
  'taking.cancel': call(empty, empty),
} as const;
