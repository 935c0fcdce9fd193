import * as v from 'valibot';
import { count, instant, shortText, text } from '../bounds';
import { accountSelectorSchema } from '../tenant/account-selector';
import { userAttributes } from '../entra/user-attribute';
import { leftReasons } from '../plan/ring-drift';
import { ringAttributes, ringBases } from '../tenant/ring-choice';
import { empty, failureView } from './common-views';
import { call } from './define';

/** More accounts than this are a list from a file: kept in main, told by their number. */
export const mostTypedAccounts = 200;

const value = v.picklist([...ringBases, ...ringAttributes]);
const lines = v.pipe(v.array(shortText), v.maxLength(500));

/** One ring by rule as the window edits it. `kept`: the accounts of the rule at that place now. */
export const ringRuleEdit = v.variant('by', [
  v.strictObject({
    by: v.literal('accounts'),
    name: shortText,
    accounts: v.pipe(v.array(accountSelectorSchema), v.maxLength(mostTypedAccounts)),
  }),
  v.strictObject({
    by: v.literal('attribute'),
    name: shortText,
    attribute: v.picklist(ringAttributes),
    values: lines,
  }),
  v.strictObject({ by: v.literal('kept'), name: shortText, place: count }),
]);
export type RingRuleEdit = v.InferOutput<typeof ringRuleEdit>;

/** How people are parted into rings; main signs it and checks it like any choice. */
export const ringLayoutEdit = v.strictObject({
  value,
  rules: v.pipe(v.array(ringRuleEdit), v.maxLength(20)),
  maxSize: v.nullable(v.number()),
  reason: text,
});
export type RingLayoutEdit = v.InferOutput<typeof ringLayoutEdit>;

const unit = v.strictObject({ value: shortText, people: count });
export type RingUnit = v.InferOutput<typeof unit>;
const units = v.pipe(v.array(unit), v.maxLength(2_000));

export const ringLayoutView = v.strictObject({
  edit: ringLayoutEdit,
  /** Nobody chose: people are parted by risk. */
  isProposal: v.boolean(),
  /** Rules of which the accounts are not shown one by one. */
  kept: v.array(v.strictObject({ place: count, people: count })),
  /** Values people have, the most frequent first, of each attribute that was read. */
  units: v.record(v.picklist(ringAttributes), units),
  /** Names of groups that can be named, sorted. */
  groups: v.pipe(v.array(shortText), v.maxLength(2_000)),
  movedByHand: count,
  /** Groups of a rule whose members are not read: no plan until they are. */
  unreadGroups: v.array(shortText),
  /** Attributes the choice goes by that are not read: no plan until they are. */
  unreadAttributes: v.array(v.picklist(userAttributes)),
  /** Attributes can be read now: a tenant is at hand. */
  canRead: v.boolean(),
});
export type RingLayoutView = v.InferOutput<typeof ringLayoutView>;

const drifted = v.strictObject({ name: text, upn: text, ring: count });
/** People whose place differs from the approved plan, by the last reading; lists hold the first 50. */
export const ringDriftView = v.strictObject({
  readAt: instant,
  /** Why nobody could tell who is in the rings by now: the lists are empty then; null: it was read. */
  unread: v.nullable(failureView),
  joined: v.strictObject({ people: count, first: v.array(drifted) }),
  left: v.strictObject({
    people: count,
    first: v.array(
      v.strictObject({
        ...drifted.entries,
        why: v.picklist(leftReasons),
      }),
    ),
  }),
  moved: v.strictObject({
    people: count,
    first: v.array(v.strictObject({ ...drifted.entries, to: count })),
  }),
});
export type RingDriftView = v.InferOutput<typeof ringDriftView>;

export const ringLayoutCalls = {
  /**
   * By the newest of what applying noted and what was read since. Null: no rollout is under way,
   * nothing was read since its approval, or nothing changed.
   */
  'rings.drift': call(empty, v.nullable(ringDriftView)),
  'rings.layout': call(empty, ringLayoutView),
  /** Null takes the choice back. People moved by hand go to the ring of the rule. */
  'rings.setLayout': call(v.strictObject({ edit: v.nullable(ringLayoutEdit) }), ringLayoutView, {
    maxBytes: 1_048_576,
  }),
  /** Reads what people have of an attribute, for the values a rule may name. */
  'rings.readAttribute': call(
    v.strictObject({ attribute: v.picklist(userAttributes) }),
    ringLayoutView,
  ),
  /** A list of people and rings from a file the person picks; it becomes the rules. */
  'rings.importLayout': call(
    empty,
    v.strictObject({ cancelled: v.boolean(), layout: v.nullable(ringLayoutView) }),
  ),
} as const;
