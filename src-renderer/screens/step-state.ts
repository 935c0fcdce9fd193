import type { RolloutStep } from '../../shared/ipc/rollout-contract';
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
    case 'SKIPPED':
      return 'unknown';
    case 'PREFLIGHT':
    case 'INTENT':
    case 'SENT':
    case 'VERIFYING':
      return 'note';
    case 'PENDING':
    case 'ROLLED_BACK':
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

/** Opens the part a step stands in and moves focus to it. */
export function focusStep(stepId: string): void {
  const step = document.getElementById(`step-${stepId}`);
  const part = step?.closest('details');
  if (part) part.open = true;
  step?.scrollIntoView({ block: 'center' });
  step?.focus({ preventScroll: true });
}
