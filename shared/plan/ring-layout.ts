import type { Person } from '../assess/people';
import type { Ring } from './plan';
import { ringClass, ringClasses, type RingClass } from './ring-class';

/** How people may be parted: by risk alone, or in units that stay whole, or by rules in order. */
export type RingLayout =
  | { readonly kind: 'risk' }
  /** People of one unit stay together; null: the attribute is not known of this person. */
  | { readonly kind: 'units'; unitOf(person: Person): string | null }
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

/** Ring sizes in large tenants: 5, 15, then 40 percent of everybody in rings (screens.md 7). */
const shares = [0.05, 0.15, 0.4] as const;
/** Below this many people a ring is split only where a size was chosen. */
const smallTenant = 250;

/** Rings of people in order (each once), ring 0 for the administrators. */
export function layOutRings(people: readonly Person[], input: LayoutInput): readonly Ring[] {
  const byClass = new Map<RingClass, Person[]>(ringClasses.map((name) => [name, []]));
  for (const person of people) byClass.get(ringClass(person, input))?.push(person);
  const administrators = byClass.get('administrators') ?? [];
  const others = people.filter((person) => !person.isAdministrator);
  // Administrators stay together: the operator goes first with all who can repair the tenant.
  const parts: readonly Part[] = [
    { name: 'ring_name_administrators', members: administrators },
    ...partsOf(others, byClass, input, people.length),
  ];
  if (people.length === 0) return [];
  return parts
    .filter((part, place) => place === 0 || part.members.length > 0)
    .map(({ name, label, alsoMatched, members }, ring): Ring => ({
      ring,
      name,
      ...(label === undefined ? {} : { label }),
      ...(alsoMatched === undefined || alsoMatched === 0 ? {} : { alsoMatched }),
      members: members.map((person) => person.id),
    }));
}

interface Part {
  readonly name: string;
  readonly label?: string;
  readonly members: readonly Person[];
  /** People a rule names who are in an earlier ring already: first ring wins. */
  readonly alsoMatched?: number;
}

function partsOf(
  others: readonly Person[],
  byClass: ReadonlyMap<RingClass, readonly Person[]>,
  input: LayoutInput,
  total: number,
): readonly Part[] {
  const { layout, maxSize } = input;
  const caps = new Caps(total, maxSize);
  switch (layout.kind) {
    case 'risk':
      return riskParts(byClass, caps);
    case 'units':
      return unitParts(others, layout.unitOf, input, caps);
    case 'rules': {
      const placed = new Set<string>();
      const parts = layout.rules.flatMap(({ name, has }) => {
        const matched = others.filter(has);
        const members = matched.filter((person) => !placed.has(person.id));
        for (const person of members) placed.add(person.id);
        const part = { name: 'ring_name_chosen', label: name, members };
        const alsoMatched = matched.length - members.length;
        const split = maxSize === undefined ? [part] : slices(part, () => maxSize);
        return split.map((one, place) => (place === 0 ? { ...one, alsoMatched } : one));
      });
      const left = new Map(
        [...byClass].map(([name, list]) => [name, list.filter((one) => !placed.has(one.id))]),
      );
      return [...parts, ...riskParts(left, new Caps(maxSize === undefined ? 0 : total, maxSize))];
    }
  }
}

function riskParts(
  byClass: ReadonlyMap<RingClass, readonly Person[]>,
  caps: Caps,
): readonly Part[] {
  return ringClasses
    .filter((name) => name !== 'administrators')
    .flatMap((name) =>
      slices({ name: `ring_name_${name}`, members: byClass.get(name) ?? [] }, () => caps.next()),
    );
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

function slices(part: Part, nextCap: () => number): readonly Part[] {
  const out: Part[] = [];
  for (let from = 0; from < part.members.length;) {
    const cap = nextCap();
    out.push({ ...part, members: part.members.slice(from, from + cap) });
    from += cap;
  }
  return out;
}

/**
 * Whole units, the easiest first: those in which the smallest share has to do something, then the
 * smaller, then by name; people of whom the unit is not known come last. Units fill a ring until it
 * is full; only a unit larger than a ring is split.
 */
function unitParts(
  others: readonly Person[],
  unitOf: (person: Person) => string | null,
  input: LayoutInput,
  caps: Caps,
): readonly Part[] {
  const units = new Map<string, Person[]>();
  for (const person of others) {
    const unit = unitOf(person) ?? '';
    const members = units.get(unit);
    if (members === undefined) units.set(unit, [person]);
    else members.push(person);
  }
  const ranked = [...units]
    .map(([unit, members]) => {
      const busy = members.filter((one) => ringClass(one, input) !== 'unchanged').length;
      return { unit, members, share: busy / members.length };
    })
    .sort(
      (a, b) =>
        Number(a.unit === '') - Number(b.unit === '') ||
        a.share - b.share ||
        a.members.length - b.members.length ||
        (a.unit < b.unit ? -1 : 1),
    );
  const parts: { label: string[]; members: Person[] }[] = [];
  let cap = caps.next();
  for (const { unit, members } of ranked) {
    const last = parts.at(-1);
    if (last !== undefined && last.members.length + members.length <= cap) {
      last.members.push(...members);
      last.label.push(unit);
      continue;
    }
    if (last !== undefined) cap = caps.next();
    for (let from = 0; from < members.length;) {
      if (from > 0) cap = caps.next();
      parts.push({ label: [unit], members: members.slice(from, from + cap) });
      from += cap;
    }
  }
  return parts.map(({ label, members }) => ({
    name: 'ring_name_chosen',
    label: label.map((one) => (one === '' ? '–' : one)).join(', '),
    members,
  }));
}
