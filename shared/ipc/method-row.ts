import * as v from 'valibot';
import { count, shortText, text } from '../bounds';
import { messageView } from './common-views';

/** A group that a method is not for today. */
const excludedGroup = v.strictObject({
  id: shortText,
  name: text,
  /** Enabled people in it whom no group that stays excluded holds; null: not known. */
  people: v.nullable(count),
  /** Of those, who hold the method. */
  holders: v.nullable(count),
  isReadmitted: v.boolean(),
});
export type ExcludedGroup = v.InferOutput<typeof excludedGroup>;

/** One method of the New policy screen. */
export const methodRow = v.strictObject({
  id: shortText,
  legacyMfa: v.picklist(['on', 'off', 'notAnswered', 'notListed']),
  sspr: v.picklist(['on', 'off', 'notAnswered', 'notListed']),
  now: v.picklist(['enabled', 'disabled', 'unknown']),
  proposed: v.picklist(['enabled', 'disabled', 'leave']),
  scope: shortText,
  scopeCount: count,
  /** On for everyone today: a group beside that narrows nothing. */
  forEveryone: v.boolean(),
  /** The group the choice names; null: it names none. */
  group: v.nullable(text),
  /** Its members were not read: whoever is in it is unknown until the next reading. */
  groupUnread: v.boolean(),
  /** Groups the policy leaves out already: they stay, unless the choice lets them in again. */
  excludedNow: v.array(excludedGroup),
  /** Groups the choice leaves out beside those, by name. */
  exclude: v.array(text),
  /** Members of one of the latter were not read, and its name. */
  excludeUnread: v.nullable(text),
  choice: v.nullable(v.picklist(['on', 'off', 'leave'])),
  /** The choice comes with a preset: nobody gave a reason for it. */
  fromPreset: v.boolean(),
  reason: text,
  /** People who hold this method today. */
  holders: count,
  /** People whose last usable method it would take away if turned off. */
  wouldStrand: count,
  /** The policy as read has no configuration of it, and the plan asks a person to turn it on. */
  notShown: v.boolean(),
  retiring: v.boolean(),
  refused: v.nullable(messageView),
});
export type MethodRow = v.InferOutput<typeof methodRow>;
