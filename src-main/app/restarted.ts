import type { AppState } from '../../shared/ipc/home-contract';
import type { RolloutView } from '../../shared/ipc/rollout-contract';
import { openStepOf } from '../../shared/journal/open-step';

type Restarted = NonNullable<AppState['restarted']>;

export const runStates: ReadonlySet<RolloutView['state']> = new Set([
  ...(['running', 'holding', 'rollingBack', 'recovering'] as const),
]);

/** What is said after the page, or the whole program, ended by itself; `view`: of the open plan. */
export function restartedOf(
  of: Restarted['of'],
  view: Pick<RolloutView, 'state' | 'steps'> | null,
): Restarted {
  const isRunning = view !== null && runStates.has(view.state);
  return { of, isRunning, open: view === null || isRunning ? null : openStepOf(view.steps) };
}
