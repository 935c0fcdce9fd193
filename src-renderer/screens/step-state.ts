import type { RolloutStep, RolloutView } from '../../shared/ipc/rollout-contract';
import { m } from '../../shared/paraglide/messages.js';
import type { Tone } from '../components/tone';

type Status = RolloutStep['status'];

/** Nothing is green that was not read back: only DONE is. */
export function stepStateTone(status: Status): Tone {
  switch (status) {
    case 'DONE':
      return 'good';
    case 'DRIFT':
    case 'FAILED':
      return 'bad';
    case 'ASK':
    case 'PAUSED':
    case 'AWAIT_AUTH':
      return 'warn';
    case 'RESOLVE':
      return 'unknown';
    case 'PREFLIGHT':
    case 'INTENT':
    case 'SENT':
    case 'VERIFYING':
      return 'note';
    case 'PENDING':
    case 'ROLLED_BACK':
    case 'SKIPPED':
      return 'neutral';
  }
}

export function stepStateWord(status: Status): string {
  switch (status) {
    case 'DONE':
      return m.rollout_status_done();
    case 'DRIFT':
      return m.rollout_status_drift();
    case 'FAILED':
      return m.rollout_status_failed();
    case 'ASK':
      return m.rollout_status_ask();
    case 'PAUSED':
      return m.rollout_status_paused();
    case 'AWAIT_AUTH':
      return m.rollout_status_await_auth();
    case 'RESOLVE':
      return m.rollout_status_resolve();
    case 'PREFLIGHT':
      return m.rollout_status_preflight();
    case 'INTENT':
    case 'SENT':
      return m.rollout_status_sending();
    case 'VERIFYING':
      return m.rollout_status_verifying();
    case 'PENDING':
      return m.rollout_status_pending();
    case 'ROLLED_BACK':
      return m.rollout_status_rolled_back();
    case 'SKIPPED':
      return m.rollout_status_skipped();
  }
}

/** Statuses in which a step waits for a person. */
export function needsAttention(status: Status): boolean {
  return ['DRIFT', 'FAILED', 'ASK', 'PAUSED', 'AWAIT_AUTH', 'RESOLVE'].includes(status);
}

/** Steps left as they are by a person's word: neither done nor taken back. */
export function countLeft(steps: readonly RolloutStep[]): number {
  return steps.filter((step) => step.status === 'SKIPPED').length;
}

/** Something runs: nothing can be answered or begun until it stands still. */
export function isRunning({ state }: RolloutView): boolean {
  return state === 'running' || state === 'holding' || state === 'rollingBack';
}

export type BackRange = NonNullable<RolloutView['backRange']>;

export const everything: BackRange = { ring: null, from: null };

/** A roll back has not come to its end, or a person left a step of it: going on goes back. */
export function isStoppedGoingBack(view: RolloutView): boolean {
  if (view.state === 'rolledBack') return false;
  if (view.backRange !== null) return true;
  const current = view.steps.find((step) => step.id === view.current);
  if (current?.isGoingBack !== true) return false;
  return !['PENDING', 'DONE', 'ROLLED_BACK'].includes(current.status);
}

/** The step that comes next where a person carries it out; null: the next one is Causeway's. */
export function byHandNext(view: RolloutView): RolloutStep | null {
  const current = view.steps.find((step) => step.id === view.current) ?? null;
  if (current?.manual == null || current.isGoingBack) return null;
  return current.status === 'PENDING' || current.status === 'PAUSED' ? current : null;
}

/** Nobody is asked how it is done where something else is to be answered first. */
const unasked: ReadonlySet<string> = new Set([
  'DRIFT',
  'ASK',
  'DONE',
  'SKIPPED',
  'SENT',
  'RESOLVE',
]);
const closed: ReadonlySet<string> = new Set(['notApproved', 'stopped', 'rolledBack', 'halted']);

/** The current step writes, and a person may say who carries it out: the app, or they by hand. */
export function takesWay(step: RolloutStep, view: RolloutView): boolean {
  if (step.hands === null || step.id !== view.current || step.isGoingBack) return false;
  if (isRunning(view) || view.backRange !== null || view.source === 'capture') return false;
  return !unasked.has(step.status) && !closed.has(view.state);
}

/**
 * Where going on ends while the steps are done by hand: before the next one that a person may do.
 * Null: the current one is such a step. At the end of the plan: its last step.
 */
export function endBeforeHands(view: RolloutView): string | null {
  const first = view.steps.findIndex((step) => step.id === view.current);
  const next = view.steps.findIndex((step, place) => place >= first && step.hands === 'yes');
  if (first < 0 || next === first) return null;
  return view.steps.at(next < 0 ? -1 : next - 1)?.id ?? null;
}

/** The gate the plan stands at, looked at and not met: going on reads its figure again before all. */
export function shutGate(view: RolloutView): RolloutStep | null {
  const current = view.steps.find((step) => step.id === view.current) ?? null;
  if (current?.gate?.looked !== true || current.gate.met || current.isGoingBack) return null;
  return current.status === 'DONE' ? null : current;
}

/** Opens the part a step stands in and moves focus to it. */
export function focusStep(stepId: string): void {
  const step = document.getElementById(`step-${stepId}`);
  const part = step?.closest('details');
  if (part) part.open = true;
  step?.scrollIntoView({ block: 'center' });
  step?.focus({ preventScroll: true });
}
