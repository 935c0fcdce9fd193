import { failure, type Failure } from '../../shared/diagnostic';
import type { Simulation } from '../../shared/lockout/verdict';
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

/** A plan to look at: its workspace has the snapshot it was made of, or nothing but its file. */
export interface PlanToRead {
  readonly workspace: Workspace;
  readonly plan: Plan;
  readonly simulation: () => Result<Simulation, Failure>;
  /** Of a plan file: it is a proposal, whose approvals were dropped; null: planned here. */
  readonly proposal: { readonly droppedApprovals: number } | null;
}

/** The plan that is looked at: of the file, or as planned, or simulated too, beside this process. */
export async function planToRead(
  host: Host,
  thought: 'plan' | 'simulation' = 'plan',
): Promise<Result<PlanToRead, Failure>> {
  const filed = await filedPlan(host);
  if (filed !== null) return filed;
  const planned = await plannedSoon(host, thought);
  if (!planned.ok) return planned;
  const { input, plan } = planned.value;
  const { planning } = planned.value.workspace;
  return ok({
    ...{ workspace: planned.value.workspace, plan, proposal: null },
    simulation: () => planning.simulation(input),
  });
}

/** The plan of the plan file that is open; null: none is, but a tenant or a capture. */
export async function filedPlan(host: Host): Promise<Result<PlanToRead, Failure> | null> {
  const workspace = host.opened();
  if (!workspace.ok || workspace.value.meta.source !== 'plan') return null;
  const read = await workspace.value.filed.get();
  if (!read.ok) return read;
  const { plan, simulation, approvals } = read.value;
  const proposal = { droppedApprovals: approvals };
  return ok({ workspace: workspace.value, plan, simulation: () => ok(simulation), proposal });
}

/**
 * Changes the choices of the open plan. A plan under way is not edited: `plan/other-plan-here`;
 * nor one of a file: `graph/read-only-source`.
 */
export async function editPlan(
  host: Host,
  change: (planned: Planned) => Result<void, Failure>,
): Promise<Result<void, Failure>> {
  const opened = host.opened();
  if (opened.ok && opened.value.meta.source === 'plan') {
    return err(failure('graph/read-only-source'));
  }
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
export function nowOf({ workspace, plan }: Pick<Planned, 'workspace' | 'plan'>): string {
  return plan.source === 'practice' ? plan.snapshotTakenAt : workspace.nowIso();
}
