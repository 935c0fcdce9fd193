import { failure } from '../../shared/diagnostic';
import type { Engine, Run, StepEnd } from './engine';
import { takeHandOverBack } from './hand-over-back';
import { holdHandOver, settleHandOver } from './hand-over-hold';
import type { HandOver, HandOverFault } from './hand-over-parts';
import { announceMove, heldEntries, pauseMove } from './move-record';
import type { Sender } from './sender';
import { settleMove } from './settle-move';
import { backReason, placeOf } from './switch-parts';
import { preflightMove } from './switch-preflight';

/**
 * Policies off and security defaults on as one move, the mirror of the switch (execution.md 2.4).
 * Either all of it was read back, or the policies were put back by itself; never half of it. Where
 * an earlier run died in between, that is settled first.
 */
export async function applyHandOver(
  engine: Engine,
  run: Run,
  parts: HandOver,
  sender: Sender,
): Promise<StepEnd> {
  if (placeOf(engine, parts) === 'between') {
    const settled = await settleMove(engine, run, parts, () =>
      settleHandOver(engine, run, parts, sender),
    );
    if (!settled.ok) return settled;
    return settled.value.kind === 'held'
      ? finish(engine, parts)
      : takeBack(engine, run, parts, sender, settled.value.why);
  }
  const cleared = await preflightMove(engine, run, parts, 'forward');
  if (!cleared.ok) return cleared;
  const announced = await announceMove(engine, parts);
  if (!announced.ok) return announced;
  const { fresh } = cleared.value;
  const held = await holdHandOver(engine, run, { parts, sender, fresh });
  if (!held.ok) return held;
  return held.value.kind === 'held'
    ? finish(engine, parts)
    : takeBack(engine, run, parts, sender, held.value.why);
}

/** All of it was read back, in one transaction. */
async function finish(engine: Engine, parts: HandOver): Promise<StepEnd> {
  engine.fresh.invalidate();
  return engine.log.append(...heldEntries(parts));
}

/** Back where it was; then the move waits for a person to begin it again. */
async function takeBack(
  engine: Engine,
  run: Run,
  parts: HandOver,
  sender: Sender,
  why: HandOverFault,
): Promise<StepEnd> {
  const reason = backReason(engine, parts) ?? why;
  const taken = await takeHandOverBack(engine, run, {
    ...{ parts, sender },
    why: reason as HandOverFault,
  });
  if (!taken.ok) return taken;
  const told = failure('step/hand-over-taken-back', { step: parts.on.id, expected: reason });
  return pauseMove(engine, parts, told);
}
