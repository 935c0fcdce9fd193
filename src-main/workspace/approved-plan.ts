import type { Failure } from '../../shared/diagnostic';
import type { Plan } from '../../shared/plan/plan';
import type { Result } from '../../shared/result';
import type { TenantStore } from '../store/open-store';

const key = 'approvedPlan';

/** The plan that was approved last in this store; null before the first approval. */
export function approvedPlan(store: TenantStore): Plan | null {
  const hash = store.settings.get(key);
  return typeof hash === 'string' ? store.plans.load(hash) : null;
}

/** Keeps the plan whole before it is called approved. */
export function keepApproved(
  store: TenantStore,
  plan: Plan,
  snapshotId: string | null,
): Result<void, Failure> {
  const saved = store.plans.save(plan, snapshotId);
  return saved.ok ? store.settings.set(key, plan.planHash) : saved;
}
