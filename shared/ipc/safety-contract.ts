import * as v from 'valibot';
import { count, hash64, shortText, text } from '../bounds';
import { empty, messageView } from './common-views';
import { call } from './define';

const nullableCount = v.nullable(count);

/** Safety net (screens.md 10): what is needed to come back, and whether it has been tried. */
export const safetyView = v.strictObject({
  planHash: hash64,
  readAt: shortText,
  /** Older than seven days: planning goes on, applying is refused. */
  isOld: v.boolean(),
  /** What the reading holds to go back to; null: not read. */
  holds: v.strictObject({
    people: count,
    perUserStates: count,
    methods: nullableCount,
    policies: nullableCount,
    groups: count,
    roles: nullableCount,
  }),
  emergency: v.strictObject({
    /** The step that makes the accounts, where fewer than two are declared so far. */
    waitsFor: v.nullable(shortText),
    accounts: v.array(
      v.strictObject({
        name: text,
        checks: v.array(v.strictObject({ check: shortText, isMet: v.boolean() })),
        /** Date of the last drill as told; null: not told. */
        lastDrill: v.nullable(shortText),
        isDrillOld: v.boolean(),
        /** Whether a sign-in raises an alert, as told; null: not told. */
        alerting: v.nullable(v.boolean()),
      }),
    ),
  }),
  gates: v.array(
    v.strictObject({
      stepId: shortText,
      title: messageView,
      ring: nullableCount,
      figure: shortText,
      limit: count,
      isAtLeast: v.boolean(),
      people: count,
    }),
  ),
  /** Steps that send something, by what takes them back; ring null: before and after the rings. */
  back: v.array(
    v.strictObject({
      ring: nullableCount,
      restored: count,
      stays: count,
      byHand: count,
      oneWay: count,
    }),
  ),
  cannotUndo: v.array(v.strictObject({ stepId: shortText, title: messageView, why: messageView })),
  /** The last rehearsal; `isOfThisPlan` false: the plan has changed since. */
  rehearsal: v.nullable(
    v.strictObject({
      at: shortText,
      isOfThisPlan: v.boolean(),
      isRestored: v.boolean(),
      steps: count,
      failed: v.nullable(v.strictObject({ stepId: shortText, title: messageView, code: text })),
      differences: v.array(text),
    }),
  ),
  confirmed: v.nullable(v.strictObject({ by: text, at: shortText })),
});
export type SafetyView = v.InferOutput<typeof safetyView>;

export const safetyCalls = {
  'safety.get': call(empty, safetyView),
  /** The whole plan forward and back on a copy; the tenant is not asked. */
  'safety.rehearse': call(empty, safetyView),
  'safety.confirm': call(v.strictObject({ planHash: hash64 }), safetyView),
  /** Requests and portal steps that work without Causeway, into a folder the person chooses. */
  'safety.exportKit': call(empty, v.strictObject({ cancelled: v.boolean(), files: v.array(text) })),
} as const;
