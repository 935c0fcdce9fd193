import * as v from 'valibot';
import { hash64, shortText, text } from '../bounds';
import { empty, failureView } from './common-views';
import { call } from './define';

const given = v.nullable(v.strictObject({ by: text, at: shortText }));
const way = v.picklist(['apply', 'rollBack']);
/** `release`: that plans of this tenant need one person again. */
const waited = v.picklist(['apply', 'rollBack', 'release']);

/** The second of the two people a plan may ask for (execution.md 3.8). */
export const secondPersonView = v.strictObject({
  planHash: hash64,
  /** The plan asks for two people. */
  isAsked: v.boolean(),
  /** Every plan of this tenant does; one person alone cannot change that. */
  isAlways: v.boolean(),
  /** Whose approval counts now, for going on and for going back; null: nobody's. */
  apply: given,
  rollBack: given,
  /** What a sign-in in the browser is waited for; null: none is. */
  waiting: v.nullable(waited),
  /** Why the last try gave no approval. */
  failure: v.nullable(failureView),
});
export type SecondPersonView = v.InferOutput<typeof secondPersonView>;

export const secondPersonCalls = {
  /** `plan`: the one on Review; `approved`: the one being carried out. */
  'second.get': call(v.strictObject({ of: v.picklist(['plan', 'approved']) }), secondPersonView),
  /** Whether the plan asks for a second person. A choice: another plan, with a hash of its own. */
  'second.choose': call(v.strictObject({ isAsked: v.boolean() }), secondPersonView),
  /**
   * Whether every plan of this tenant asks for a second person. True is kept at once; false opens the
   * sign-in of another administrator, and holds once they have said so too.
   */
  'second.always': call(v.strictObject({ isAlways: v.boolean() }), secondPersonView),
  /** Opens the sign-in of another account and answers at once; the outcome is an event. */
  'second.approve': call(v.strictObject({ planHash: hash64, way }), secondPersonView),
  'second.cancel': call(empty, secondPersonView),
} as const;
