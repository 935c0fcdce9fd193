import { expect, it } from 'vitest';
import type { Plan } from '../../../../shared/plan/plan';
import type { TenantStore } from '../../../../src-main/store/open-store';
import { approvedPlan } from '../../../../src-main/workspace/approved-plan';
import { planScenario } from '../../shared/plan/plans';

/** A store that counts how often a plan is read from it. */
function counting(approved: string | null, plans: readonly Plan[]) {
  const seen = { approved, loads: 0 };
  const store = {
    settings: { get: () => seen.approved },
    plans: {
      load: (hash: string) => {
        seen.loads += 1;
        return plans.find(({ planHash }) => planHash === hash) ?? null;
      },
    },
  } as unknown as TenantStore;
  return { seen, store };
}

const { plan } = planScenario('S02');
const other = { ...plan, planHash: 'f'.repeat(64) };

it('is read from the store once, however often a screen asks', () => {
  const { seen, store } = counting(plan.planHash, [plan]);
  for (let time = 0; time < 3; time += 1) expect(approvedPlan(store)).toBe(plan);
  expect(seen.loads).toBe(1);
});

it('is the one approved now, of this store, and none where none is there', () => {
  const { seen, store } = counting(plan.planHash, [plan, other]);
  expect(approvedPlan(store)).toBe(plan);
  seen.approved = other.planHash;
  expect(approvedPlan(store)).toBe(other);
  expect(approvedPlan(counting(plan.planHash, []).store)).toBeNull();
  seen.approved = null;
  expect(approvedPlan(store)).toBeNull();
});
