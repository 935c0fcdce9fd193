import type { RolloutView } from '../../shared/ipc/rollout-contract';
import { runStates } from './run-states';
import type { WorkspaceMeta } from './workspace-meta';

interface Progress {
  readonly done: number;
  readonly total: number;
}

/** Reached by running or by what ends a rollout for good: whatever cut it off is over. */
const endStates: ReadonlySet<RolloutView['state']> = new Set(['stopped', 'rolledBack', 'done']);

/** What the list of plans remembers of a rollout, as this process has seen it. */
export class RunMemory {
  #hasRun = false;

  /**
   * A run that an earlier process did not end stays known as that, whatever is looked at, until this
   * process has run it itself or the journal says that the rollout has ended.
   */
  of(
    { lastRun }: Pick<WorkspaceMeta, 'lastRun'>,
    state: RolloutView['state'],
    { done, total }: Progress,
  ): Partial<WorkspaceMeta> {
    const isRunning = runStates.has(state);
    this.#hasRun ||= isRunning;
    const isCut = lastRun === 'running' && !this.#hasRun && !endStates.has(state);
    const ended = isCut ? lastRun : state === 'held' ? 'held' : 'other';
    return {
      ...{ stepsDone: done, stepsTotal: total, lastRun: isRunning ? 'running' : ended },
      ...(done < total && { isFinished: false }),
    };
  }
}
