import * as v from 'valibot';
import { count, hash64, shortText, text } from '../bounds';
import { driftChoice } from '../journal/drift-choice';
import { journalTypes } from '../journal/journal-entry';
import { byAppReasons } from '../plan/by-hand';
import { noteText } from '../wizard/note';
import { call } from './define';
import { commitView, onePerson } from './commit-contract';
import { empty, failureView, id, messageView } from './common-views';

const stepStatus = v.picklist([
  'PENDING',
  'PREFLIGHT',
  'PAUSED',
  'INTENT',
  'SENT',
  'VERIFYING',
  'RESOLVE',
  'DONE',
  'DRIFT',
  'ASK',
  'FAILED',
  'AWAIT_AUTH',
  'ROLLED_BACK',
  'SKIPPED',
]);

export const itemCounts = v.strictObject({
  total: count,
  done: count,
  waiting: count,
  failed: count,
  unknown: count,
  skipped: count,
  notApplicable: count,
});

export const rolloutStep = v.strictObject({
  id: shortText,
  kind: shortText,
  purpose: shortText,
  ring: v.nullable(count),
  title: messageView,
  status: stepStatus,
  items: v.nullable(itemCounts),
  at: v.nullable(shortText),
  failure: v.nullable(failureView),
  /**
   * Three columns when somebody else changed the object: planned from, planned to, now; `names`:
   * fields that changed too, without an earlier value.
   */
  drift: v.nullable(
    v.strictObject({ prior: text, planned: text, now: text, names: v.array(shortText) }),
  ),
  gate: v.nullable(
    v.strictObject({
      figure: shortText,
      /** False: the rollout has not come to this gate, so nobody has read its figure. */
      looked: v.boolean(),
      value: v.nullable(v.number()),
      limit: v.number(),
      source: text,
      met: v.boolean(),
      /** Whom the last look left out; null: nobody can be told. */
      people: v.nullable(v.strictObject({ missing: count, unread: count, of: v.nullable(count) })),
    }),
  ),
  manual: v.nullable(
    v.strictObject({
      id: shortText,
      people: v.array(v.strictObject({ id, name: text, upn: shortText })),
      /** True: evidence names accounts (user principal names). */
      wantsAccounts: v.boolean(),
    }),
  ),
  soakUntil: v.nullable(shortText),
  /** The last word on this step was about taking it back. */
  isGoingBack: v.boolean(),
  /** Whether a person may do this write in the portal, or why the app alone; null: no write. */
  hands: v.nullable(v.picklist(['yes', ...byAppReasons])),
  /** Answers a person may give to this step now (execution.md 3.4, 3.6). */
  answers: v.array(v.picklist(['resend', 'adopt', 'skip'])),
});
export type RolloutStep = v.InferOutput<typeof rolloutStep>;

export const rolloutView = v.strictObject({
  planHash: v.nullable(hash64),
  state: v.picklist([
    'notApproved',
    'ready',
    'running',
    'holding',
    'held',
    'needsPerson',
    'drift',
    'failed',
    'awaitAuth',
    'recovering',
    'rollingBack',
    'stopped',
    'rolledBack',
    'done',
    'halted',
  ]),
  source: v.picklist(['https', 'practice', 'capture']),
  steps: v.array(rolloutStep),
  rings: v.array(
    v.strictObject({
      ring: count,
      name: messageView,
      size: count,
      done: count,
      total: count,
    }),
  ),
  nextRing: v.nullable(count),
  current: v.nullable(shortText),
  stepsDone: count,
  stepsTotal: count,
  secondsLeft: v.nullable(count),
  preflight: v.array(
    v.strictObject({
      guard: shortText,
      verdict: v.picklist(['yes', 'no', 'unknown']),
      detail: messageView,
    }),
  ),
  failure: v.nullable(failureView),
  canRollBack: v.boolean(),
  /** What a roll back that has not come to its end was asked for; both null: everything. */
  backRange: v.nullable(
    v.strictObject({
      ring: v.nullable(count),
      from: v.nullable(shortText),
      /** One person alone; the other two are null then. */
      person: v.optional(onePerson),
    }),
  ),
  /** It is on hold, and an intact journal shows that nothing is half-changed. */
  isHeldWhole: v.boolean(),
  log: v.array(
    v.strictObject({
      at: shortText,
      stepId: v.nullable(shortText),
      type: v.picklist(journalTypes),
      text: messageView,
    }),
  ),
});
export type RolloutView = v.InferOutput<typeof rolloutView>;

/** After an emergency stop: what became of each policy, and whom it leaves with nothing. */
export const stopView = v.strictObject({
  rollout: rolloutView,
  policies: v.array(
    v.strictObject({
      id,
      name: text,
      /** `open`: still on, or not read back; a person must do it in the portal. */
      state: v.picklist(['reportOnly', 'wasOff', 'open']),
      failure: v.nullable(failureView),
    }),
  ),
  /** People whom nothing asks for MFA now; null: could not be read. `people` has the first 200. */
  left: v.nullable(count),
  people: v.array(v.strictObject({ id, name: text, upn: shortText })),
  /** Of them, those whose per-user MFA this rollout cleared. */
  restorable: count,
  /** Null: nobody asked for it. */
  restored: v.nullable(count),
  /** Why somebody of them did not get it back. */
  restoreFailure: v.nullable(failureView),
});
export type StopView = v.InferOutput<typeof stopView>;

export const rolloutCalls = {
  'rollout.get': call(empty, rolloutView),
  'rollout.prepare': call(
    v.strictObject({
      act: v.picklist(['start', 'rollBack', 'resume', 'stop']),
      ring: v.nullable(count),
      /** Of a roll back: this step and everything after it, instead of a ring. */
      from: v.optional(shortText),
      /** Of a roll back: this person alone, by id. */
      person: v.optional(id),
      /** Of going on: no further than the end of this step. */
      until: v.optional(shortText),
    }),
    commitView,
  ),
  'rollout.start': call(
    v.strictObject({
      ticket: shortText,
      phrase: text,
      planHash: hash64,
      /** Why it starts although the schedule is closed; empty: it waits for the schedule. */
      outsideReason: text,
    }),
    rolloutView,
    {
      commits: true,
    },
  ),
  'rollout.rollBack': call(
    v.strictObject({
      ...{ ticket: shortText, phrase: text, planHash: hash64 },
      /** What becomes of each thing that `rollout.prepare` showed as moved. */
      choices: v.array(driftChoice),
    }),
    rolloutView,
    {
      commits: true,
    },
  ),
  /** Emergency stop: `rollout.prepare` on the first press, this on the second (execution.md 3.7). */
  'rollout.stop': call(
    v.strictObject({ ticket: shortText, phrase: text, planHash: hash64, restore: v.boolean() }),
    stopView,
    { commits: true },
  ),
  /**
   * Policies a stop would loosen, newest first: what to do by hand where it can't. `isOff`: known to
   * be off already.
   */
  'rollout.stopTargets': call(
    empty,
    v.strictObject({ targets: v.array(v.strictObject({ id, name: text, isOff: v.boolean() })) }),
  ),
  'rollout.hold': call(empty, rolloutView),
  'rollout.confirm': call(v.strictObject({ stepId: shortText, evidence: noteText }), rolloutView),
  /** `objectId` goes with `adopt` alone. */
  'rollout.settle': call(
    v.strictObject({
      stepId: shortText,
      as: v.picklist(['resend', 'adopt', 'skip']),
      objectId: v.nullable(shortText),
    }),
    rolloutView,
  ),
  'rollout.checkPreflight': call(empty, rolloutView),
} as const;
