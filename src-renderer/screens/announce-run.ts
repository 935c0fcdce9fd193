import type { RolloutView } from '../../shared/ipc/rollout-contract';
import { m } from '../../shared/paraglide/messages.js';
import { count } from '../i18n.svelte';
import type { Announcer } from '../state/announcer.svelte';

/** Speaks at quarters and at changes of state, not at every step: a run stays under 40 sentences. */
export function announceRun(announcer: Announcer): (view: RolloutView) => void {
  let quarter = -1;
  let state = '';
  return (view) => {
    const reached = view.stepsTotal === 0 ? 0 : Math.floor((view.stepsDone / view.stepsTotal) * 4);
    if (view.state !== state) {
      state = view.state;
      const isTrouble = ['drift', 'failed', 'halted', 'awaitAuth'].includes(view.state);
      if (isTrouble) announcer.warn(m.rollout_said_trouble());
      else announcer.say(m.rollout_said_progress(progress(view)));
    } else if (reached > quarter) {
      announcer.say(m.rollout_said_progress(progress(view)));
    }
    quarter = Math.max(quarter, reached);
  };
}

function progress(view: RolloutView): { done: string; total: string } {
  return { done: count(view.stepsDone), total: count(view.stepsTotal) };
}
