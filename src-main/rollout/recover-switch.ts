import type { Failure } from '../../shared/diagnostic';
import type { Plan } from '../../shared/plan/plan';
import { err, ok, type Result } from '../../shared/result';
import { applySwitchSteps } from './apply-step';
import { approvalOf } from './approval';
import type { Engine, Run } from './engine';
import { placeOf, switchOf, type Switch } from './switch-parts';

/** The switch that an earlier run left half done; null: none, or a person has been asked about it. */
export function openSwitch(engine: Engine, plan: Plan): Switch | null {
  const first = plan.steps.find((step) => step.bundle !== undefined);
  const parts = first === undefined ? null : switchOf(engine, first);
  if (parts === null || placeOf(engine, parts) !== 'between') return null;
  return engine.log.state(parts.off.id).status === 'ASK' ? null : parts;
}

/**
 * Settles it towards protection, without going on with the plan: what takes it back was approved with
 * it. Failures: `plan/not-approved`, `step/switch-taken-back`, `step/switch-open`, those of reading.
 */
export async function recoverSwitch(engine: Engine, run: Run): Promise<Result<void, Failure>> {
  const parts = openSwitch(engine, engine.plan);
  if (parts === null) return ok(undefined);
  const now = await engine.clock.serverNow();
  const refusal = approvalOf(engine, now, 'back', { isPreApproved: true });
  return refusal === null ? applySwitchSteps(engine, run, parts) : err(refusal);
}
