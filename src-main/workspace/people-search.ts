import { orderColumns } from '../store/people-indexes';
import type { PeopleFile } from '../store/people-file';
import {
  findNumbers,
  readColumn,
  type CountedTraits,
  type PeopleColumn,
  type PeopleScan,
  type PeopleScope,
} from '../store/people-query';
import { KeptAnswers } from './kept-answers';

/** Accounts in no ring and no track come last. */
const nowhere = 1_000_000;

/**
 * Searches of a whole table. The text of everybody is looked through once for each; who was found is
 * then counted and put in order by columns of numbers, which are read when they are first needed.
 */
export class PeopleSearch {
  readonly #columns = new Map<PeopleColumn, Int32Array>();
  readonly #found = new KeptAnswers<Int32Array>();
  #byName: Int32Array | null = null;

  constructor(private readonly file: PeopleFile) {}

  counts(scope: PeopleScope, isPlaced: boolean): readonly CountedTraits[] {
    const traits = this.#column('traits');
    const spots = this.#spots(isPlaced);
    const counted = new Map<number, Map<number, number>>();
    for (const n of this.#find(scope)) {
      const [own, spot] = [traits[n] ?? 0, spots?.[n] ?? -1];
      const bySpot = counted.get(own) ?? new Map<number, number>();
      if (bySpot.size === 0) counted.set(own, bySpot);
      bySpot.set(spot, (bySpot.get(spot) ?? 0) + 1);
    }
    return [...counted].flatMap(([own, bySpot]) =>
      [...bySpot].map(([spot, count]) => ({ traits: own, spot, count })),
    );
  }

  /** Every account of a scan in its order, by number. */
  order(scan: PeopleScan): readonly number[] {
    const passing = this.#passing(scan);
    const names = this.#column('name_rank');
    const byName = (this.#byName ??= inverse(names));
    const first = this.#first(scan);
    const keys = new Float64Array(passing.length);
    passing.forEach((n, at) => (keys[at] = first(n) * byName.length + (names[n] ?? 0)));
    keys.sort();
    if (scan.descending) keys.reverse();
    return Array.from(keys, (key) => byName[key % byName.length] ?? 0);
  }

  /** Another plan places people elsewhere. */
  placed(): void {
    this.#columns.delete('spot');
  }

  /** Another table. */
  clear(): void {
    this.#columns.clear();
    this.#found.clear();
    this.#byName = null;
  }

  #find({ search, scope }: PeopleScope): Int32Array {
    return this.#found.get(JSON.stringify([search, scope]), () =>
      Int32Array.from(findNumbers(this.file, { search, scope })),
    );
  }

  #passing(scan: PeopleScan): Int32Array {
    const found = this.#find(scan);
    if (scan.traits === null && scan.spots === null) return found;
    const [own, spot] = [this.#column('traits'), this.#spots(scan.spots !== null)];
    const [traits, spots] = [
      scan.traits && new Set(scan.traits),
      scan.spots && new Set(scan.spots),
    ];
    return found.filter(
      (n) =>
        (traits === null || traits.has(own[n] ?? 0)) &&
        (spots === null || spots.has(spot?.[n] ?? -1)),
    );
  }

  #spots(isAsked: boolean): Int32Array | null {
    return isAsked ? this.#column('spot') : null;
  }

  /** The first column of the order; the name decides between equals. */
  #first({ sort }: PeopleScan): (n: number) => number {
    if (sort === 'name') return () => 0;
    if (sort === 'ring') {
      const spots = this.#column('spot');
      return (n) => ((spots[n] ?? -1) < 0 ? nowhere : (spots[n] ?? 0));
    }
    const ranks = this.#column(orderColumns[sort][0] ?? 'name_rank');
    return (n) => ranks[n] ?? 0;
  }

  #column(name: PeopleColumn): Int32Array {
    let column = this.#columns.get(name);
    if (column === undefined) this.#columns.set(name, (column = readColumn(this.file, name)));
    return column;
  }
}

/** Whom each rank belongs to: no two accounts share one. */
function inverse(ranks: Int32Array): Int32Array {
  const owners = new Int32Array(ranks.reduce((most, rank) => Math.max(most, rank), 0) + 1);
  ranks.forEach((rank, n) => (owners[rank] = n));
  return owners;
}
