import { failure, type Failure } from '../../shared/diagnostic';
import { ringDriftBody, ringDriftIn } from '../../shared/journal/ring-drift-note';
import { placePeople } from '../../shared/plan/place-people';
import { foreignDrift, type RingDrift } from '../../shared/plan/ring-drift';
import { err, ok, type Result } from '../../shared/result';
import type { Engine } from './engine';
import type { Fresh } from './fresh-data';
import { keepNewcomers } from './newcomers';

type Parts = Pick<Engine, 'plan' | 'log' | 'store'>;

/**
 * Who is in the rings by a reading of now, against the approved plan, written down by id: whoever
 * joined is not in this plan and stays as they are. It decides nothing; the plan's people are
 * approved. Nothing is written where nobody is elsewhere and the last run found the same. Failure:
 * `store/halted`.
 */
export function noteRingDrift(engine: Parts, fresh: Fresh): Result<void, Failure> {
  const { plan, log, store } = engine;
  const found = driftNow(plan, fresh);
  const drift = found.ok ? found.value : null;
  const isNone = drift !== null && sizeOf(drift) === 0;
  const before = ringDriftIn(log.entries);
  const wasNone = before === null || (before.unread === null && sizeOf(before) === 0);
  if (isNone && wasNone) return ok(undefined);
  const body = ringDriftBody(
    fresh.snapshot.takenAt,
    found.ok ? found.value : { unread: found.failure },
  );
  const told = log.appendNow({ type: 'note', stepId: null, item: null, body });
  const joined = (drift?.joined ?? []).map(({ userId }) => userId);
  return told.ok ? keepNewcomers(store.settings, log.rolloutId, joined, fresh.people) : told;
}

/** Unread people or roles are unknown, not "nobody": then it says why instead. */
function driftNow(plan: Engine['plan'], fresh: Fresh): Result<RingDrift, Failure> {
  const { snapshot, assessment } = fresh;
  if (snapshot.users.kind !== 'read') return unread('users');
  // Who is an administrator decides ring 0; a plan made without knowing it compares like with like.
  if (plan.baseline.roles.kind === 'read' && snapshot.roles.kind !== 'read') return unread('roles');
  const people = [...fresh.people.values()];
  const { choices } = plan;
  const placed = placePeople({ snapshot, people, findings: assessment.findings, choices });
  return placed.ok ? ok(foreignDrift(plan, { ...placed.value, people })) : placed;
}

const unread = (source: string): Result<never, Failure> =>
  err(failure('plan/snapshot-incomplete', { source }));

const sizeOf = ({ joined, left, moved }: RingDrift): number =>
  joined.length + left.length + moved.length;
