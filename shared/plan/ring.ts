import type { Person } from '../assess/people';
import type { Ring, RingTrack, Track } from './plan';
import { layOutRings, type RingLayout } from './ring-layout';

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

/** An administrator may not leave ring 0 by hand; a move of somebody in no ring counts as not made. */
export interface RefusedMove {
  readonly userId: string;
  readonly ring: number;
  readonly why: 'administrator' | 'inNoRing';
}

export interface RingSuggestion {
  readonly rings: readonly Ring[];
  readonly tracks: readonly Track[];
  readonly refusedMoves: readonly RefusedMove[];
}

/** Rings and tracks. Every person at most once; members sorted by user principal name. */
export function suggestRings(input: RingInput): RingSuggestion {
  const people = sortByUpn(input.people);
  const tracks = makeTracks(people, input.heldBack);
  const tracked = new Set(tracks.flatMap((track) => track.members));
  const members = people.filter(
    (person) => person.isStaff && person.enabled && !tracked.has(person.id),
  );
  const { securityDefaults, layout = { kind: 'risk' }, maxSize } = input;
  const base = layOutRings(members, {
    securityDefaults,
    layout,
    ...(maxSize === undefined ? {} : { maxSize }),
  });
  return { ...applyMoves(base, members, input.moves), tracks };
}

function sortByUpn(people: readonly Person[]): readonly Person[] {
  return people
    .map((person) => ({ person, upn: person.upn.toLowerCase() }))
    .sort((a, b) => {
      if (a.upn !== b.upn) return a.upn < b.upn ? -1 : 1;
      return a.person.id < b.person.id ? -1 : 1;
    })
    .map(({ person }) => person);
}

function applyMoves(
  base: readonly Ring[],
  members: readonly Person[],
  moves: Readonly<Record<string, number>>,
): { rings: readonly Ring[]; refusedMoves: readonly RefusedMove[] } {
  const home = new Map(base.flatMap((ring) => ring.members.map((id) => [id, ring.ring] as const)));
  const refusedMoves: RefusedMove[] = Object.entries(moves)
    .filter(([userId]) => !home.has(userId))
    .map(([userId, ring]) => ({ userId, ring, why: 'inNoRing' }));
  const target = new Map<string, number>();
  for (const person of members) {
    const wanted = moves[person.id];
    if (wanted === undefined || wanted === home.get(person.id)) continue;
    if (person.isAdministrator) {
      refusedMoves.push({ userId: person.id, ring: wanted, why: 'administrator' });
    }
    // A number past the end opens one new last ring, so that ring numbers have no holes.
    else target.set(person.id, Math.min(wanted, base.length));
  }
  const size = [...target.values()].some((ring) => ring === base.length)
    ? base.length + 1
    : base.length;
  const inRing = Array.from({ length: size }, (): string[] => []);
  for (const { id } of members) inRing[target.get(id) ?? home.get(id) ?? -1]?.push(id);
  const rings = inRing.map((ids, ring): Ring => {
    return { ...(base[ring] ?? { ring, name: 'ring_name_added' }), members: ids };
  });
  return { rings, refusedMoves };
}

/** Accounts that are never in a ring. Pupils, guests and disabled accounts need no track. */
function makeTracks(people: readonly Person[], heldBack: RingInput['heldBack']): Track[] {
  const byTrack = new Map<RingTrack, string[]>([
    ['emergencyAccess', []],
    ['nonPeopleSafe', []],
    ['nonPeopleProject', []],
    ['exception', []],
  ]);
  for (const person of people) {
    const track = trackOf(person, heldBack);
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
