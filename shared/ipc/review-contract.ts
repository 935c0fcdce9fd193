import * as v from 'valibot';
import { count, hash64, shortText, text } from '../bounds';
import { empty, messageView, sankeyView } from './common-views';
import { call } from './define';
import { policyDiffView, stepView } from './plan-contract';
import { scheduleView } from './schedule-contract';

export const reviewView = v.strictObject({
  planHash: hash64,
  madeAt: shortText,
  readAt: shortText,
  enforcement: shortText,
  settingsChanged: count,
  peopleMoved: count,
  /** Accounts among those moved that no person uses. */
  othersMoved: count,
  loseAccess: count,
  unknownPeople: count,
  steps: v.array(stepView),
  blockers: v.array(
    v.strictObject({
      code: shortText,
      count,
      isAtLeast: v.boolean(),
      refuses: v.array(shortText),
    }),
  ),
  diff: policyDiffView,
  warnings: v.array(messageView),
  cannotUndo: v.array(messageView),
  approved: v.nullable(v.strictObject({ by: text, at: shortText })),
  readOnly: v.nullable(messageView),
  /** Of a plan file: it is a proposal, and so many approvals it carries were dropped. */
  proposal: v.nullable(v.strictObject({ droppedApprovals: count })),
  stale: v.boolean(),
  nothingToDo: v.boolean(),
  /** Of the very plan that is reviewed: once it is approved they stay as they were. */
  pictures: v.strictObject({ schedule: scheduleView, rings: sankeyView, people: count }),
});
export type ReviewView = v.InferOutput<typeof reviewView>;

export const reviewCalls = {
  'review.get': call(empty, reviewView),
  'review.approve': call(v.strictObject({ planHash: hash64 }), reviewView),
} as const;
