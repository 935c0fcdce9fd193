import * as v from 'valibot';
import { unknownFacts } from '../assess/person-unknowns';
import { count, shortText, text } from '../bounds';
import { filterNames, peopleFiltersSchema } from '../people/people-filters';
import {
  covers,
  dates,
  kinds,
  licences,
  perUserStates,
  readinesses,
} from '../people/person-traits';
import { sourceNames } from '../tenant/snapshot';
import { empty, id, messageView } from './common-views';
import { call } from './define';
import { personSignIns } from './person-sign-ins';
import { verdictView } from './verdict-view';

const names = v.pipe(v.array(shortText), v.maxLength(500));
const nullableText = v.nullable(text);

export const personUnknown = v.strictObject({
  fact: v.picklist(unknownFacts),
  source: v.picklist(sourceNames),
  reason: shortText,
});

/** One account as tables show it. Names of states are Graph's or ours, translated by the page. */
export const personRow = v.strictObject({
  id,
  upn: shortText,
  name: text,
  department: nullableText,
  kind: v.picklist(kinds),
  enabled: v.boolean(),
  isAdministrator: v.boolean(),
  isEmergencyAccess: v.boolean(),
  isOperator: v.boolean(),
  licence: v.picklist(licences),
  perUserMfa: v.picklist(perUserStates),
  methods: v.nullable(names),
  allowedMethods: v.nullable(names),
  /** Allowed and not ended by Microsoft's dates: what is left to sign in with. */
  survivingMethods: v.nullable(names),
  cover: v.picklist(covers),
  /** Policies in force that ask for MFA, by id; those that only report are never protection. */
  policies: names,
  reportOnly: names,
  date: v.picklist(dates),
  readiness: v.picklist(readinesses),
  /** Null until there is a plan. */
  ring: v.nullable(v.number()),
  track: v.nullable(shortText),
  unknowns: v.pipe(v.array(personUnknown), v.maxLength(30)),
});
export type PersonRow = v.InferOutput<typeof personRow>;

export const peopleSorts = [
  'name',
  'upn',
  'department',
  'kind',
  'licence',
  'perUserMfa',
  'cover',
  'date',
  'readiness',
  'ring',
] as const;
export type PeopleSort = (typeof peopleSorts)[number];

export const peopleQuery = v.strictObject({
  /** `all`, `february`, `july`, `notAssessed`, `finding:<CODE>`, `ring:<n>`, `track:<name>`, `losing`, `unassigned`, `readiness:<r>`. */
  list: shortText,
  search: v.pipe(v.string(), v.maxLength(200)),
  filters: peopleFiltersSchema,
  sort: v.picklist(peopleSorts),
  descending: v.boolean(),
  offset: count,
  limit: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(200)),
  /** What is in the table so far will do while it is being made; left out: the whole is waited for. */
  mayBePart: v.optional(v.boolean()),
});
export type PeopleQuery = v.InferOutput<typeof peopleQuery>;

export const facetView = v.strictObject({
  name: v.picklist(filterNames),
  /** `label`: the policy's own name, null for values the page has words for. */
  values: v.pipe(
    v.array(v.strictObject({ value: shortText, label: nullableText, count })),
    v.maxLength(1_000),
  ),
});
export type FacetView = v.InferOutput<typeof facetView>;

export const peoplePage = v.strictObject({
  /** What the filters and the search leave, and the size of the list before both. */
  total: count,
  of: count,
  /** Why users were not read at all; then nobody is listed, and nobody is known to be missing. */
  unread: v.nullable(shortText),
  rows: v.pipe(v.array(personRow), v.maxLength(200)),
  facets: v.pipe(v.array(facetView), v.maxLength(filterNames.length)),
  /** Present while the table is being made: all of this page is about `done` of `of` accounts. */
  filling: v.optional(v.strictObject({ done: count, of: count })),
});
export type PeoplePage = v.InferOutput<typeof peoplePage>;

/** `unknown`: the tenant was read without saying who is in a group through another one. */
const membership = v.picklist(['direct', 'nested', 'unknown']);
const policyState = v.picklist(['enabled', 'reportOnly']);

export const personView = v.strictObject({
  row: personRow,
  dateReason: messageView,
  /** After the rings of the plan; without them where no plan was worked out yet. */
  points: v.array(verdictView),
  isPlanned: v.boolean(),
  /** Of a plan file, which holds no groups, sign-ins, report rows and who entered an answer. */
  isOfFile: v.optional(v.boolean()),
  /** Registered methods with whether and by what the policy allows them. */
  methods: v.array(
    v.strictObject({
      name: shortText,
      /** Null: the policy was not read. */
      allowed: v.nullable(v.boolean()),
      known: v.boolean(),
    }),
  ),
  defaultMethod: nullableText,
  reachableReplacements: v.nullable(v.array(shortText)),
  policies: v.array(
    v.strictObject({
      id,
      name: text,
      state: policyState,
      reach: v.picklist(['full', 'location', 'partial']),
    }),
  ),
  /** Policies that name this account and leave it out, and what leaves it out. */
  exclusions: v.array(
    v.strictObject({
      id,
      name: text,
      state: policyState,
      through: v.picklist(['user', 'group', 'role', 'guest', 'unknown']),
      group: nullableText,
    }),
  ),
  /** Groups the account is in that a policy, a method or an answer names. */
  groups: v.array(
    v.strictObject({
      id,
      name: text,
      how: membership,
      uses: v.array(
        v.strictObject({
          kind: v.picklist(['policy', 'method', 'answer']),
          side: v.picklist(['include', 'exclude']),
          name: text,
        }),
      ),
    }),
  ),
  signIns: personSignIns,
  /** Where the registered methods come from, and the day of that row; null: not told. */
  report: v.strictObject({
    source: v.picklist(['registration', 'userMethods', 'none']),
    at: v.nullable(shortText),
  }),
  /** Answers that say something about this account, by path, and who entered each. */
  answers: v.array(
    v.strictObject({
      path: shortText,
      by: v.nullable(shortText),
      at: v.nullable(shortText),
    }),
  ),
});
export type PersonView = v.InferOutput<typeof personView>;

export const recordsView = v.strictObject({
  readAt: shortText,
  records: v.array(
    v.strictObject({
      source: v.picklist(sourceNames),
      /** `read`, `none` (nothing of this account), `partly`, or why the source was not read. */
      state: shortText,
      groupsUnread: count,
      fields: v.pipe(
        v.array(v.strictObject({ name: text, value: nullableText })),
        v.maxLength(5_000),
      ),
    }),
  ),
});
export type RecordsView = v.InferOutput<typeof recordsView>;

/** Tables of people that come back as they were left, in every later session too. */
export const peoplePlaces = ['today', 'rings'] as const;
export type PeoplePlace = (typeof peoplePlaces)[number];

/** How a table was left: which list, what was looked for, in which order. */
export const peopleTableView = v.strictObject({
  list: shortText,
  search: peopleQuery.entries.search,
  filters: peopleFiltersSchema,
  sort: v.picklist(peopleSorts),
  descending: v.boolean(),
});
export type PeopleTableView = v.InferOutput<typeof peopleTableView>;

const place = v.picklist(peoplePlaces);

export const peopleCalls = {
  'people.getView': call(v.strictObject({ place }), v.nullable(peopleTableView)),
  'people.keepView': call(v.strictObject({ place, view: peopleTableView }), empty, {
    maxBytes: 65_536,
  }),
  'people.list': call(peopleQuery, peoplePage, { maxBytes: 65_536 }),
  /** What each source said of one account, in Graph's words. Not of a plan file, which holds none. */
  'people.records': call(v.strictObject({ userId: id }), recordsView),
  /** `withPlan`: work the plan out if need be; otherwise only what is at hand at once. */
  'people.get': call(v.strictObject({ userId: id, withPlan: v.boolean() }), personView),
} as const;
