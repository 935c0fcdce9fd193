import { simulatePlan } from '../../shared/lockout/simulate-lockout';
import type { Simulation } from '../../shared/lockout/verdict';
import type { Plan } from '../../shared/plan/plan';
import { openTenantStore } from '../store/open-store';
import type { Told } from './thinking-job';

export interface SimulatedPlan {
  readonly plan: Plan;
  readonly simulation: Simulation;
}

/** A plan that a tenant's store keeps, and what it does to people; the last one is held. */
export class KeptPlan {
  #last: SimulatedPlan | null = null;

  /** Null: the store has no such plan, or cannot be opened. */
  simulated(directory: string, planHash: string, tell: (told: Told) => void): SimulatedPlan | null {
    if (this.#last?.plan.planHash === planHash) return this.#last;
    tell({ part: 'opening', users: null });
    const store = openTenantStore(directory, { mode: 'read', clock: { now: () => 0 } });
    if (!store.ok) return null;
    try {
      const plan = store.value.plans.load(planHash);
      if (plan === null) return null;
      tell({ part: 'simulating', users: plan.people.length });
      return (this.#last = { plan, simulation: simulatePlan(plan) });
    } finally {
      store.value.close();
    }
  }
}
