import type { Failure } from '../../shared/diagnostic';
import type { Plan } from '../../shared/plan/plan';
import type { Result } from '../../shared/result';
import type { TenantStore } from '../store/open-store';

const key = 'approvedPlan';

type Stored = Pick<TenantStore, 'settings' | 'plans'>;

/**
 * The plan read last from each store: a large one takes a quarter of a second to read, and every
 * screen asks for it. A plan is never changed under its hash, so the hash alone tells it is the one.
 */
const read = new WeakMap<Stored, Plan>();

/** The plan that was approved last in this store; null before the first approval. */
export function approvedPlan(store: Stored): Plan | null {
  const hash = store.settings.get(key);
  if (typeof hash !== 'string') return null;
  const known = read.get(store);
  if (known?.planHash === hash) return known;
  const plan = store.plans.load(hash);
  if (plan !== null) read.set(store, plan);
  return plan;
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
