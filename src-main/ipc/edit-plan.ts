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

/** The same; a large tenant is planned, or simulated too, beside this process, which goes on answering. */
export async function plannedSoon(
  host: Host,
  thought: 'plan' | 'simulation' = 'plan',
): Promise<Result<Planned, Failure>> {
  const workspace = host.opened();
  const input = workspace.ok ? workspace.value.planningInput() : workspace;
  if (!workspace.ok || !input.ok) return plannedWorkspace(host);
  const prepared = await workspace.value.planning.prepare(thought, input.value);
  return prepared.ok ? plannedWorkspace(host) : prepared;
}

/** Changes the choices of the open plan. A plan under way is not edited: `plan/other-plan-here`. */
export async function editPlan(
  host: Host,
  change: (planned: Planned) => Result<void, Failure>,
): Promise<Result<void, Failure>> {
  const planned = await plannedSoon(host);
  if (!planned.ok) return planned;
  if (planned.value.workspace.rollout.isUnderWay) {
    return err(failure('plan/other-plan-here', { expected: '', actual: '' }));
  }
  const changed = change(planned.value);
  if (changed.ok) planned.value.workspace.update({});
  return changed;
}

/** A practice tenant lives on its own clock: there the reading itself is "now". */
export function nowOf({ workspace, plan }: Planned): string {
  return plan.source === 'practice' ? plan.snapshotTakenAt : workspace.nowIso();
}
