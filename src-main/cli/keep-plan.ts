import { failure, type Failure } from '../../shared/diagnostic';
import type { Plan } from '../../shared/plan/plan';
import { err, ok, type Result } from '../../shared/result';
import type { Source } from '../graph/open-source';
import type { TenantStore } from '../store/open-store';
import type { UntilOption } from './option-values';
import { recall, remember } from './rollout-folder';

/** What is carried out with it; `until` undefined: nothing yet, what was said before stays. */
export interface KeptRun {
  readonly graphUrl: string;
  readonly until: UntilOption | undefined;
}

/** One folder holds one rollout: another plan there is refused before anything is written. */
export function keepPlan(
  store: TenantStore,
  plan: Plan,
  source: Source,
  { graphUrl, until }: KeptRun,
): Result<void, Failure> {
  const present = recall(store);
  if (present !== null && present.planHash !== plan.planHash) {
    return err(
      failure('plan/other-plan-here', { expected: present.planHash, actual: plan.planHash }),
    );
  }
  const saved = store.plans.save(plan, null);
  if (!saved.ok || (present !== null && until === undefined)) return saved;
  const run = { graphUrl, until: until ?? null };
  const kept = remember(store, { ...run, planHash: plan.planHash, cloud: source.cloud });
  return kept.ok ? ok(undefined) : kept;
}
