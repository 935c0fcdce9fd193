import * as v from 'valibot';
import { shortText } from '../bounds';
import {
  covers,
  dates,
  kinds,
  licences,
  perUserStates,
  readinesses,
  type PersonTraits,
} from './person-traits';

/** A tenant holds some 240 policies at most; a ring plan far fewer rings. */
const maxIds = 300;
const any = <const T extends readonly [string, ...string[]]>(values: T) =>
  v.pipe(v.array(v.picklist(values)), v.maxLength(values.length));
const ids = v.pipe(v.array(shortText), v.maxLength(maxIds));

/**
 * What a list is narrowed to. Values of one filter are alternatives, filters add up; an empty one
 * asks nothing.
 */
export const peopleFiltersSchema = v.strictObject({
  kind: any(kinds),
  licence: any(licences),
  perUserMfa: any(perUserStates),
  cover: any(covers),
  date: any(dates),
  readiness: any(readinesses),
  /** `ring:<n>`, `track:<name>` or `none`. */
  ring: ids,
  /** Policies in force that ask the account for MFA, by id. */
  policy: ids,
  /** Policies that only report, by id. */
  reportOnly: ids,
  /** `any`: something about the account is not known. */
  unknown: any(['any']),
});
export type PeopleFilters = v.InferOutput<typeof peopleFiltersSchema>;

export const filterNames = [
  'readiness',
  'date',
  'kind',
  'licence',
  'perUserMfa',
  'cover',
  'policy',
  'reportOnly',
  'ring',
  'unknown',
] as const satisfies readonly (keyof PeopleFilters)[];
export type FilterName = (typeof filterNames)[number];

export const noFilters: PeopleFilters = {
  kind: [],
  licence: [],
  perUserMfa: [],
  cover: [],
  date: [],
  readiness: [],
  ring: [],
  policy: [],
  reportOnly: [],
  unknown: [],
};

/** Where the plan puts an account: a ring, a track outside every ring, or neither. */
export interface Spot {
  readonly ring: number | null;
  readonly track: string | null;
}

export function spotValue(spot: Spot): string {
  if (spot.ring !== null) return `ring:${spot.ring}`;
  return spot.track === null ? 'none' : `track:${spot.track}`;
}

/** An account's values under one filter; it passes when one of them was chosen. */
export function filterValues(
  name: Exclude<FilterName, 'ring'>,
  traits: PersonTraits,
): readonly string[] {
  switch (name) {
    case 'policy':
      return traits.policies;
    case 'reportOnly':
      return traits.reportOnly;
    case 'unknown':
      return traits.unknowns.length > 0 ? ['any'] : [];
    default:
      return [traits[name]];
  }
}
