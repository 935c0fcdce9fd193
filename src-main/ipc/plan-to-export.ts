import { isDeepStrictEqual } from 'node:util';
import type { Failure } from '../../shared/diagnostic';
import { thenAndNow, type ThenAndNow } from '../../shared/exports/then-and-now';
import type { Simulation } from '../../shared/lockout/verdict';
import type { Plan } from '../../shared/plan/plan';
import { ok, type Result } from '../../shared/result';
import type { Choices } from '../../shared/tenant/choice';
import { buildFinishView } from '../workspace/finish-view';
import type { Host } from '../workspace/host';
import type { Workspace } from '../workspace/workspace';
import { assessedSoon } from './assess-handlers';
import { planToRead, type PlanToRead } from './edit-plan';

export interface PlanToExport extends Omit<PlanToRead, 'simulation'> {
  /** Failure: `plan/cancelled`, and those of planning. */
  readonly simulation: () => Promise<Result<Simulation, Failure>>;
  /** It was applied, in whole or in part; what the newest reading would give is another one. */
  readonly isCarriedOut: boolean;
}

/**
 * The plan a report is about. What was applied is reported as it was applied, however often the
 * tenant was read since, also where a new plan cannot be made: with its own steps, gates and
 * figures. Once the rollout is over and somebody has chosen otherwise, a next round is planned, and
 * that is it.
 */
export async function planToExport(host: Host): Promise<Result<PlanToExport, Failure>> {
  const opened = host.opened();
  const plan = opened.ok ? await carriedOutPlan(opened.value) : null;
  if (opened.ok && plan !== null) {
    const workspace = opened.value;
    return ok({
      ...{ workspace, plan, proposal: null, isCarriedOut: true },
      simulation: () => workspace.planning.other.simulateSoon(plan),
    });
  }
  const read = await planToRead(host, 'simulation');
  if (!read.ok) return read;
  const { simulation } = read.value;
  return ok({
    ...{ ...read.value, isCarriedOut: false },
    simulation: () => Promise.resolve(simulation()),
  });
}

/** Null: nothing was applied, or all of it taken back, or what is planned now is a next round. */
async function carriedOutPlan({ rollout, choices }: Workspace): Promise<Plan | null> {
  const { plan } = rollout;
  if (plan === null) return null;
  if (!rollout.isBusy) await rollout.open();
  if (rollout.isUnderWay) return plan;
  const isOver = rollout.rollout?.status().state === 'done';
  return isOver && isDeepStrictEqual(planned(plan.choices), planned(choices)) ? plan : null;
}

/** What a plan is made of: neither what was accepted in it nor what people are told. */
function planned({ accepted: _accepted, messages: _messages, ...rest }: Choices): unknown {
  return rest;
}

/** What Finish draws of the rollout here, whichever plan the newest reading gives; null: none yet. */
export async function thenAndNowOf(host: Host, { rollout }: Workspace): Promise<ThenAndNow | null> {
  const { plan } = rollout;
  if (plan === null) return null;
  if (!rollout.isBusy) await rollout.open();
  const ready = await assessedSoon(host);
  if (!ready.ok) return null;
  const { snapshot, answers } = ready.value.input;
  const status = rollout.rollout?.status() ?? null;
  const view = buildFinishView({ plan, ...ready.value.assessed, snapshot, answers, status });
  return thenAndNow(view, plan.snapshotTakenAt);
}
