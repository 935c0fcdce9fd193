import type { Failure } from '../../shared/diagnostic';
import type { RolloutView } from '../../shared/ipc/rollout-contract';
import type { Plan } from '../../shared/plan/plan';
import type { Rollout } from '../rollout/rollout';
import { emptyView } from './empty-rollout-view';
import { progressOf, secondsLeftOf } from './rollout-steps';
import { isWhole } from './whole-steps';
import { buildRolloutView, type RolloutViewInput } from './rollout-view';

export type Activity = RolloutViewInput['activity'];
/** The newest entries of the journal that a view carries. */
export const shownEntries = 200;

export interface SessionState {
  readonly activity: Activity;
  readonly failure: Failure | null;
  readonly preflight: RolloutView['preflight'];
  /** When the run began, in ms, and with how many steps done. */
  readonly started: { readonly at: number; readonly done: number };
  readonly now: number;
}

/** What the last look at a journal told, and up to which entry: a view is made many times a minute. */
const verdicts = new WeakMap<Rollout, { readonly seq: number; readonly isIntact: boolean }>();

/** The whole journal is gone through once for each entry that is added. */
function isIntact(rollout: Rollout): boolean {
  const seq = rollout.entries(Number.MAX_SAFE_INTEGER, 1).at(-1)?.seq ?? 0;
  const known = verdicts.get(rollout);
  if (known?.seq === seq) return known.isIntact;
  const found = { seq, isIntact: rollout.verifyChain().state === 'intact' };
  verdicts.set(rollout, found);
  return found.isIntact;
}

/** What the window shows of the approved plan; without an engine over it, the plan alone. */
export function sessionView(
  plan: Plan | null,
  rollout: Rollout | null,
  { activity, failure, preflight, started, now }: SessionState,
): RolloutView {
  if (plan === null || rollout === null) return emptyView(plan, failure);
  const status = rollout.status();
  const view = buildRolloutView({
    ...{ plan, status, activity, failure, preflight },
    entries: rollout.entries(Number.MAX_SAFE_INTEGER, shownEntries),
    secondsLeft:
      activity === 'running' ? secondsLeftOf(started, progressOf(plan, status), now) : null,
  });
  // Only "On hold" says it, so only then is the whole journal gone through.
  const isHeldWhole = view.state === 'held' && isIntact(rollout) && isWhole(plan, status.steps);
  return { ...view, isHeldWhole };
}
