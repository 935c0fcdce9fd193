import * as v from 'valibot';
import { count, shortText, text } from '../bounds';
import { id } from './common-views';
import { call } from './define';

/** Why a person stands in the list of a gate: the figure leaves them out, or they are not known. */
export const gateStates = ['missing', 'unread'] as const;

export const gatePerson = v.strictObject({
  id,
  name: text,
  upn: shortText,
  state: v.picklist(gateStates),
});
export type GatePerson = v.InferOutput<typeof gatePerson>;

/** Most people of one window, and of one copy. */
export const gatePeopleWindow = 200;

const asked = {
  stepId: shortText,
  show: v.picklist(['all', ...gateStates]),
  search: v.pipe(v.string(), v.maxLength(200)),
};

export const gatePeopleQuery = v.strictObject({
  ...asked,
  offset: count,
  limit: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(gatePeopleWindow)),
});
export type GatePeopleQuery = v.InferOutput<typeof gatePeopleQuery>;

export const gatePeoplePage = v.strictObject({
  /** When the figure was read: an instant; null: nobody has looked. */
  at: v.nullable(shortText),
  /** Everybody the figure is about; null: it names nobody beforehand. */
  of: v.nullable(count),
  /** What the filter and the search leave. */
  total: count,
  counts: v.strictObject({ all: count, missing: count, unread: count }),
  rows: v.pipe(v.array(gatePerson), v.maxLength(gatePeopleWindow)),
});
export type GatePeoplePage = v.InferOutput<typeof gatePeoplePage>;

/** Whom a gate's figure left out at its last look (screens.md 2, 13): missing people are listed. */
export const gatePeopleCalls = {
  'rollout.gatePeople': call(gatePeopleQuery, gatePeoplePage),
  /** Writes the list as shown, with names, into a folder a person chooses; null: none was chosen. */
  'rollout.saveGatePeople': call(
    v.strictObject({ ...asked, language: v.picklist(['en', 'ja']) }),
    v.strictObject({ file: v.nullable(shortText) }),
  ),
} as const;
