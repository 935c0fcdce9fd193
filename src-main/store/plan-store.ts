import type { Failure } from '../../shared/diagnostic';
import type { Plan } from '../../shared/plan/plan';
import type { Result } from '../../shared/result';
import { textOf, type StoreHandle } from './store-handle';

/** Plans by hash; a plan is never changed, an edit is a new plan. */
export interface PlanStore {
  /** `snapshotId` is null for a plan that came as a file. Saving the same plan again is no change. */
  save(plan: Plan, snapshotId: string | null): Result<void, Failure>;
  load(planHash: string): Plan | null;
  /** The plan saved last. */
  latest(): Plan | null;
}

export function planStore(handle: StoreHandle): PlanStore {
  const parse = (row: Record<string, unknown> | null): Plan | null =>
    row === null ? null : (JSON.parse(textOf(row, 'body')) as Plan);
  return {
    save: (plan, snapshotId) =>
      handle.write((database) => {
        database
          .prepare(
            `INSERT INTO plan (plan_hash, tenant_id, snapshot_id, body, made_at, saved_order)
             VALUES (?,?,?,?,?,(SELECT COALESCE(MAX(saved_order),0)+1 FROM plan))
             ON CONFLICT (plan_hash) DO UPDATE SET saved_order=excluded.saved_order`,
          )
          .run(
            plan.planHash,
            plan.tenant.id,
            snapshotId,
            JSON.stringify(plan),
            plan.envelope.madeAt,
          );
      }),
    load: (planHash) => parse(handle.get('SELECT body FROM plan WHERE plan_hash=?', planHash)),
    latest: () => parse(handle.get('SELECT body FROM plan ORDER BY saved_order DESC LIMIT 1')),
  };
}
