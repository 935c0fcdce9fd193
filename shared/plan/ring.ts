import type { Person } from '../assess/people';
import { failure, type Failure } from '../diagnostic';
import type { Ring, RingTrack, Track } from './plan';
import { textOrder } from '../text-order';
import { layOutRings, type LaidOut, type RingLayout } from './ring-layout';

export interface RingInput {
  readonly people: readonly Person[];
  readonly securityDefaults: boolean | null;
  /** Accounts that a blocker keeps out of enforcement (for example ROPC-RISK). */
  readonly heldBack: ReadonlySet<string>;
  /** User id to ring number, as the operator moved them. */
  readonly moves: Readonly<Record<string, number>>;
  readonly layout?: RingLayout;
  readonly maxSize?: number;
}

/**
 * An administrator may not leave ring 0 by hand, nor may a ring grow past the size chosen; a move of
 * somebody in no ring counts as not made.
 */
export interface RefusedMove {
  readonly userId: string;
  readonly ring: number;
  readonly why: 'administrator' | 'inNoRing' | 'full';
}

export interface RingSuggestion {
  readonly rings: readonly Ring[];
  readonly tracks: readonly Track[];
  readonly refusedMoves: readonly RefusedMove[];
}

/** Rings and tracks. Every person at most once; members sorted by user principal name. */
export function suggestRings(input: RingInput): RingSuggestion {
  const { people, securityDefaults, layout = { kind: 'risk' }, maxSize } = input;
  const byTrack = new Map<RingTrack, string[]>(trackNames.map((name) => [name, []]));
  const members: Person[] = [];
  /** Of each person the place among members, or none. */
  const placeOf = new Int32Array(people.length).fill(-1);
  const tracked = new Map<number, RingTrack>();
  // Everything is asked of people as they lie in memory; sorted, each would be fetched anew.
  for (const [place, person] of people.entries()) {
    const track = trackOf(person, input.heldBack);
    if (track !== null) tracked.set(place, track);
    else if (person.isStaff && person.enabled) placeOf[place] = members.push(person) - 1;
  }
  const order = new Uint32Array(members.length);
  let next = 0;
  for (const place of byUpn(people)) {
    const member = placeOf[place] ?? -1;
    if (member >= 0) order[next++] = member;
    else if (tracked.has(place)) {
      byTrack.get(tracked.get(place) as RingTrack)?.push(people[place]?.id ?? '');
    }
  }
  const tracks = [...byTrack]
    .filter(([, ids]) => ids.length > 0)
    .map(([track, ids]): Track => ({ track, members: ids }));
  const base = layOutRings(members, order, {
    securityDefaults,
    layout,
    ...(maxSize === undefined ? {} : { maxSize }),
  });
  const moved = applyMoves(base, members, order, input.moves);
  const overfull = overfullMoves(moved.rings, input);
  return { ...moved, refusedMoves: [...moved.refusedMoves, ...overfull], tracks };
}

/** Places of people by user principal name, whatever its case, then by id. */
function byUpn(people: readonly Person[]): Uint32Array {
  const upns = people.map((person) => person.upn.toLowerCase());
  const idAt = (place: number): string => people[place]?.id ?? '';
  return textOrder(upns, (left, right) => (idAt(left) < idAt(right) ? -1 : 1));
}

function applyMoves(
  base: LaidOut,
  members: readonly Person[],
  order: Uint32Array,
  moves: Readonly<Record<string, number>>,
): { rings: readonly Ring[]; refusedMoves: readonly RefusedMove[] } {
  const { target, refusedMoves } = movesOf(base, members, order, moves);
  const size = base.rings.length;
  const hasAdded = [...target.values()].some((ring) => ring === size);
  const inRing = Array.from({ length: hasAdded ? size + 1 : size }, (): string[] => []);
  const ids = members.map(({ id }) => id);
  for (const place of order) {
    const ring = target.get(place) ?? base.ringOf[place] ?? -1;
    inRing[ring]?.push(ids[place] ?? '');
  }
  const rings = inRing.map((ids, ring): Ring => {
    return { ...(base.rings[ring] ?? { ring, name: 'ring_name_added' }), members: ids };
  });
  return { rings, refusedMoves };
}

/** Those who were moved into a ring that has more people than chosen; ring 0 has no limit. */
function overfullMoves(
  rings: readonly Ring[],
  { moves, maxSize }: RingInput,
): readonly RefusedMove[] {
  if (maxSize === undefined) return [];
  return rings
    .filter(({ ring, members }) => ring > 0 && members.length > maxSize)
    .flatMap(({ ring, members }) =>
      members
        .filter((userId) => moves[userId] !== undefined && moves[userId] >= ring)
        .map((userId): RefusedMove => ({ userId, ring, why: 'full' })),
    );
}

/** Why the plan is not made with these moves; null: those refused count as not made. */
export function refusedMove(moves: readonly RefusedMove[]): Failure | null {
  const move = moves.find(({ why }) => why !== 'inNoRing');
  if (move === undefined) return null;
  const expected = move.why === 'full' ? 'ring_size' : 'administrators_in_ring_0';
  return failure('input/choices-invalid', { place: `ringMoves.${move.userId}`, expected });
}

/** Where people go by hand, by place. */
function movesOf(
  { rings, ringOf }: LaidOut,
  members: readonly Person[],
  order: Uint32Array,
  moves: Readonly<Record<string, number>>,
): { target: ReadonlyMap<number, number>; refusedMoves: readonly RefusedMove[] } {
  const target = new Map<number, number>();
  const moved = Object.entries(moves);
  if (moved.length === 0) return { target, refusedMoves: [] };
  const home = new Set(members.map(({ id }) => id));
  const refusedMoves: RefusedMove[] = moved
    .filter(([userId]) => !home.has(userId))
    .map(([userId, ring]) => ({ userId, ring, why: 'inNoRing' }));
  for (const place of order) {
    const person = members[place] as Person;
    const wanted = moves[person.id];
    if (wanted === undefined || wanted === ringOf[place]) continue;
    if (person.isAdministrator) {
      refusedMoves.push({ userId: person.id, ring: wanted, why: 'administrator' });
    }
    // A number past the end opens one new last ring, so that ring numbers have no holes.
    else target.set(place, Math.min(wanted, rings.length));
  }
  return { target, refusedMoves };
}

/** Accounts that are never in a ring. Pupils, guests and disabled accounts need no track. */
const trackNames: readonly RingTrack[] = [
  'emergencyAccess',
  'nonPeopleSafe',
  'nonPeopleProject',
  'exception',
];

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
