import { sendWrite, sendWriteBatch } from '../graph/writes';
import { failure } from '../../shared/diagnostic';
import { err } from '../../shared/result';
import { SleepAborted } from '../ports/clock';
import { applyItems } from './apply-items';
import { applyObject } from './apply-object';
import type { Engine, Motion, Run, StepEnd } from './engine';
import type { Sender } from './sender';
import { itemKinds } from './step-facts';

/**
 * The one path that writes to a tenant. Forward, back and recovery all pass here: journal state →
 * guards → intent → sent → one request → outcome → reading back (execution.md 3.1).
 */
export async function applyStep(engine: Engine, run: Run, motion: Motion): Promise<StepEnd> {
  const sender: Sender = {
    one: (request, clientRequestId) => sendWrite(engine.graph, request, clientRequestId),
    batch: (requests, clientRequestId) => sendWriteBatch(engine.graph, requests, clientRequestId),
  };
  try {
    return itemKinds.has(motion.step.kind)
      ? await applyItems(engine, run, motion, sender)
      : await applyObject(engine, run, motion, sender);
  } catch (error) {
    // Held while waiting: the journal says where to go on, and nothing is under way.
    if (error instanceof SleepAborted)
      return err(failure('step/cancelled', { step: motion.step.id }));
    throw error;
  }
}
