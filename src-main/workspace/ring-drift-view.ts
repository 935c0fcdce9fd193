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
  const drift = ringDrift(planned, fresh);
  const { left } = drift;
  const joined = drift.joined.filter(({ userId }) => !isAskedFor(planned, fresh, userId));
  // By risk people change rings as they register: that is the rollout itself, and no drift.
  const isByRisk = (planned.choices.rings?.value ?? 'risk') === 'risk';
  const moved = isByRisk ? [] : drift.moved;
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

/** A new administrator where the plan itself asked for emergency access accounts to be made. */
function isAskedFor(planned: Plan, fresh: Plan, userId: string): boolean {
  if (!planned.steps.some(({ purpose }) => purpose === 'emergencyAccess')) return false;
  if (planned.people.some(({ id }) => id === userId)) return false;
  return fresh.people.find(({ id }) => id === userId)?.isAdministrator === true;
}
