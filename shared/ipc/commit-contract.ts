import * as v from 'valibot';
import { count, shortText, text } from '../bounds';
import { driftWays } from '../journal/drift-choice';
import { failureView, id, messageView } from './common-views';

/** Most names that one object of a commit carries; how many there are is said beside them. */
export const mostNames = 50;

/** Whom a roll back is about, where it is about one person alone. */
export const onePerson = v.strictObject({ id, name: text, upn: shortText });

/** One object that a commit writes, as the steps to run say it: what it is now, what it becomes. */
export const commitObject = v.strictObject({
  step: shortText,
  title: messageView,
  /** The object's own name, as the tenant has it. */
  target: text,
  /** JSON texts of the fields that are written; null: there is none (a create, people). */
  prior: v.nullable(text),
  planned: v.nullable(text),
  /** Of a step over people: how many go from which value to which. */
  moves: v.array(v.strictObject({ from: shortText, to: shortText, people: count })),
  people: count,
  names: v.pipe(v.array(onePerson), v.maxLength(mostNames)),
});
export type CommitObject = v.InferOutput<typeof commitObject>;

const ways = v.array(v.picklist(driftWays));

/** One thing that moved since the plan wrote it; values are JSON texts, or a person's states. */
const movedItem = v.strictObject({
  /** Null: the object itself. */
  person: v.nullable(onePerson),
  written: text,
  before: text,
  /** Null: it could not be read, and `unread` says why. */
  now: v.nullable(text),
  unread: v.nullable(failureView),
  /** Goes back with the choice, which counts for what was shown alone. */
  seen: v.string(),
  ways,
});
export type MovedItemView = v.InferOutput<typeof movedItem>;

/** The same by step. */
const movedStep = v.strictObject({
  step: shortText,
  title: messageView,
  target: text,
  items: v.pipe(v.array(movedItem), v.maxLength(mostNames)),
  /** People of the step who moved and are not listed, as one choice; null: all are listed. */
  others: v.nullable(v.strictObject({ people: count, seen: v.string(), ways })),
});
export type MovedStepView = v.InferOutput<typeof movedStep>;

/** What a commit needs before it may happen: who, what, and the phrase to type (execution.md 3.8). */
export const commitView = v.strictObject({
  ticket: shortText,
  act: v.picklist(['start', 'rollBack', 'resume', 'stop']),
  ring: v.nullable(count),
  /** Of a roll back: this step and everything after it; null: by ring, or everything. */
  from: v.nullable(shortText),
  /** Of going on: no further than the end of this step. */
  until: v.optional(shortText),
  /** Of a roll back: this person alone. */
  person: v.optional(onePerson),
  /** People the steps touch, each once; also those before the ring's own steps. */
  people: count,
  /** People of the ring; null: none is named. */
  ringSize: v.nullable(count),
  steps: count,
  /**
   * Of a roll back: steps of the plan with something in effect (of one person: for that person), now
   * and once these are taken back. Null: of any other act.
   */
  inEffect: v.nullable(v.strictObject({ now: count, after: count })),
  /** Of these steps, those that send something; 0: the tenant is only read. */
  writes: count,
  /** What changes for the tenant as a whole. */
  changes: v.array(v.picklist(['policy', 'migration', 'securityDefaults'])),
  /** Empty: no phrase needed. Otherwise exactly this must be typed (full-width digits accepted). */
  phrase: text,
  cannotUndo: v.array(messageView),
  /** Of a roll back: what moved since the plan wrote it, read just now; each wants a choice. */
  moved: v.array(movedStep),
  /** What is written, in the order it is done. */
  objects: v.array(commitObject),
  /** Permissions that the browser asks for before the first write; empty: none is missing. */
  asksFor: v.array(shortText),
  /** The schedule holds the first write; `opensAt` null: no open day is left. Null: it is open. */
  closed: v.nullable(v.strictObject({ opensAt: v.nullable(shortText), zone: shortText })),
});
export type CommitView = v.InferOutput<typeof commitView>;
