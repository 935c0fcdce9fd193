import { survivingMethods } from '../assess/allowed-methods';
import type { Person } from '../assess/people';
import type { Ring, RingTrack, Track } from './plan';

/** Why a person is in the ring they are in (findings.md 6, ring rules). */
export type RingClass = 'administrators' | 'unchanged' | 'moving' | 'hardest';
const classOrder: readonly RingClass[] = ['administrators', 'unchanged', 'moving', 'hardest'];

/** Ring sizes in large tenants: 5, 15, then 40 percent of everybody in rings (screens.md 7). */
const shares = [0.05, 0.15, 0.4] as const;
/** Below this many people a ring is never split. */
const smallTenant = 250;

export interface RingInput {
  readonly people: readonly Person[];
  readonly securityDefaults: boolean | null;
  /** Accounts that a blocker keeps out of enforcement (for example ROPC-RISK). */
  readonly heldBack: ReadonlySet<string>;
  /** User id to ring number, as the operator moved them. Stale moves count as not made. */
  readonly moves: Readonly<Record<string, number>>;
}

/** An administrator may not leave ring 0 by hand. */
export interface RefusedMove {
  readonly userId: string;
  readonly ring: number;
}

export interface RingSuggestion {
  readonly rings: readonly Ring[];
  readonly tracks: readonly Track[];
  readonly refusedMoves: readonly RefusedMove[];
}

/** Rings and tracks. Every person at most once; members sorted by user principal name. */
export function suggestRings(input: RingInput): RingSuggestion {
  const tracks = makeTracks(input);
  const tracked = new Set(tracks.flatMap((track) => track.members));
  const members = input.people
    .filter((person) => person.isStaff && person.enabled && !tracked.has(person.id))
    .sort(byUpn);
  const byClass = new Map<RingClass, Person[]>(classOrder.map((name) => [name, []]));
  for (const person of members) byClass.get(ringClass(person, input))?.push(person);
  const base = splitBySize(byClass, members.length);
  return { ...applyMoves(base, members, input.moves), tracks };
}

function byUpn(a: Person, b: Person): number {
  const left = a.upn.toLowerCase();
  const right = b.upn.toLowerCase();
  if (left !== right) return left < right ? -1 : 1;
  return a.id < b.id ? -1 : 1;
}

/** Class of one member of staff, by what is known today. Unknown counts as hardest. */
export function ringClass(
  person: Person,
  tenant: { readonly securityDefaults: boolean | null },
): RingClass {
  if (person.isAdministrator) return 'administrators';
  const isUnknown = person.methods === null || person.perUserMfa === 'unknown';
  if (isUnknown || person.isEnabledUnknown === true) return 'hardest';
  const isAsked =
    tenant.securityDefaults === true ||
    person.cover === 'enforced' ||
    person.perUserMfa === 'enforced' ||
    person.perUserMfa === 'enabled';
  const canAnswer = person.allowedMethods?.some((name) => survivingMethods.has(name)) === true;
  if (isAsked && canAnswer) return 'unchanged';
  return person.hasNoMethod && !isAsked ? 'hardest' : 'moving';
}

function splitBySize(byClass: ReadonlyMap<RingClass, readonly Person[]>, total: number): Ring[] {
  const rings: Ring[] = [];
  let share = 0;
  for (const name of classOrder) {
    const people = byClass.get(name) ?? [];
    // Administrators stay together: the operator goes first with all who can repair the tenant.
    const isSplit = name !== 'administrators' && total >= smallTenant;
    for (let from = 0; from < people.length;) {
      const cap = isSplit
        ? Math.max(1, Math.ceil(total * (shares[Math.min(share, shares.length - 1)] ?? 1)))
        : people.length;
      rings.push(makeRing(rings.length, `ring_name_${name}`, people.slice(from, from + cap)));
      from += cap;
      if (isSplit) share += 1;
    }
  }
  // Ring 0 belongs to the administrators even where none of them is in a ring.
  if (rings.length > 0 && rings[0]?.name !== 'ring_name_administrators') {
    return [makeRing(0, 'ring_name_administrators', []), ...rings].map((ring, index) => ({
      ...ring,
      ring: index,
    }));
  }
  return rings;
}

function makeRing(ring: number, name: string, people: readonly Person[]): Ring {
  return { ring, name, members: people.map((person) => person.id) };
}

function applyMoves(
  base: readonly Ring[],
  members: readonly Person[],
  moves: Readonly<Record<string, number>>,
): { rings: readonly Ring[]; refusedMoves: readonly RefusedMove[] } {
  const home = new Map(base.flatMap((ring) => ring.members.map((id) => [id, ring.ring] as const)));
  const refusedMoves: RefusedMove[] = [];
  const target = new Map<string, number>();
  for (const person of members) {
    const wanted = moves[person.id];
    if (wanted === undefined || wanted === home.get(person.id)) continue;
    if (person.isAdministrator) refusedMoves.push({ userId: person.id, ring: wanted });
    // A number past the end opens one new last ring, so that ring numbers have no holes.
    else target.set(person.id, Math.min(wanted, base.length));
  }
  const size = [...target.values()].some((ring) => ring === base.length)
    ? base.length + 1
    : base.length;
  const rings: Ring[] = [];
  for (let ring = 0; ring < size; ring += 1) {
    rings.push({
      ring,
      name: base[ring]?.name ?? 'ring_name_added',
      members: members
        .filter((person) => (target.get(person.id) ?? home.get(person.id)) === ring)
        .map((person) => person.id),
    });
  }
  return { rings, refusedMoves };
}

/** Accounts that are never in a ring. Pupils, guests and disabled accounts need no track. */
function makeTracks(input: RingInput): Track[] {
  const byTrack = new Map<RingTrack, string[]>([
    ['emergencyAccess', []],
    ['nonPeopleSafe', []],
    ['nonPeopleProject', []],
    ['exception', []],
  ]);
  for (const person of [...input.people].sort(byUpn)) {
    const track = trackOf(person, input.heldBack);
    if (track !== null) byTrack.get(track)?.push(person.id);
  }
  return [...byTrack]
    .filter(([, members]) => members.length > 0)
    .map(([track, members]) => ({ track, members }));
}

function trackOf(person: Person, heldBack: ReadonlySet<string>): RingTrack | null {
  if (person.isEmergencyAccess) return 'emergencyAccess';
  const hasPerUser = person.perUserMfa === 'enabled' || person.perUserMfa === 'enforced';
  switch (person.kind) {
    case 'sharedMailbox':
    case 'roomMailbox':
      return person.enabled || hasPerUser ? 'nonPeopleSafe' : null;
    case 'teamsRoomResource':
    case 'sharedAccount':
      return person.enabled || hasPerUser ? 'nonPeopleProject' : null;
    case 'serviceAccount':
      return person.enabled || hasPerUser ? 'exception' : null;
    default:
      return person.enabled && heldBack.has(person.id) ? 'exception' : null;
  }
}
