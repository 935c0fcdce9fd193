import * as v from 'valibot';
import { count, shortText, text } from '../bounds';
import { changeKinds } from '../plan/policy-change';
import { purposes } from '../plan/purpose';
import { policySettings } from '../plan/setting-change';
import { gateFigures, stepKinds } from '../plan/step';
import { reachWays } from '../plan/step-reach';
import { unsuitedReasons } from '../plan/unsuited-reason';
import { editingScreens } from '../wizard/edited-screens';
import { chosenPeople } from './chosen-people';
import { call } from './define';
import { methodRow } from './method-row';
import { empty, messageView, sankeyView } from './common-views';

const historyFields = { canUndo: v.boolean(), canRedo: v.boolean() };
/** After a step back or forward: where it is to be seen. */
const steppedView = v.strictObject({
  ...historyFields,
  screens: v.array(v.picklist(editingScreens)),
});

const reach = v.strictObject({
  to: v.picklist(['everyone', 'some', 'nobody', 'unknown']),
  people: v.nullable(count),
});
export type ReachView = v.InferOutput<typeof reach>;
/** Whom a setting is for, where it can be for some alone. */
const settingReach = v.nullable(v.strictObject({ before: reach, after: reach }));

/** The methods policy before the plan and after its last step. */
export const policyDiffView = v.strictObject({
  methods: v.array(
    v.strictObject({
      id: shortText,
      kind: v.picklist(changeKinds),
      before: reach,
      meanwhile: v.nullable(reach),
      after: reach,
      /** Pretty-printed JSON of the whole configuration, where it changes; else null. */
      prior: v.nullable(text),
      planned: v.nullable(text),
    }),
  ),
  settings: v.array(
    v.strictObject({
      id: v.picklist(policySettings),
      kind: v.picklist(['changed', 'same', 'unknown']),
      before: shortText,
      after: shortText,
      reach: settingReach,
    }),
  ),
});
export type PolicyDiffView = v.InferOutput<typeof policyDiffView>;

/** People by what the finished plan leaves them of the methods they have today. */
export const impactView = v.strictObject({
  unknown: count,
  losesAll: count,
  losesSome: count,
  same: count,
  gains: count,
  none: count,
});
export type ImpactView = v.InferOutput<typeof impactView>;

const groupNames = v.pipe(v.array(shortText), v.maxLength(50));

/** One setting beside the methods: as it is, as planned, and what somebody chose. */
const promptView = v.strictObject({
  now: shortText,
  planned: shortText,
  choice: v.nullable(shortText),
  reason: text,
  changes: v.boolean(),
  reach: settingReach,
  /** Whom the choice is for, by the name of the group, `all_users`, `rolloutGroup` or `unsuitedPeople`. */
  include: groupNames,
  exclude: groupNames,
});
export type PromptView = v.InferOutput<typeof promptView>;

export const policyView = v.strictObject({
  methods: v.array(methodRow),
  preset: v.picklist(['keep', 'recommended', 'strict', 'custom']),
  bytes: count,
  plannedBytes: count,
  warnBytes: count,
  refuseBytes: count,
  impact: impactView,
  diff: policyDiffView,
  enforcement: v.strictObject({
    recommended: shortText,
    chosen: v.nullable(shortText),
    options: v.array(shortText),
    /** Steps that change what asks, in their order; policy null: the step is about no policy. */
    steps: v.array(
      v.strictObject({
        id: shortText,
        title: messageView,
        policy: v.nullable(v.picklist(['new', 'existing'])),
      }),
    ),
  }),
  /** People for whom the best method is no longer chosen: at the first factor, or at neither. */
  systemPreferred: v.strictObject({
    ...promptView.entries,
    narrows: count,
    loses: count,
    /** Whom it does not suit; `open`: those whom the plan, once done, still asks so. */
    unsuited: v.strictObject({
      people: count,
      open: count,
      reasons: v.array(v.strictObject({ reason: v.picklist(unsuitedReasons), people: count })),
      /** Asked for the preferred method, their own not read: not counted above. */
      unknown: count,
      /** Nobody told whether, or who, signs in by RADIUS: such people are not counted. */
      isRadiusOpen: v.boolean(),
      /** As read, the setting names everybody: leaving them out changes nothing else. */
      isForAll: v.boolean(),
    }),
  }),
  campaign: promptView,
  passkeyOptOut: promptView,
  /** Groups that can be named: those of the tenant whose name is theirs alone. */
  groups: v.pipe(v.array(shortText), v.maxLength(2_000)),
  hasMoreGroups: v.boolean(),
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
  /** Carried out together with the other steps of this name; null: by itself. */
  bundle: v.nullable(shortText),
  kind: v.picklist(stepKinds),
  purpose: v.picklist(purposes),
  ring: v.nullable(count),
  title: messageView,
  target: text,
  why: messageView,
  rules: v.array(shortText),
  blast: v.picklist(['none', 'ring', 'tenant']),
  reach: v.strictObject({ way: v.picklist(reachWays), count }),
  people: count,
  /** What a gate wants to see; null: it is none. */
  gate: v.nullable(
    v.strictObject({ figure: v.picklist(gateFigures), people: count, atMost: count }),
  ),
  /** Soaks, gates and portal steps directly before one that changes something. */
  waitsFor: v.array(v.strictObject({ id: shortText, title: messageView })),
  prior: v.nullable(text),
  planned: v.nullable(text),
  reverse: messageView,
  reverseRequest: v.nullable(requestView),
  requests: v.array(requestView),
  verdictChanges: v.array(v.strictObject({ verdict: shortText, people: count })),
});
export type StepView = v.InferOutput<typeof stepView>;

export const planCalls = {
  'policy.get': call(empty, policyView),
  'policy.setMethod': call(
    v.strictObject({
      id: shortText,
      value: v.picklist(['on', 'off', 'leave', 'proposed']),
      reason: text,
      /** Of `on`: everyone, ring by ring, or a group by its name. Left out: as before; null: none. */
      scope: v.optional(v.nullable(shortText)),
      /** Of `on`: groups to leave out, by name, all of them. Left out: as before. */
      exclude: v.optional(groupNames),
      /** Of `on`: groups left out today to let in again, by id, all of them. Left out: as before. */
      readmit: v.optional(groupNames),
    }),
    policyView,
  ),
  'policy.setPreset': call(
    v.strictObject({ preset: v.picklist(['keep', 'recommended', 'strict']) }),
    policyView,
  ),
  /** `leave` takes the choice back: the setting stays as it is. */
  'policy.setPrompt': call(
    v.strictObject({
      setting: v.picklist(['systemPreferred', 'registrationCampaign', 'passkeyOptOut']),
      value: v.picklist(['leave', 'default', 'enabled', 'disabled', 'set', 'remove']),
      reason: text,
      /** Left out: as chosen before, else everyone. Not of the passkey opt-out, which has none. */
      groups: v.optional(v.strictObject({ include: groupNames, exclude: groupNames })),
    }),
    policyView,
  ),
  /** Names of groups that can be chosen and hold these words, in order, one window of them. */
  'policy.findGroups': call(
    v.strictObject({ text: shortText, from: count }),
    v.strictObject({ names: v.pipe(v.array(shortText), v.maxLength(50)), total: count }),
  ),
  'policy.setEnforcement': call(v.strictObject({ value: shortText, reason: text }), policyView),
  'plan.undo': call(empty, steppedView),
  'plan.redo': call(empty, steppedView),
  'plan.history': call(empty, v.strictObject(historyFields)),
  'rings.get': call(empty, ringsView),
  'rings.move': call(
    v.strictObject({
      who: chosenPeople,
      ring: count,
    }),
    ringsView,
    {
      maxBytes: 262_144,
    },
  ),
} as const;
