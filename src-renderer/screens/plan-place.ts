import type { WorkspaceCard } from '../../shared/ipc/home-contract';
import { m } from '../../shared/paraglide/messages.js';
import { count } from '../i18n.svelte';
import { phaseLabel, phaseOf, screenLabel } from '../shell/phase-status';

/** A rollout that has not begun, or is over, is told by its place alone. */
export function runOf({
  run,
  isFinished,
  stepsDone,
  stepsTotal,
}: WorkspaceCard): WorkspaceCard['run'] {
  return isFinished || (run !== 'cut' && stepsDone === stepsTotal) ? null : run;
}

/** Where the work is; a rollout that is not over comes before the screen somebody looked at last. */
export function placeOf(card: WorkspaceCard): string {
  if (card.isFinished) return m.home_finished();
  if (card.stepsDone > 0 && card.stepsDone < card.stepsTotal) {
    return m.home_rollout_open({ done: count(card.stepsDone), total: count(card.stepsTotal) });
  }
  const phase = phaseOf(card.screen);
  return phase === null ? screenLabel(card.screen) : phaseLabel(phase);
}
