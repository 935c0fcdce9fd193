import type { AppState } from '../../shared/ipc/home-contract';
import { openStepOf } from '../../shared/journal/open-step';
import type { Plan } from '../../shared/plan/plan';
import type { RolloutStatus } from '../rollout/rollout-status';
import type { RolloutTold } from '../workspace/host-ports';
import { hasBegun, isStepOver } from '../workspace/rollout-steps';
import { runStates } from '../workspace/run-states';

type Restarted = NonNullable<AppState['restarted']>;
type StepTold = RolloutStatus['steps'][number];

/** What was sent is not known to be as planned, or somebody else changed it. */
const unclear: ReadonlySet<StepTold['status']> = new Set(['ASK', 'DRIFT', 'FAILED']);

/** What is said after the page, or the whole program, ended by itself; `session`: of the open plan. */
export function restartedOf(of: Restarted['of'], session: RolloutTold | null): Restarted {
  const plan = session?.plan ?? null;
  if (session === null || plan === null) return { of, stands: 'idle', open: null };
  const { state } = session.view();
  if (runStates.has(state)) return { of, stands: 'running', open: null };
  const { rollout } = session;
  // Without an engine nobody has looked into the journal: it may hold anything.
  if (rollout === null || rollout.verifyChain().state !== 'intact') {
    return { of, stands: 'unread', open: null };
  }
  const { steps } = rollout.status();
  const open = openStepOf(steps);
  if (open !== null) return { of, stands: 'open', open };
  const isClear = state !== 'halted' && !steps.some(({ status }) => unclear.has(status));
  return { of, stands: isClear && !isSwitchHalf(plan, steps) ? 'whole' : 'unread', open: null };
}

/** By the journal alone: steps that are one move stand partly done, or partly taken back. */
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
