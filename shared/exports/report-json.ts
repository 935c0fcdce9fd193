import type { Simulation } from '../lockout/verdict';
import type { Plan } from '../plan/plan';
import type { DisplayRequest } from './display-requests';
import { displayRequests } from './display-requests';
import type { ThenAndNow } from './then-and-now';

/** `causeway-report/1`: the plan as it is, each step's requests, and the simulation in counts. */
export interface ReportJson {
  readonly schema: 'causeway-report/1';
  readonly namesHidden: boolean;
  /** With names hidden the plan's content differs from what this hash covers. */
  readonly planHash: string;
  readonly plan: Plan;
  readonly requests: readonly {
    readonly stepId: string;
    readonly requests: readonly DisplayRequest[];
  }[];
  /** The tenant before the rollout and as read after it; left out: it was not read since. */
  readonly thenAndNow?: ThenAndNow;
  readonly simulation: {
    readonly schema: 'causeway-simulation/1';
    readonly steps: readonly {
      readonly stepId: string;
      readonly counts: Simulation['steps'][number]['counts'];
      readonly changed: number;
    }[];
  };
}

export function reportJson(
  plan: Plan,
  simulation: Simulation,
  namesHidden: boolean,
  record: ThenAndNow | null,
): ReportJson {
  return {
    schema: 'causeway-report/1',
    namesHidden,
    planHash: plan.planHash,
    plan,
    requests: plan.steps.map((step) => ({
      stepId: step.id,
      requests: displayRequests(step, plan.cloud),
    })),
    ...(record === null ? {} : { thenAndNow: record }),
    simulation: {
      schema: 'causeway-simulation/1',
      steps: simulation.steps.map(({ stepId, counts, changed }) => ({
        stepId,
        counts,
        changed: changed.length,
      })),
    },
  };
}
