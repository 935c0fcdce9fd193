import { coverIn, scopesIn } from '../../shared/assess/account-cover';
import { survivingMethods } from '../../shared/assess/allowed-methods';
import { valueOf } from '../../shared/assess/membership';
import type { Person } from '../../shared/assess/people';
import { findUnknowns } from '../../shared/assess/person-unknowns';
import { failure, type Failure } from '../../shared/diagnostic';
import { foldText } from '../../shared/people/fold-text';
import { traitsOf, type PersonTraits } from '../../shared/people/person-traits';
import { err, ok, type Result } from '../../shared/result';
import type { Snapshot } from '../../shared/tenant/snapshot';
import type { PeopleFile, StoredPerson } from '../store/people-file';
import { peopleIndexes } from '../store/people-indexes';
import { rankSteps, ranksOf } from './people-ranks';

/** Traits of the account at a place of the list of people. */
export type ToTraits = (person: Person, place: number) => PersonTraits;

export interface FillInput {
  readonly key: string;
  /** What tells an account's traits: a snapshot, or something else in its place. */
  readonly snapshot: Snapshot | ToTraits;
  /** As judged from the snapshot, in its order. */
  readonly people: readonly Person[];
  /** Gives way to whatever waits; false: somebody else fills now, or nobody needs it any more. */
  readonly giveWay: () => Promise<boolean>;
  /** After each slice: so many rows are there, and what their traits are. */
  readonly onSlice?: (done: number, traits: readonly PersonTraits[]) => void;
}

/** Some 40 ms of work: what waits in between is not felt. */
const sliceRows = 1_000;

/**
 * Fills the people list, a slice at a time. Until its last step nothing of it counts. Failures:
 * those of the store, and `step/cancelled` when it was told to stop.
 */
export async function fillPeople(
  file: PeopleFile,
  input: FillInput,
): Promise<Result<void, Failure>> {
  const { people } = input;
  const begun = file.begin(input.key);
  if (!begun.ok) return begun;
  const ranking = rankSteps(people);
  let ranked = ranking.next();
  while (ranked.done !== true) {
    if (!(await input.giveWay())) return err(failure('step/cancelled'));
    ranked = ranking.next();
  }
  const ranks = ranked.value;
  const traits = new TraitsList();
  const { snapshot } = input;
  const toTraits = typeof snapshot === 'function' ? snapshot : describeAccounts(snapshot);
  for (let start = 0; start < people.length; start += sliceRows) {
    if (!(await input.giveWay())) return err(failure('step/cancelled'));
    const rows = people.slice(start, start + sliceRows).map((person, at): StoredPerson => {
      const own = toTraits(person, start + at);
      return {
        ...toStored(person, start + at, traits.placeOf(own)),
        ranks: ranksOf(ranks, start + at, own),
      };
    });
    const inserted = file.insert(rows);
    if (!inserted.ok) return inserted;
    input.onSlice?.(start + rows.length, traits.all);
  }
  // Each a turn of its own where it takes time, else all at once.
  const isLarge = people.length > sliceRows;
  for (const sql of isLarge ? peopleIndexes : [peopleIndexes.join(';')]) {
    if (!(await input.giveWay())) return err(failure('step/cancelled'));
    const indexed = file.index(sql);
    if (!indexed.ok) return indexed;
  }
  const finished = file.finish(input.key, traits.all);
  return finished.ok ? ok(undefined) : finished;
}

/** Traits once each, by their text. */
class TraitsList {
  readonly all: PersonTraits[] = [];
  readonly #places = new Map<string, number>();

  placeOf(traits: PersonTraits): number {
    const text = JSON.stringify(traits);
    const known = this.#places.get(text);
    if (known !== undefined) return known;
    this.#places.set(text, this.all.length);
    return this.all.push(traits) - 1;
  }
}

/** Traits of the account at a place of the snapshot's users. */
export function describeAccounts(snapshot: Snapshot): ToTraits {
  const users = valueOf(snapshot.users) ?? [];
  const toScope = scopesIn(snapshot);
  const toCover = coverIn(snapshot);
  const toUnknowns = findUnknowns(snapshot);
  return (person, place) => {
    const user = users[place];
    if (user?.id !== person.id) throw new Error('People stand in the order of the snapshot.');
    const scope = toScope(user);
    const { policies } = toCover(person, scope);
    const idsIn = (state: 'enabled' | 'reportOnly'): string[] =>
      policies.flatMap((policy) => (policy.state === state ? policy.policyId : []));
    return traitsOf(person, {
      policies: idsIn('enabled'),
      reportOnly: idsIn('reportOnly'),
      unknowns: toUnknowns(person, user, scope),
    });
  };
}

export function survivingOf(person: Person): readonly string[] | null {
  return person.allowedMethods?.filter((name) => survivingMethods.has(name)) ?? null;
}

function toStored(person: Person, n: number, traits: number): Omit<StoredPerson, 'ranks'> {
  return {
    n,
    traits,
    id: person.id,
    upn: person.upn,
    name: person.name,
    department: person.department,
    isAdministrator: person.isAdministrator,
    isEmergencyAccess: person.isEmergencyAccess,
    isOperator: person.isOperator,
    methods: person.methods,
    allowedMethods: person.allowedMethods,
    survivingMethods: survivingOf(person),
    folded: foldText(`${person.name}\n${person.upn}\n${person.department ?? ''}`),
  };
}
