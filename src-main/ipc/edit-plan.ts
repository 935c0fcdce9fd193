import { failure, type Failure } from '../../shared/diagnostic';
import type { Plan } from '../../shared/plan/plan';
import { err, ok, type Result } from '../../shared/result';
import type { Host } from '../workspace/host';
import type { PlanningInput } from '../workspace/planning';
import type { Workspace } from '../workspace/workspace';

export interface Planned {
  readonly workspace: Workspace;
  readonly input: PlanningInput;
  readonly plan: Plan;
}

/** The workspace with the plan its snapshot, answers and choices give. */
export function plannedWorkspace(host: Host): Result<Planned, Failure> {
  const workspace = host.opened();
  if (!workspace.ok) return workspace;
  const input = workspace.value.planningInput();
  if (!input.ok) return input;
  const plan = workspace.value.planning.plan(input.value);
  if (!plan.ok) return plan;
  return ok({ workspace: workspace.value, input: input.value, plan: plan.value });
}

/** Changes the choices of the open plan. A plan under way is not edited: `plan/other-plan-here`. */
export function editPlan(
  host: Host,
  change: (planned: Planned) => Result<void, Failure>,
): Result<void, Failure> {
  const planned = plannedWorkspace(host);
  if (!planned.ok) return planned;
  if (planned.value.workspace.rollout.isUnderWay) {
    return err(failure('plan/other-plan-here', { expected: '', actual: '' }));
  }
  const changed = change(planned.value);
  if (changed.ok) planned.value.workspace.update({});
  return changed;
}
