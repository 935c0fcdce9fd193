import type { StopView } from '../../shared/ipc/rollout-contract';
import { m } from '../../shared/paraglide/messages.js';
import type { Tone } from '../components/tone';
import { count } from '../i18n.svelte';

export interface StopSentences {
  readonly tone: Tone;
  /** Policies that are still on, or were not read back. */
  readonly open: number;
  readonly result: string;
  /** Null: it could not be read, which a notice of its own says. */
  readonly left: string | null;
}

/** The result of an emergency stop in sentences: never good while something is open or unknown. */
export function stopSentences({ policies, left }: StopView): StopSentences {
  const of = (state: StopView['policies'][number]['state']): number =>
    policies.filter((policy) => policy.state === state).length;
  const open = of('open');
  const loosened = of('reportOnly');
  const result =
    open > 0
      ? m.stop_done_open({ count: count(open) })
      : loosened > 0
        ? m.stop_done({ count: count(loosened) })
        : m.stop_done_nothing();
  return {
    tone: open > 0 ? 'bad' : left === 0 ? 'good' : 'warn',
    open,
    result,
    left:
      left === null ? null : left === 0 ? m.stop_left_none() : m.stop_left({ count: count(left) }),
  };
}
