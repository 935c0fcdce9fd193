import type { RingDriftView } from '../../shared/ipc/ring-layout-contract';
import type { Plan } from '../../shared/plan/plan';
import { ringDrift } from '../../shared/plan/ring-drift';

const mostShown = 50;

/**
 * Who would be elsewhere by the last reading than the approved plan says. Null: the reading is the
 * one the plan was made from, or everybody is where they were.
 */
export function buildRingDriftView(planned: Plan, fresh: Plan): RingDriftView | null {
  if (fresh.snapshotTakenAt <= planned.snapshotTakenAt) return null;
  const { joined, left, moved } = ringDrift(planned, fresh);
  if (joined.length + left.length + moved.length === 0) return null;
  const people = new Map(
    [...planned.people, ...fresh.people].map((person) => [person.id, person] as const),
  );
  const named = (userId: string) => {
    const person = people.get(userId);
    return { name: person?.name ?? userId, upn: person?.upn ?? userId };
  };
  return {
    readAt: fresh.snapshotTakenAt,
    joined: {
      people: joined.length,
      first: joined.slice(0, mostShown).map(({ userId, ring }) => ({ ...named(userId), ring })),
    },
    left: {
      people: left.length,
      first: left
        .slice(0, mostShown)
        .map(({ userId, ring, why }) => ({ ...named(userId), ring, why })),
    },
    moved: {
      people: moved.length,
      first: moved
        .slice(0, mostShown)
        .map(({ userId, from, to }) => ({ ...named(userId), ring: from, to })),
    },
  };
}
