import type { Failure } from '../../shared/diagnostic';
import type { Plan } from '../../shared/plan/plan';
import { err, ok, type Result } from '../../shared/result';
import { applyMoveSteps } from './apply-step';
import { approvalOf } from './approval';
import type { Engine, Run } from './engine';
import { moveOf, type MovePart } from './move-of';
import { noteRecovery } from './note-recovery';
import { placeOf } from './switch-parts';

/** The move that an earlier run left half done; null: none, or a person has been asked about it. */
export function openMove(engine: Engine, plan: Plan): MovePart | null {
  const first = plan.steps.find((step) => step.bundle !== undefined);
  const move = first === undefined ? null : moveOf(engine, first);
  if (move === null || placeOf(engine, move) !== 'between') return null;
  return engine.log.state(move.lead.id).status === 'ASK' ? null : move;
}

/**
 * Settles it towards protection, without going on with the plan: what takes it back was approved with
 * it. Failures: `plan/not-approved`, `step/switch-taken-back`, `step/switch-open`,
 * `step/hand-over-taken-back`, `step/hand-over-open`, `step/hand-over-others`, those of reading.
 */
export async function recoverMove(engine: Engine, run: Run): Promise<Result<void, Failure>> {
  const move = openMove(engine, engine.plan);
  if (move === null) return ok(undefined);
  const now = await engine.clock.serverNow();
  const refusal = approvalOf(engine, now, 'back', { isPreApproved: true });
  if (refusal !== null) return err(refusal);
  const recovered = await noteRecovery(engine);
  return recovered.ok ? applyMoveSteps(engine, run, move) : recovered;
}
