import * as v from 'valibot';
import { count, shortText, text } from '../bounds';
import { failureView, id } from './common-views';
import { call } from './define';

/** What became of one person of a step, as the screens group it. */
export const peopleResults = ['done', 'waiting', 'failed', 'unknown', 'left'] as const;
export type PeopleResult = (typeof peopleResults)[number];

export const stepPerson = v.strictObject({
  id,
  name: text,
  upn: shortText,
  result: v.picklist(peopleResults),
  /** Where exactly it stands; only `verified` was read back. */
  state: v.picklist([
    'pending',
    'sent',
    'acked',
    'verified',
    'deferred',
    'unknown',
    'failed',
    'skipped',
    'notApplicable',
  ]),
  from: shortText,
  to: shortText,
  /** When the journal last said something of this person; null: nothing yet. */
  at: v.nullable(shortText),
  failure: v.nullable(failureView),
  /** Why nothing is done about this person; null: no reason is known. */
  why: v.nullable(shortText),
  /** This rollout changed the person and read it back: they can be taken back alone. */
  canGoBack: v.boolean(),
});
export type StepPerson = v.InferOutput<typeof stepPerson>;

export const stepPeopleQuery = v.strictObject({
  stepId: shortText,
  show: v.picklist(['all', ...peopleResults]),
  search: v.pipe(v.string(), v.maxLength(200)),
  offset: count,
  limit: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(200)),
});
export type StepPeopleQuery = v.InferOutput<typeof stepPeopleQuery>;

export const stepPeoplePage = v.strictObject({
  /** What the filter and the search leave. */
  total: count,
  /** Of everybody in the step. */
  counts: v.strictObject({
    ...{ all: count, done: count, waiting: count, failed: count, unknown: count, left: count },
  }),
  isGoingBack: v.boolean(),
  rows: v.pipe(v.array(stepPerson), v.maxLength(200)),
});
export type StepPeoplePage = v.InferOutput<typeof stepPeoplePage>;

/** Results per person of a step over people, as its journal entries tell them (screens.md 13). */
export const stepPeopleCalls = { 'rollout.people': call(stepPeopleQuery, stepPeoplePage) } as const;
