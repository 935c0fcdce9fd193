import type { Step } from '../../shared/plan/step';
import { createKinds } from './step-facts';

/** Equal readings in a row that decide an unknown outcome (execution.md 3.4). */
export const agreeing = 3;
/** After so long without agreement a person is asked, ms. */
export const giveUpMs = 30 * 60_000;

/** A group that is deleted or brought back shows as it is sooner, ms. */
export const groupDeadlineMs = 15 * 60_000;

const patchWindowMs = 60_000;
const createWindowMs = 15 * 60_000;

/** So long the state from before must last until it counts as “not carried out”, ms. */
export function settleWindowMs(kind: Step['kind']): number {
  return createKinds.has(kind) ? createWindowMs : patchWindowMs;
}
