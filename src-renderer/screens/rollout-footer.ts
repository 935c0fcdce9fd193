import type { CommitView } from '../../shared/ipc/commit-contract';
import type { RolloutStep, RolloutView } from '../../shared/ipc/rollout-contract';
import type { ScreenName } from '../../shared/wizard/screen';
import { m } from '../../shared/paraglide/messages.js';
import { count } from '../i18n.svelte';
import type { FooterAction } from '../state/footer.svelte';
import {
  byHandNext,
  endBeforeHands,
  everything,
  focusStep,
  isRunning,
  isStoppedGoingBack,
  shutGate,
  takesWay,
  type BackRange,
} from './step-state';

/** What Roll out is gone to for where what comes next is to be asked about at once. */
export const goOnPlace = 'rollout-go-on';

/** What the footer of the Roll out screen can set off; `ask` opens a confirmation. */
export interface RollOutActs {
  ask(
    act: CommitView['act'],
    ring: number | null,
    from?: string | null,
    person?: string,
    until?: string,
  ): Promise<void>;
  hold(): Promise<void>;
  navigate(screen: ScreenName): Promise<void>;
  /** Steps are done by hand where they can be. */
  readonly isGuided: boolean;
}

/** The one act that comes next. */
export function primaryOf(view: RolloutView | null, acts: RollOutActs): FooterAction {
  if (view === null || view.steps.length === 0 || view.state === 'rolledBack') {
    return { label: m.rollout_to_review(), run: () => acts.navigate('review') };
  }
  if (view.state === 'done') {
    return { label: m.rollout_to_finish(), run: () => acts.navigate('finish') };
  }
  if (isRunning(view)) {
    return {
      label: view.state === 'holding' ? m.rollout_holding() : m.rollout_hold(),
      icon: 'pause',
      isBusy: view.state === 'holding',
      run: () => acts.hold(),
    };
  }
  if (view.state === 'stopped' && view.canRollBack) return rollBack(acts, everything);
  if (isStoppedGoingBack(view)) return rollBack(acts, view.backRange ?? everything);
  const byHand = byHandNext(view) ?? (acts.isGuided ? handsNext(view) : null);
  // Going on would stop at once: somebody has to do this first.
  return byHand === null
    ? goOn(view, acts)
    : {
        label: m.rollout_go_to_step({ step: byHand.id }),
        icon: 'arrowRight',
        run: () => focusStep(byHand.id),
      };
}

/** The other way from here: back where the plan goes on, on where it goes back. */
export function secondaryOf(view: RolloutView | null, acts: RollOutActs): readonly FooterAction[] {
  if (view === null || isRunning(view)) return [];
  if (view.state === 'stopped' && view.canRollBack) {
    return view.current === null ? [] : [goOn(view, acts)];
  }
  // Asked for and ended at what had moved: all of the plan stands, and no more of it is to come.
  if (view.state === 'done' && view.backRange !== null) return [rollBack(acts, view.backRange)];
  if (isStoppedGoingBack(view)) return [goOn(view, acts)];
  return [
    ...(view.canRollBack ? [rollBack(acts, everything)] : []),
    ...(isWaitingByHand(view) ? [goOn(view, acts)] : []),
  ];
}

function isWaitingByHand(view: RolloutView): boolean {
  const isOver = view.state === 'done' || view.state === 'rolledBack' || view.steps.length === 0;
  const byHand = byHandNext(view);
  // Behind the last step there is nothing to go on to.
  return !isOver && byHand !== null && byHand !== view.steps.at(-1);
}

/** Starts or continues up to the end of the next ring; at a shut gate, it only looks there first. */
export function goOn(view: RolloutView, acts: RollOutActs): FooterAction {
  const ring = view.nextRing;
  const isFirst = view.stepsDone === 0;
  const until = acts.isGuided && shutGate(view) === null ? endBeforeHands(view) : null;
  if (until !== null) {
    return {
      ...{ label: m.rollout_continue_until({ step: until }), icon: 'play' },
      ...{ needsNetwork: view.source === 'https', changesTenant: true },
      run: () => acts.ask(isFirst ? 'start' : 'resume', null, null, undefined, until),
    };
  }
  return {
    ...(shutGate(view) === null
      ? { label: nameOf(ring, isFirst), icon: 'play' }
      : { label: m.rollout_check_gate(), icon: 'arrowSync' }),
    needsNetwork: view.source === 'https',
    changesTenant: true,
    run: () => acts.ask(isFirst ? 'start' : 'resume', ring),
  };
}

/** The step that comes next, where a person does it by hand although the app could. */
function handsNext(view: RolloutView): RolloutStep | null {
  const current = view.steps.find((step) => step.id === view.current);
  return current?.hands === 'yes' && takesWay(current, view) ? current : null;
}

function nameOf(ring: number | null, isFirst: boolean): string {
  if (ring === null) return m.rollout_start_rest();
  return isFirst
    ? m.rollout_start_ring({ ring: count(ring) })
    : m.rollout_continue_ring({ ring: count(ring) });
}

function rollBack(acts: RollOutActs, { ring, from, person }: BackRange): FooterAction {
  return {
    label:
      person !== undefined
        ? m.rollback_open_person({ name: person.name })
        : from !== null
          ? m.rollback_open_step({ step: from })
          : ring === null
            ? m.rollout_roll_back()
            : m.rollback_open_ring({ ring: count(ring) }),
    icon: 'arrowUndo',
    tone: 'danger',
    changesTenant: true,
    run: () => acts.ask('rollBack', ring, from, person?.id),
  };
}
