import * as v from 'valibot';
import { count } from '../bounds';
import { empty } from './common-views';
import { call } from './define';

/** What is done beside the main process, in this order; not every question needs all of it. */
export const thinkingParts = [
  'opening',
  'assessing',
  'planning',
  'simulating',
  'previewing',
  'handing',
] as const;

/** Where the working out of a large tenant stands. */
export const thinkingView = v.strictObject({
  part: v.picklist(thinkingParts),
  /** Accounts of the tenant; null until its snapshot is open. */
  users: v.nullable(count),
  /** Rows of the answer taken over, of how many; null before that part. */
  rows: v.nullable(v.strictObject({ done: count, total: count })),
});
export type ThinkingView = v.InferOutput<typeof thinkingView>;

export const thinkingCalls = {
  /** Ends what is being worked out; whoever waits for it is told `plan/cancelled`. */
  'thinking.cancel': call(empty, empty),
} as const;
