import { failure, type Failure } from '../../shared/diagnostic';
import { isOver, stepStateOf } from '../../shared/journal/step-state';
import type { Plan } from '../../shared/plan/plan';
import { err, ok, type Result } from '../../shared/result';
import type { RolloutRecord } from '../store/journal-store';
import type { TenantStore } from '../store/open-store';
import { isWholeRollBack } from './rollout-status';

/**
 * The rollout of this plan in the store; made when there is none and `randomId` is given. Another
 * plan whose rollout is under way here is refused: two plans must never mix on one tenant.
 */
export function currentRollout(
  store: TenantStore,
  plan: Plan,
  randomId: (() => string) | null,
): Result<string | null, Failure> {
  const records = store.journal.rollouts();
  const other = records.find(
    (record) => record.planHash !== plan.planHash && isUnderWay(store, record),
  );
  if (other !== undefined) {
    return err(
      failure('plan/other-plan-here', { expected: other.planHash, actual: plan.planHash }),
    );
  }
  const own = records.findLast((record) => record.planHash === plan.planHash);
  if (own !== undefined) return ok(own.rolloutId);
  if (randomId === null) return ok(null);
  if (store.plans.load(plan.planHash) === null) {
    const saved = store.plans.save(plan, null);
    if (!saved.ok) return saved;
  }
  const rolloutId = randomId();
  const opened = store.journal.openRollout({
    rolloutId,
    planHash: plan.planHash,
    openedAt: plan.envelope.madeAt,
  });
  return opened.ok ? ok(rolloutId) : opened;
}

/** Something was announced or sent, and it was neither finished nor taken back. */
export function isUnderWay(store: TenantStore, { rolloutId, planHash }: RolloutRecord): boolean {
  const entries = store.journal.read(rolloutId);
  const steps = new Set(entries.flatMap((entry) => (entry.stepId === null ? [] : [entry.stepId])));
  if (isWholeRollBack(entries, store.plans.load(planHash)?.steps[0]?.id)) return false;
  const states = [...steps].map((stepId) =>
    stepStateOf(entries.filter((entry) => entry.stepId === stepId)),
  );
  const hasBegun = entries.some((entry) => entry.type === 'intent' || entry.type === 'sent');
  const finished = entries.some((entry) => entry.type === 'note' && entry.body['what'] === 'done');
  return hasBegun && !(finished && states.every(isOver));
}

/** Why the journal cannot be believed; null: its chain is whole, and sealed from here on (1.4). */
export function distrustOf(store: TenantStore, rolloutId: string | null): Failure | null {
  if (rolloutId === null) return null;
  const sealed = store.journal.seal(rolloutId);
  if (!sealed.ok) return sealed.failure;
  const chain = store.journal.verify(rolloutId);
  if (chain.state === 'intact') return null;
  return failure(chain.state === 'short' ? 'store/short' : 'store/corrupt', {
    entry: String(chain.at),
  });
}
