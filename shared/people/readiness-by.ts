import type { Person, Readiness } from '../assess/people';

/** People of one group by their readiness. */
export type ReadinessTally = Record<Readiness, number>;

export function noReadiness(): ReadinessTally {
  return { ready: 0, conditions: 0, notReady: 0, unknown: 0 };
}

export function sizeOf(tally: Readonly<ReadinessTally>): number {
  return tally.ready + tally.conditions + tally.notReady + tally.unknown;
}

/** Each person in one group, in one walk; groups in the order they were met. */
export function readinessBy<K>(
  persons: readonly Person[],
  groupOf: (person: Person) => K,
): Map<K, ReadinessTally> {
  const tallies = new Map<K, ReadinessTally>();
  for (const person of persons) {
    const group = groupOf(person);
    let tally = tallies.get(group);
    if (tally === undefined) tallies.set(group, (tally = noReadiness()));
    tally[person.readiness] += 1;
  }
  return tallies;
}
