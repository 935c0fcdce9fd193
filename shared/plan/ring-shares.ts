import { stableHash } from '../stable-hash';

/** People by the unit each belongs to: a number for each unit, and how many it has. */
export interface UnitColumn {
  readonly names: readonly string[];
  readonly sizes: readonly number[];
  readonly codes: Uint16Array | Uint32Array;
}

/** Units that fit into two bytes each. */
const mostShort = 65_536;

/** `unitOf` is asked once of each; null is a unit of its own, named by nothing. */
export function unitColumn<T>(
  people: readonly T[],
  unitOf: (person: T) => string | null,
): UnitColumn {
  const known = new Map<string, number>();
  const sizes: number[] = [];
  const codes = new Uint32Array(people.length);
  for (const [place, person] of people.entries()) {
    const name = unitOf(person) ?? '';
    let code = known.get(name);
    if (code === undefined) known.set(name, (code = sizes.push(0) - 1));
    sizes[code] = (sizes[code] ?? 0) + 1;
    codes[place] = code;
  }
  const names = [...known.keys()];
  return { names, sizes, codes: names.length > mostShort ? codes : new Uint16Array(codes) };
}

/** A person's place in a unit is where these come, by hash, then by id. */
export interface HashColumn {
  readonly hashes: Uint32Array;
  readonly idAt: (place: number) => string;
}

/** The hash of each id, made once. */
export function hashColumn(people: readonly { readonly id: string }[]): HashColumn {
  const hashes = new Uint32Array(people.length);
  for (const [place, { id }] of people.entries()) hashes[place] = stableHash(id);
  return { hashes, idAt: (place) => people[place]?.id ?? '' };
}

/**
 * How many of a unit are in the shares up to each, `upTo` growing to 1. What is left of a whole
 * person is rounded by the unit's name: of many units with one person each, some go into every share.
 * One person more moves each bound by one at most.
 */
export function cutsOf(name: string, size: number, upTo: readonly number[]): readonly number[] {
  const offset = stableHash(name) / 2 ** 32;
  return upTo.map((share) =>
    share >= 1 ? size : Math.min(size, Math.floor(size * share + offset)),
  );
}

/** Buckets of hashes for each unit, some people in each. */
const mostBuckets = 4_096;
const mostCounters = 1 << 22;
const atEdge = 0xffff;

function bucketBits(people: number, units: number): number {
  const wanted = Math.min(
    mostBuckets,
    people / Math.max(1, units),
    mostCounters / Math.max(1, units),
  );
  return Math.max(1, Math.floor(Math.log2(Math.max(2, wanted))));
}

/**
 * The share each person falls into, exactly as many of each unit as its quota: who comes first by the
 * hash of the id is in the first share. Whom somebody else joins stays where they are, but for one
 * person at each bound of that unit. Hashes are counted, and only people in a bucket that a bound
 * goes through are sorted (performance.md 5).
 */
export function shareOut(
  units: UnitColumn,
  { hashes, idAt }: HashColumn,
  upTo: readonly number[],
): Uint16Array {
  const { codes, names, sizes } = units;
  const bits = bucketBits(codes.length, names.length);
  const shift = 32 - bits;
  const counts = new Uint32Array(names.length << bits);
  for (let place = 0; place < codes.length; place += 1) {
    const bucket = ((codes[place] ?? 0) << bits) + ((hashes[place] ?? 0) >>> shift);
    counts[bucket] = (counts[bucket] ?? 0) + 1;
  }
  const cuts = names.map((name, unit) => cutsOf(name, sizes[unit] ?? 0, upTo));
  const shareOf = new Uint16Array(counts.length);
  const edges = new Map<number, { readonly from: number; readonly places: number[] }>();
  for (const [unit, own] of cuts.entries()) {
    let [from, share] = [0, 0];
    for (let bucket = unit << bits; bucket < (unit + 1) << bits; bucket += 1) {
      const to = from + (counts[bucket] ?? 0);
      while (share < own.length && (own[share] ?? 0) <= from) share += 1;
      const isWhole = to === from || (own[share] ?? 0) >= to;
      shareOf[bucket] = isWhole ? share : atEdge;
      if (!isWhole) edges.set(bucket, { from, places: [] });
      from = to;
    }
  }
  const out = new Uint16Array(codes.length);
  for (let place = 0; place < codes.length; place += 1) {
    const bucket = ((codes[place] ?? 0) << bits) + ((hashes[place] ?? 0) >>> shift);
    const share = shareOf[bucket] ?? 0;
    if (share === atEdge) edges.get(bucket)?.places.push(place);
    else out[place] = share;
  }
  const order = (a: number, b: number): number =>
    (hashes[a] ?? 0) - (hashes[b] ?? 0) || (idAt(a) < idAt(b) ? -1 : 1);
  for (const [bucket, { from, places }] of edges) {
    const own = cuts[bucket >>> bits] ?? [];
    let share = 0;
    for (const [n, place] of places.sort(order).entries()) {
      while ((own[share] ?? 0) <= from + n) share += 1;
      out[place] = share;
    }
  }
  return out;
}
