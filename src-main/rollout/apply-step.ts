import { sendWrite, sendWriteBatch } from '../graph/writes';
import { failure, type Failure } from '../../shared/diagnostic';
import { err, type Result } from '../../shared/result';
import { SleepAborted } from '../ports/clock';
import { evenClock } from '../ports/even-clock';
import type { Step } from '../../shared/plan/step';
import { applyAppeared } from './apply-appeared';
import { applyHandOver } from './apply-hand-over';
import { applyGroupChange } from './apply-group-change';
import { applyItems } from './apply-items';
import { applyLoosening, type PutOff } from './apply-loosening';
import { applyObject } from './apply-object';
import { applySwitch } from './apply-switch';
import { isByHand } from './by-hand';
import type { Engine, Motion, Run, StepEnd } from './engine';
import { handsOff } from './hands-off';
import { itemsByHand } from './items-by-hand';
import type { MovePart } from './move-of';
import { rollHandOverBack } from './roll-hand-over-back';
import { rollSwitchBack } from './roll-switch-back';
import type { Sender } from './sender';
import type { GroupChange } from './settle-group';
import { itemKinds } from './step-facts';

/** A write leaves at most this long after its target was read (G6). */
const freshMs = 2_000;

/**
 * The one path that writes to a tenant. Forward, back and recovery all pass here: journal state →
 * guards → intent → sent → one request → outcome → reading back (execution.md 3.1).
 */
export async function applyStep(engine: Engine, run: Run, motion: Motion): Promise<StepEnd> {
  const own = evened(engine);
  try {
    const sender = senderOf(own, motion);
    if (!itemKinds.has(motion.step.kind)) return await applyObject(own, run, motion, sender);
    return isByHand(motion)
      ? await itemsByHand(own, run, motion, sender)
      : await applyItems(own, run, motion, sender);
  } catch (error) {
    // Held while waiting: the journal says where to go on, and nothing is under way.
    if (error instanceof SleepAborted)
      return err(failure('step/cancelled', { step: motion.step.id }));
    throw error;
  }
}

/**
 * The same door for a step of an emergency stop: intent, sent, one request, outcome. It only
 * loosens, so neither drift nor a guard on the plan holds it up (execution.md 3.7). Answers what was
 * refused for now; null: it was taken.
 */
export async function applyStopStep(
  engine: Engine,
  run: Run,
  step: Step,
): Promise<Result<PutOff | null, Failure>> {
  try {
    return await applyLoosening(engine, run, step, senderOf(engine));
  } catch (error) {
    if (error instanceof SleepAborted) return err(failure('step/cancelled', { step: step.id }));
    throw error;
  }
}

/** A group of our own is deleted, or brought back, when a person asks for it (execution.md 2.2). */
export async function applyGroupStep(
  engine: Engine,
  run: Run,
  change: GroupChange,
): Promise<StepEnd> {
  const own = evened(engine);
  return untilHeld(change.step, () => applyGroupChange(own, run, change, senderOf(own)));
}

/** A move between security defaults and Conditional Access: several steps, one act. */
export async function applyMoveSteps(engine: Engine, run: Run, move: MovePart): Promise<StepEnd> {
  const own = evened(engine);
  return untilHeld(move.lead, () =>
    'offs' in move
      ? applyHandOver(own, run, move, senderOf(own))
      : applySwitch(own, run, move, senderOf(own)),
  );
}

/** The policies Microsoft made when security defaults went off: however many there are. */
export async function applyAppearedStep(engine: Engine, run: Run, step: Step): Promise<StepEnd> {
  const own = evened(engine);
  return untilHeld(step, () => applyAppeared(own, run, step, senderOf(own)));
}

/** The same move taken back. */
export async function rollMoveStepsBack(
  engine: Engine,
  run: Run,
  move: MovePart,
): Promise<StepEnd> {
  const own = evened(engine);
  return untilHeld(move.lead, () =>
    'offs' in move
      ? rollHandOverBack(own, run, move, senderOf(own))
      : rollSwitchBack(own, run, move, senderOf(own)),
  );
}

/**
 * A clock that is set back meanwhile makes no reading young again (G6), and leaves nobody without
 * anything that asks for longer.
 */
function evened(engine: Engine): Engine {
  return { ...engine, clock: evenClock(engine.clock) };
}

async function untilHeld({ id }: Step, work: () => Promise<StepEnd>): Promise<StepEnd> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof SleepAborted) return err(failure('step/cancelled', { step: id }));
    throw error;
  }
}

/** What writes; for a step that a person does by hand, what never does. */
export function senderOf(engine: Pick<Engine, 'graph' | 'clock'>, motion?: Motion): Sender {
  if (motion !== undefined && isByHand(motion)) return handsOff;
  const { graph, clock } = engine;
  // A wait for the service's limits, for a token, or a computer that slept: then it is read again.
  const isFresh = (readAt: number | null) => (): boolean =>
    readAt === null || Math.abs(clock.now() - readAt) <= freshMs;
  return {
    one: (request, id, readAt) => sendWrite(graph, request, id, isFresh(readAt)),
    batch: (requests, id, readAt) => sendWriteBatch(graph, requests, id, isFresh(readAt)),
  };
}
