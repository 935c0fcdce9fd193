import { openStepOf } from '../../shared/journal/open-step';
import type { Plan } from '../../shared/plan/plan';
import type { RolloutStatus } from '../rollout/rollout-status';
import { hasBegun, isStepOver } from './rollout-steps';

type StepTold = RolloutStatus['steps'][number];

/** What was sent is not known to be as planned, or somebody else changed it. */
const unclear: ReadonlySet<StepTold['status']> = new Set(['ASK', 'DRIFT', 'FAILED']);

/** By an intact journal alone: nothing is half-changed, and no outcome is open. */
export function isWhole(plan: Pick<Plan, 'steps'>, steps: readonly StepTold[]): boolean {
  const isClear = openStepOf(steps) === null && !steps.some(({ status }) => unclear.has(status));
  return isClear && !isSwitchHalf(plan, steps);
}

/** Steps that are one move stand partly done, or partly taken back. */
function isSwitchHalf(plan: Pick<Plan, 'steps'>, steps: readonly StepTold[]): boolean {
  const states = new Map(steps.map((step) => [step.id, step] as const));
  const bundles = new Map<string, StepTold[]>();
  for (const { id, bundle } of plan.steps) {
    const state = states.get(id);
    if (bundle === undefined || state === undefined) continue;
    bundles.set(bundle, [...(bundles.get(bundle) ?? []), state]);
  }
  return [...bundles.values()].some((parts) => parts.some(isMoved) && !parts.every(isStepOver));
}

function isMoved(step: StepTold): boolean {
  return hasBegun(step) || (step.isGoingBack && !['ROLLED_BACK', 'SKIPPED'].includes(step.status));
}
