import { appearedStepId } from './references';
import type { Step } from './step';
import { isWrite } from './summary';

/** Why a step is the app's alone, also where a person would rather do it in the portal. */
export const byAppReasons = ['move', 'group', 'policy', 'appeared'] as const;
export type ByAppReason = (typeof byAppReasons)[number];

/**
 * Why this write is not offered to be done in the portal; null: a person may do it there. Part of a
 * move has a minute for all of it. The portal gives no group the mail nickname by which it is found
 * again, and a policy that Causeway did not make itself is somebody else's, whatever it is called.
 */
export function byAppReason(step: Step): ByAppReason | null {
  if (step.bundle !== undefined) return 'move';
  if (step.kind === 'group.create') return 'group';
  if (step.kind === 'ca.create') return 'policy';
  return appearedStepId(step.target.id) === null ? null : 'appeared';
}

/** A write that a person may carry out in the portal, and have read back. */
export function isForHands(step: Step): boolean {
  return isWrite(step) && byAppReason(step) === null;
}
