import type { Plan } from './plan';

type Placed = Pick<Plan, 'rings' | 'tracks' | 'people'>;

/** What changed among the people of the rings since a plan was made, by user id. */
export interface RingDrift {
  /** In a ring by today's data and in none of the plan: hired, enabled, named by the rule since. */
  readonly joined: readonly { readonly userId: string; readonly ring: number }[];
  /** In a ring of the plan and in none by today's data. */
  readonly left: readonly {
    readonly userId: string;
    readonly ring: number;
    readonly why: 'gone' | 'disabled' | 'track' | 'notInRings';
  }[];
  readonly moved: readonly {
    readonly userId: string;
    readonly from: number;
    readonly to: number;
  }[];
}

/**
 * Membership resolved again, against the plan that was approved: `fresh` is the plan the same
 * choices give on today's data. Each list is sorted by id.
 */
export function ringDrift(planned: Placed, fresh: Placed): RingDrift {
  const before = ringOf(planned);
  const after = ringOf(fresh);
  const people = new Map(fresh.people.map((person) => [person.id, person]));
  const tracked = new Set(fresh.tracks.flatMap((track) => track.members));
  const joined: RingDrift['joined'][number][] = [];
  const left: RingDrift['left'][number][] = [];
  const moved: RingDrift['moved'][number][] = [];
  for (const [userId, ring] of after) {
    const from = before.get(userId);
    if (from === undefined) joined.push({ userId, ring });
    else if (from !== ring) moved.push({ userId, from, to: ring });
  }
  for (const [userId, ring] of before) {
    if (after.has(userId)) continue;
    const person = people.get(userId);
    const isOut = tracked.has(userId) ? 'track' : 'notInRings';
    const why = person === undefined ? 'gone' : person.enabled ? isOut : 'disabled';
    left.push({ userId, ring, why });
  }
  const byId = (a: { userId: string }, b: { userId: string }): number =>
    a.userId < b.userId ? -1 : 1;
  return { joined: joined.sort(byId), left: left.sort(byId), moved: moved.sort(byId) };
}

function ringOf({ rings }: Placed): ReadonlyMap<string, number> {
  return new Map(rings.flatMap(({ ring, members }) => members.map((id) => [id, ring] as const)));
}
