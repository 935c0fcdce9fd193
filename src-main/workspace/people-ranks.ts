import type { Person } from '../../shared/assess/people';
import { compareNames } from '../../shared/people/name-order';
import {
  covers,
  dates,
  kinds,
  licences,
  perUserStates,
  readinesses,
  type PersonTraits,
} from '../../shared/people/person-traits';

/** Places in the orders a list can be sorted by, worked out once so that SQL compares numbers. */
export interface PeopleRanks {
  readonly name: Int32Array;
  readonly upn: Int32Array;
  /** Accounts without a department come last. */
  readonly department: Int32Array;
}

/** A turn for each order: of a large tenant each takes as long as a whole slice of rows. */
export function* rankSteps(people: readonly Person[]): Generator<void, PeopleRanks> {
  const departments = rankTexts(people.flatMap(({ department }) => department ?? []));
  yield;
  const byUpn = orderByUpn(people);
  yield;
  return {
    name: rankNames(people, byUpn),
    upn: inverse(byUpn),
    department: Int32Array.from(people, ({ department }) =>
      department === null ? departments.size : (departments.get(department) ?? 0),
    ),
  };
}

/** Rank of each different text; texts that sort alike share one. Each is compared once only. */
function rankTexts(texts: readonly string[]): ReadonlyMap<string, number> {
  const sorted = [...new Set(texts)].sort(compareNames);
  const ranks = new Map<string, number>();
  let rank = -1;
  sorted.forEach((text, at) => {
    if (at === 0 || compareNames(sorted[at - 1] ?? '', text) !== 0) rank += 1;
    ranks.set(text, rank);
  });
  return ranks;
}

/** Places of the people in the order of `compareByUpn`; texts sort faster without a comparison of ours. */
function orderByUpn(people: readonly Person[]): Int32Array {
  const keys = people.map(({ upn, id }, place) => `${upn.toLowerCase()}\n${id}\n${String(place)}`);
  return Int32Array.from(keys.sort(), (key) => Number(key.slice(key.lastIndexOf('\n') + 1)));
}

/** The order of `compareByName`: by the name's rank, and within it by the rank of the address. */
function rankNames(people: readonly Person[], byUpn: Int32Array): Int32Array {
  const names = rankTexts(people.map(({ name }) => name));
  const keys = new Float64Array(people.length);
  byUpn.forEach((n, upnRank) => {
    keys[n] = (names.get(people[n]?.name ?? '') ?? 0) * people.length + upnRank;
  });
  return inverse(Int32Array.from(keys.sort(), (key) => byUpn[key % people.length] ?? 0));
}

/** From places in order to the rank at each place. */
function inverse(order: Int32Array): Int32Array {
  const ranks = new Int32Array(order.length);
  order.forEach((n, rank) => (ranks[n] = rank));
  return ranks;
}

/** The rank columns of one account, in the order of the table. */
export function ranksOf(ranks: PeopleRanks, n: number, traits: PersonTraits): readonly number[] {
  return [
    ranks.name[n] ?? 0,
    ranks.upn[n] ?? 0,
    ranks.department[n] ?? 0,
    kinds.indexOf(traits.kind),
    licences.indexOf(traits.licence),
    perUserStates.indexOf(traits.perUserMfa),
    covers.indexOf(traits.cover),
    dates.indexOf(traits.date),
    readinesses.indexOf(traits.readiness),
  ];
}
