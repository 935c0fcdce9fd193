import type { Plan } from './plan';
import { ringClasses } from './ring-class';

/** Rings and tracks, and who there is. */
export type Placed = Pick<Plan, 'rings' | 'tracks' | 'people'>;

/** Why somebody of a ring is in none any more; `unread`: nobody could tell. */
export const leftReasons = ['gone', 'disabled', 'track', 'notInRings', 'unread'] as const;

/** What changed among the people of the rings since a plan was made, by user id. */
export interface RingDrift {
  /** In a ring by today's data and in none of the plan: hired, enabled, named by the rule since. */
  readonly joined: readonly { readonly userId: string; readonly ring: number }[];
  /** In a ring of the plan and in none by today's data. */
  readonly left: readonly {
    readonly userId: string;
    readonly ring: number;
    readonly why: (typeof leftReasons)[number];
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
    const here =
      person?.isEnabledUnknown === true ? 'unread' : person?.enabled ? isOut : 'disabled';
    left.push({ userId, ring, why: person === undefined ? 'gone' : here });
  }
  const byId = (a: { userId: string }, b: { userId: string }): number =>
    a.userId < b.userId ? -1 : 1;
  return { joined: joined.sort(byId), left: left.sort(byId), moved: moved.sort(byId) };
}

/**
 * The same without what the rollout itself does: people change rings by risk as they register, and
 * where the plan asks for emergency access accounts, new administrators come.
 */
export function foreignDrift(planned: Placed & Pick<Plan, 'steps'>, fresh: Placed): RingDrift {
  const { joined, left, moved } = ringDrift(planned, fresh);
  const hasAsked = planned.steps.some(({ purpose }) => purpose === 'emergencyAccess');
  const known = new Set(planned.people.map(({ id }) => id));
  const administrators = new Set(
    fresh.people.filter((person) => person.isAdministrator).map(({ id }) => id),
  );
  const isAskedFor = (id: string): boolean => hasAsked && !known.has(id) && administrators.has(id);
  const isByRisk = ({ rings }: Placed, ring: number): boolean => {
    const name = rings.find((one) => one.ring === ring)?.name;
    return name !== undefined && riskNames.has(name);
  };
  return {
    joined: joined.filter(({ userId }) => !isAskedFor(userId)),
    left,
    moved: moved.filter(({ from, to }) => !(isByRisk(planned, from) && isByRisk(fresh, to))),
  };
}

/** Names of rings that are filled by risk: all but the administrators'. */
const riskNames: ReadonlySet<string> = new Set(
  ringClasses.slice(1).map((one) => `ring_name_${one}`),
);

function ringOf({ rings }: Placed): ReadonlyMap<string, number> {
  return new Map(rings.flatMap(({ ring, members }) => members.map((id) => [id, ring] as const)));
}
