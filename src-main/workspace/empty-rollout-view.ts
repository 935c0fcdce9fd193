import type { Failure } from '../../shared/diagnostic';
import type { RolloutView } from '../../shared/ipc/rollout-contract';
import type { Plan } from '../../shared/plan/plan';

/** The Roll out screen before a plan is approved, or while its journal could not be opened. */
export function emptyView(plan: Plan | null, reason: Failure | null): RolloutView {
  return {
    planHash: plan?.planHash ?? null,
    state: 'notApproved',
    source: plan?.source ?? 'practice',
    steps: [],
    rings: [],
    nextRing: null,
    current: null,
    stepsDone: 0,
    stepsTotal: plan?.steps.length ?? 0,
    secondsLeft: null,
    preflight: [],
    failure: reason,
    canRollBack: false,
    backRange: null,
    isHeldWhole: false,
    log: [],
  };
}
