import * as v from 'valibot';
import { count, text } from '../bounds';
import { empty } from './common-views';
import { call } from './define';
import { thinkingView } from './thinking-contract';

const fileSize = v.pipe(v.number(), v.integer(), v.minValue(0));

/** A plan file or a capture on its way in, or a capture on its way out. Of its parts at most one is set; none: it is being checked. */
export const takingView = v.strictObject({
  /** Its name, never its path. */
  file: text,
  /** While it is copied. */
  bytes: v.nullable(v.strictObject({ done: fileSize, total: fileSize })),
  /** While a capture is checked: answers found so far. */
  answers: v.nullable(count),
  /** While a plan is read and simulated. */
  thinking: v.nullable(thinkingView),
  /** Of a capture that is being saved, how far the tenant is read for it, in percent. */
  reading: v.exactOptional(v.pipe(v.number(), v.minValue(0), v.maxValue(100))),
});
export type TakingView = v.InferOutput<typeof takingView>;

export const takingCalls = {
  /** Ends whatever is on its way; nothing of it is kept. */
  'taking.cancel': call(empty, empty),
  /** Reads the tenant once more, into a file of the folder a person picks. Null: called off. */
  'capture.save': call(
    empty,
    v.strictObject({ saved: v.nullable(v.strictObject({ file: text, bytes: fileSize })) }),
  ),
} as const;
