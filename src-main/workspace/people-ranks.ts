import type { Person } from '../../shared/assess/people';
import { compareByName, compareByUpn, compareNames } from '../../shared/people/name-order';
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

export function rankPeople(people: readonly Person[]): PeopleRanks {
  const names = [...new Set(people.flatMap(({ department }) => department ?? []))].sort(
    compareNames,
  );
  const rankOf = new Map(names.map((name, rank) => [name, rank]));
  return {
    name: ranksBy(people, compareByName),
    upn: ranksBy(people, compareByUpn),
    department: Int32Array.from(people, ({ department }) =>
      department === null ? names.length : (rankOf.get(department) ?? names.length),
    ),
  };
}

function ranksBy(people: readonly Person[], compare: (a: Person, b: Person) => number): Int32Array {
  const order = people.map((person, n) => ({ person, n }));
  order.sort((a, b) => compare(a.person, b.person));
  const ranks = new Int32Array(people.length);
  order.forEach(({ n }, rank) => (ranks[n] = rank));
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
