import * as v from 'valibot';
import { count, hash64, shortText, text } from '../bounds';
import { purposes } from '../plan/purpose';
import { stepKinds } from '../plan/step';
import { call } from './define';
import { empty, id, messageView, sankeyView, subjectView } from './common-views';

export const methodRow = v.strictObject({
  id: shortText,
  legacyMfa: v.picklist(['on', 'off', 'notAnswered', 'notListed']),
  sspr: v.picklist(['on', 'off', 'notAnswered', 'notListed']),
  now: v.picklist(['enabled', 'disabled', 'unknown']),
  proposed: v.picklist(['enabled', 'disabled', 'leave']),
  scope: shortText,
  scopeCount: count,
  choice: v.nullable(v.picklist(['on', 'off', 'leave'])),
  reason: text,
  /** People who hold this method today. */
  holders: count,
  /** People whose last usable method it would take away if turned off. */
  wouldStrand: count,
  retiring: v.boolean(),
  refused: v.nullable(messageView),
});
export type MethodRow = v.InferOutput<typeof methodRow>;

export const policyView = v.strictObject({
  methods: v.array(methodRow),
  preset: v.picklist(['keep', 'recommended', 'strict', 'custom']),
  bytes: count,
  plannedBytes: count,
  warnBytes: count,
  refuseBytes: count,
  losing: count,
  losingPeople: v.array(subjectView),
  enforcement: v.strictObject({
    recommended: shortText,
    chosen: v.nullable(shortText),
    options: v.array(shortText),
  }),
  systemPreferred: v.strictObject({
    now: shortText,
    planned: shortText,
    include: text,
    changes: v.boolean(),
  }),
  campaign: v.strictObject({
    now: shortText,
    planned: shortText,
    changes: v.boolean(),
  }),
});
export type PolicyView = v.InferOutput<typeof policyView>;

export const ringView = v.strictObject({
  ring: count,
  name: messageView,
  size: count,
  ready: count,
  conditions: count,
  notReady: count,
  unknown: count,
  administrators: count,
});

export const ringsView = v.strictObject({
  rings: v.array(ringView),
  tracks: v.array(v.strictObject({ track: shortText, size: count, names: v.array(text) })),
  unassigned: count,
  groups: v.array(
    v.strictObject({
      stepId: shortText,
      name: text,
      purpose: shortText,
      growth: v.array(count),
    }),
  ),
  sankey: sankeyView,
});
export type RingsView = v.InferOutput<typeof ringsView>;

export const requestView = v.strictObject({
  method: shortText,
  path: text,
  /** Pretty-printed JSON of what is sent; empty for reads and manual steps. */
  body: text,
  /** Requests of this shape in the step (lots, one per person). */
  times: count,
});

export const stepView = v.strictObject({
  id: shortText,
  kind: v.picklist(stepKinds),
  purpose: v.picklist(purposes),
  ring: v.nullable(count),
  title: messageView,
  target: text,
  why: messageView,
  rules: v.array(shortText),
  blast: v.picklist(['none', 'ring', 'tenant']),
  people: count,
  prior: v.nullable(text),
  planned: v.nullable(text),
  reverse: messageView,
  reverseRequest: v.nullable(requestView),
  requests: v.array(requestView),
  verdictChanges: v.array(v.strictObject({ verdict: shortText, people: count })),
});
export type StepView = v.InferOutput<typeof stepView>;

export const reviewView = v.strictObject({
  planHash: hash64,
  madeAt: shortText,
  readAt: shortText,
  enforcement: shortText,
  settingsChanged: count,
  peopleMoved: count,
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
  warnings: v.array(messageView),
  cannotUndo: v.array(messageView),
  approved: v.nullable(v.strictObject({ by: text, at: shortText })),
  readOnly: v.nullable(messageView),
  stale: v.boolean(),
  nothingToDo: v.boolean(),
});
export type ReviewView = v.InferOutput<typeof reviewView>;

export const planCalls = {
  'policy.get': call(empty, policyView),
  'policy.setMethod': call(
    v.strictObject({
      id: shortText,
      value: v.picklist(['on', 'off', 'leave', 'proposed']),
      reason: text,
    }),
    policyView,
  ),
  'policy.setPreset': call(
    v.strictObject({ preset: v.picklist(['keep', 'recommended', 'strict']) }),
    policyView,
  ),
  'policy.setEnforcement': call(v.strictObject({ value: shortText, reason: text }), policyView),
  'plan.undo': call(empty, v.strictObject({ canUndo: v.boolean(), canRedo: v.boolean() })),
  'plan.redo': call(empty, v.strictObject({ canUndo: v.boolean(), canRedo: v.boolean() })),
  'plan.history': call(empty, v.strictObject({ canUndo: v.boolean(), canRedo: v.boolean() })),
  'rings.get': call(empty, ringsView),
  'rings.move': call(
    v.strictObject({
      userIds: v.pipe(v.array(id), v.maxLength(5000)),
      ring: count,
    }),
    ringsView,
    {
      maxBytes: 262_144,
    },
  ),
  'review.get': call(empty, reviewView),
  'review.approve': call(v.strictObject({ planHash: hash64 }), reviewView),
  'export.run': call(
    v.strictObject({
      formats: v.array(v.picklist(['html', 'json', 'csv', 'plan'])),
      language: v.picklist(['en', 'ja', 'both']),
      hideNames: v.boolean(),
    }),
    v.strictObject({
      cancelled: v.boolean(),
      files: v.array(v.strictObject({ name: shortText, bytes: count })),
    }),
  ),
} as const;
