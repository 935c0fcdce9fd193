import type { AppState } from '../../shared/ipc/home-contract';
import { openStepOf } from '../../shared/journal/open-step';
import type { RolloutTold } from '../workspace/host-ports';
import { runStates } from '../workspace/run-states';
import { isWhole } from '../workspace/whole-steps';

type Restarted = NonNullable<AppState['restarted']>;

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
  const isClear = state !== 'halted' && isWhole(plan, steps);
  return { of, stands: isClear ? 'whole' : 'unread', open: null };
}
