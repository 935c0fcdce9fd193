import type { Failure } from '../../shared/diagnostic';
import type { StepItem } from '../../shared/plan/step';
import { ok, type Result } from '../../shared/result';
import { judgeBlockers } from './blockers';
import { clearingRefusal } from './clearing';
import type { Engine, Motion, Run } from './engine';
import type { Fresh } from './fresh-data';
import { notRegistered } from './gate-exceptions';
import { joiningRefusal } from './joining';

/**
 * Of these people, whom a step may not touch, and the code of why: a blocker names them, nothing would
 * ask them for MFA once cleared (R10), they have not registered, or they are gone. On the way back
 * nobody.
 */
export async function leftOutOf(
  engine: Engine,
  run: Run,
  motion: Motion,
  fresh: Fresh,
  items: readonly StepItem[],
): Promise<Result<ReadonlyMap<string, string>, Failure>> {
  const unready = await notRegistered(engine, run, motion, fresh);
  if (!unready.ok) return unready;
  const codes = new Map<string, string>();
  if (motion.direction === 'back') return ok(codes);
  const { blockedItems } = judgeBlockers(motion.step, engine.plan, fresh);
  for (const item of items) {
    const code =
      blockedItems.get(item.userId) ??
      (unready.value.has(item.userId) ? 'notRegistered' : null) ??
      clearingRefusal(motion.step, item, fresh) ??
      joiningRefusal(motion.step, item, fresh);
    if (code !== null) codes.set(item.userId, code);
  }
  return ok(codes);
}
