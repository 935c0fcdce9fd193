import type { Person } from '../assess/people';
import type { Ring } from './plan';
import { ringClass, ringClasses } from './ring-class';
import { RingFilling, type RingHead } from './ring-filling';
import { hashColumn, shareOut, unitColumn } from './ring-shares';
import { sharesUpTo } from './share-sizes';

/** How people may be parted: by risk alone, in units that stay whole, by shares, or by rules. */
export type RingLayout =
  | { readonly kind: 'risk' }
  /** People of one unit stay together; null: the attribute is not known of this person. */
  | { readonly kind: 'units'; unitOf(person: Person): string | null }
  /** Every ring takes the same share of each unit, chosen by user id alone. */
  | { readonly kind: 'shares'; unitOf(person: Person): string | null }
  | {
      readonly kind: 'rules';
      readonly rules: readonly { readonly name: string; has(person: Person): boolean }[];
    };

interface LayoutInput {
  readonly securityDefaults: boolean | null;
  readonly layout: RingLayout;
  /** No ring but the administrators' is larger; left out: 5, 15, then 40 percent in large tenants. */
  readonly maxSize?: number;
}

/** Rings without their members, and the ring of each person by place. */
export interface LaidOut {
  readonly rings: readonly Omit<Ring, 'members'>[];
  readonly ringOf: Int32Array;
}

/** Ring sizes in large tenants: 5, 15, then 40 percent of everybody in rings (screens.md 7). */
const shares = [0.05, 0.15, 0.4] as const;
/** Below this many people a ring is split only where a size was chosen. */
const smallTenant = 250;

/** Rings of people (each once), filled in the order of places given, ring 0 for the administrators. */
export function layOutRings(
  people: readonly Person[],
  order: Uint32Array,
  input: LayoutInput,
): LaidOut {
  if (people.length === 0) return { rings: [], ringOf: new Int32Array(0) };
  // Administrators stay together: the operator goes first with all who can repair the tenant.
  const filling = new RingFilling({ name: 'ring_name_administrators' });
  const groupOf = groupsIn(filling, people, input);
  return {
    rings: filling.heads.map((head, ring) => ({ ring, ...head })),
    ringOf: filling.ringOf(groupOf, order),
  };
}

/** The group of each person, group 0 the administrators; the groups are sent into rings. */
function groupsIn(
  filling: RingFilling,
  people: readonly Person[],
  input: LayoutInput,
): ArrayLike<number> {
  const { layout, maxSize } = input;
  const caps = new Caps(people.length, maxSize);
  switch (layout.kind) {
    case 'risk': {
      const classOf = classesOf(people, input);
      fillByRisk(filling, countsOf(classOf, ringClasses.length), caps, 0);
      return classOf;
    }
    case 'units':
      return fillByUnits(filling, people, layout.unitOf, input, caps);
    case 'shares':
      return fillByShares(filling, people, layout.unitOf, maxSize);
    case 'rules':
      return fillByRules(filling, people, layout.rules, input);
  }
}

function classesOf(people: readonly Person[], input: LayoutInput): Uint8Array {
  return Uint8Array.from(people, (person) => ringClasses.indexOf(ringClass(person, input)));
}

function countsOf(groupOf: ArrayLike<number>, groups: number): readonly number[] {
  const counts = new Array<number>(groups).fill(0);
  for (let place = 0; place < groupOf.length; place += 1) {
    const group = groupOf[place] ?? 0;
    counts[group] = (counts[group] ?? 0) + 1;
  }
  return counts;
}

/** `counts`: people of each class; the group of a class is its place and `first` more. */
function fillByRisk(
  filling: RingFilling,
  counts: readonly number[],
  caps: Caps,
  first: number,
): void {
  for (const [place, name] of ringClasses.entries()) {
    if (name === 'administrators') continue;
    const head = { name: `ring_name_${name}` };
    filling.slice(first + place, counts[place] ?? 0, head, () => caps.next());
  }
}

/** The first rule that fits decides; whoever is left comes last, by risk. */
function fillByRules(
  filling: RingFilling,
  people: readonly Person[],
  rules: Extract<RingLayout, { kind: 'rules' }>['rules'],
  input: LayoutInput,
): ArrayLike<number> {
  const { maxSize } = input;
  const size = rules.map(() => 0);
  const matched = rules.map(() => 0);
  const left = ringClasses.map(() => 0);
  const groupOf = Int32Array.from(people, (person) => {
    if (person.isAdministrator) return 0;
    let own = -1;
    for (const [place, rule] of rules.entries()) {
      if (!rule.has(person)) continue;
      matched[place] = (matched[place] ?? 0) + 1;
      if (own < 0) own = place;
    }
    const counts = own < 0 ? left : size;
    const at = own < 0 ? ringClasses.indexOf(ringClass(person, input)) : own;
    counts[at] = (counts[at] ?? 0) + 1;
    return 1 + at + (own < 0 ? rules.length : 0);
  });
  for (const [place, { name }] of rules.entries()) {
    const members = size[place] ?? 0;
    const alsoMatched = (matched[place] ?? 0) - members;
    const head: RingHead = { name: 'ring_name_chosen', label: name };
    const first = alsoMatched === 0 ? head : { ...head, alsoMatched };
    filling.slice(1 + place, members, head, () => maxSize ?? Number.POSITIVE_INFINITY, first);
  }
  const caps = new Caps(maxSize === undefined ? 0 : people.length, maxSize);
  fillByRisk(filling, left, caps, 1 + rules.length);
  return groupOf;
}

/** Next ring's size: the chosen one, or a growing share of a large tenant, or no limit. */
class Caps {
  #share = 0;

  constructor(
    private readonly total: number,
    private readonly maxSize: number | undefined,
  ) {}

  next(): number {
    if (this.maxSize !== undefined) return this.maxSize;
    if (this.total < smallTenant) return Number.POSITIVE_INFINITY;
    const share = shares[Math.min(this.#share, shares.length - 1)] ?? 1;
    this.#share += 1;
    return Math.max(1, Math.ceil(this.total * share));
  }
}

/**
 * Whole units, the easiest first: those in which the smallest share has to do something, then the
 * smaller, then by name; people of whom the unit is not known come last. Units fill a ring until it
 * is full; only a unit larger than a ring is split.
 */
function fillByUnits(
  filling: RingFilling,
  people: readonly Person[],
  unitOf: (person: Person) => string | null,
  input: LayoutInput,
  caps: Caps,
): ArrayLike<number> {
  const { codes, names, sizes } = unitColumn(people, (one) =>
    one.isAdministrator ? null : unitOf(one),
  );
  const groupOf = Int32Array.from(codes, (code, place) =>
    people[place]?.isAdministrator === true ? 0 : code + 1,
  );
  const members = sizes.map((size) => size);
  const busy = names.map(() => 0);
  for (const [place, person] of people.entries()) {
    const code = codes[place] ?? 0;
    if (person.isAdministrator) members[code] = (members[code] ?? 0) - 1;
    else if (ringClass(person, input) !== 'unchanged') busy[code] = (busy[code] ?? 0) + 1;
  }
  const ranked = names
    .map((unit, code) => ({ unit, code, size: members[code] ?? 0, busy: busy[code] ?? 0 }))
    .filter(({ size }) => size > 0)
    .map((one) => ({ ...one, share: one.busy / one.size }))
    .sort(
      (a, b) =>
        Number(a.unit === '') - Number(b.unit === '') ||
        a.share - b.share ||
        a.size - b.size ||
        (a.unit < b.unit ? -1 : 1),
    );
  let [cap, filled] = [caps.next(), 0];
  for (const { unit, code, size } of ranked) {
    const label = unit === '' ? '–' : unit;
    if (filled > 0 && filled + size <= cap) {
      filling.add(code + 1, size, label);
      filled += size;
      continue;
    }
    if (filled > 0) cap = caps.next();
    for (let from = 0; from < size; from += filled) {
      if (from > 0) cap = caps.next();
      filled = Math.min(cap, size - from);
      filling.open({ name: 'ring_name_chosen', label });
      filling.send(code + 1, filled);
    }
  }
  return groupOf;
}

/** The same share of each unit in every ring, the administrators apart. */
function fillByShares(
  filling: RingFilling,
  people: readonly Person[],
  unitOf: (person: Person) => string | null,
  maxSize: number | undefined,
): ArrayLike<number> {
  const others = people.filter((person) => !person.isAdministrator);
  const units = unitColumn(others, unitOf);
  const upTo = sharesUpTo(units, maxSize);
  const shareOf = shareOut(units, hashColumn(others), upTo);
  let next = 0;
  const groupOf = new Int32Array(people.length);
  for (const [place, person] of people.entries()) {
    if (!person.isAdministrator) groupOf[place] = 1 + (shareOf[next++] ?? 0);
  }
  const counts = countsOf(shareOf, upTo.length);
  for (const [share, end] of upTo.entries()) {
    const percent = Math.round((end - (upTo[share - 1] ?? 0)) * 1_000) / 10;
    const head = { name: 'ring_name_chosen', label: `${String(percent)}%` };
    const cap = maxSize ?? Number.POSITIVE_INFINITY;
    filling.slice(1 + share, counts[share] ?? 0, head, () => cap);
  }
  return groupOf;
}
