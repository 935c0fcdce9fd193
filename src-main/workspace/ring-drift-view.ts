import type { RingDriftView } from '../../shared/ipc/ring-layout-contract';
import type { RingDriftNote } from '../../shared/journal/ring-drift-note';
import type { Plan } from '../../shared/plan/plan';
import { foreignDrift } from '../../shared/plan/ring-drift';
import type { RolloutStatus } from '../rollout/rollout-status';

const mostShown = 50;

type Named = ReadonlyMap<string, { readonly name: string; readonly upn: string }>;

/**
 * Who would be elsewhere by the last reading than the approved plan says. Null: the reading is the
 * one the plan was made from, or everybody is where they were.
 */
export function buildRingDriftView(planned: Plan, fresh: Plan): RingDriftView | null {
  if (fresh.snapshotTakenAt <= planned.snapshotTakenAt) return null;
  const { joined, left, moved } = foreignDrift(planned, fresh);
  const counts = { joined: joined.length, left: left.length, moved: moved.length };
  const note = { readAt: fresh.snapshotTakenAt, unread: null, counts, joined, left, moved };
  const people = [...planned.people, ...fresh.people];
  return viewOf(note, new Map(people.map((person) => [person.id, person] as const)));
}

/**
 * What applying the plan found at its start: it reads for itself, and that stands until somebody
 * reads the tenant later. Undefined: it noted nothing, or nothing as new.
 */
export function notedView(
  plan: Plan,
  status: Pick<RolloutStatus, 'ringDrift' | 'newcomers'> | null,
  readAt: string | null,
): RingDriftView | null | undefined {
  const note = status?.ringDrift ?? null;
  if (status === null || note === null) return undefined;
  if (readAt !== null && Date.parse(note.readAt) < Date.parse(readAt)) return undefined;
  const known = plan.people.map((person) => [person.id, person] as const);
  return viewOf(note, new Map([...Object.entries(status.newcomers), ...known]));
}

function viewOf(note: RingDriftNote, people: Named): RingDriftView | null {
  const { counts, unread } = note;
  if (unread === null && counts.joined + counts.left + counts.moved === 0) return null;
  const named = (userId: string) => {
    const { name = userId, upn = userId } = people.get(userId) ?? {};
    return { name, upn };
  };
  return {
    readAt: note.readAt,
    unread: unread === null ? null : { ...unread, values: { ...unread.values } },
    joined: {
      people: counts.joined,
      first: note.joined
        .slice(0, mostShown)
        .map(({ userId, ring }) => ({ ...named(userId), ring })),
    },
    left: {
      people: counts.left,
      first: note.left
        .slice(0, mostShown)
        .map(({ userId, ring, why }) => ({ ...named(userId), ring, why })),
    },
    moved: {
      people: counts.moved,
      first: note.moved
        .slice(0, mostShown)
        .map(({ userId, from, to }) => ({ ...named(userId), ring: from, to })),
    },
  };
}
