import { sendWrite, sendWriteBatch } from '../graph/writes';
import { failure } from '../../shared/diagnostic';
import { err } from '../../shared/result';
import { SleepAborted } from '../ports/clock';
import type { Step } from '../../shared/plan/step';
import { applyAppeared } from './apply-appeared';
import { applyGroupChange } from './apply-group-change';
import { applyItems } from './apply-items';
import { applyLoosening } from './apply-loosening';
import { applyObject } from './apply-object';
import { applySwitch } from './apply-switch';
import type { Engine, Motion, Run, StepEnd } from './engine';
import { rollSwitchBack } from './roll-switch-back';
import type { Sender } from './sender';
import type { GroupChange } from './settle-group';
import { itemKinds } from './step-facts';
import type { Switch } from './switch-parts';

/** A write leaves at most this long after its target was read (G6). */
const freshMs = 2_000;

/**
 * The one path that writes to a tenant. Forward, back and recovery all pass here: journal state →
 * guards → intent → sent → one request → outcome → reading back (execution.md 3.1).
 */
export async function applyStep(engine: Engine, run: Run, motion: Motion): Promise<StepEnd> {
  try {
    return itemKinds.has(motion.step.kind)
      ? await applyItems(engine, run, motion, senderOf(engine))
      : await applyObject(engine, run, motion, senderOf(engine));
  } catch (error) {
    // Held while waiting: the journal says where to go on, and nothing is under way.
    if (error instanceof SleepAborted)
      return err(failure('step/cancelled', { step: motion.step.id }));
    throw error;
  }
}

/**
 * The same door for a step of an emergency stop: intent, sent, one request, outcome. It only
 * loosens, so neither drift nor a guard on the plan holds it up (execution.md 3.7).
 */
export async function applyStopStep(engine: Engine, run: Run, step: Step): Promise<StepEnd> {
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
  return untilHeld({ off: change.step }, () =>
    applyGroupChange(engine, run, change, senderOf(engine)),
  );
}

/** The switch from security defaults to Conditional Access: several steps, one move. */
export async function applySwitchSteps(engine: Engine, run: Run, parts: Switch): Promise<StepEnd> {
  return untilHeld(parts, () => applySwitch(engine, run, parts, senderOf(engine)));
}

/** The policies Microsoft made when security defaults went off: however many there are. */
export async function applyAppearedStep(engine: Engine, run: Run, step: Step): Promise<StepEnd> {
  return untilHeld({ off: step }, () => applyAppeared(engine, run, step, senderOf(engine)));
}

/** The same move taken back. */
export async function rollSwitchStepsBack(
  engine: Engine,
  run: Run,
  parts: Switch,
): Promise<StepEnd> {
  return untilHeld(parts, () => rollSwitchBack(engine, run, parts, senderOf(engine)));
}

async function untilHeld(
  { off }: Pick<Switch, 'off'>,
  work: () => Promise<StepEnd>,
): Promise<StepEnd> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof SleepAborted) return err(failure('step/cancelled', { step: off.id }));
    throw error;
  }
}

function senderOf(engine: Engine): Sender {
  const { graph, clock } = engine;
  // A wait for the service's limits, for a token, or a computer that slept: then it is read again.
  const isFresh = (readAt: number | null) => (): boolean =>
    readAt === null || Math.abs(clock.now() - readAt) <= freshMs;
  return {
    one: (request, id, readAt) => sendWrite(graph, request, id, isFresh(readAt)),
    batch: (requests, id, readAt) => sendWriteBatch(graph, requests, id, isFresh(readAt)),
  };
}
