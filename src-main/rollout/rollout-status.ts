import type { Failure } from '../../shared/diagnostic';
import { countItems, type ItemCounts } from '../../shared/journal/item-counts';
import { isOver, type StepState } from '../../shared/journal/step-state';
import type { JournalEntry, StepStatus } from '../../shared/journal/journal-entry';
import type { Json } from '../../shared/json';
import type { Plan } from '../../shared/plan/plan';
import type { Step } from '../../shared/plan/step';
import { isOwnApproval } from './approval';
import { answersFor, type Settlement } from './settle-step';

export interface RolloutStepStatus {
  readonly id: string;
  readonly status: StepStatus;
  readonly items: ItemCounts | null;
  readonly at: string | null;
  readonly failure: Failure | null;
  readonly drift: { readonly prior: Json; readonly planned: Json; readonly now: Json } | null;
  readonly gate: {
    readonly figure: string;
    readonly value: number | null;
    readonly limit: number;
    readonly met: boolean;
  } | null;
  readonly soakUntil: string | null;
  /** The last word on this step was about taking it back. */
  readonly isGoingBack: boolean;
  /** Answers `settle` takes for it now. */
  readonly answers: readonly Settlement['as']['kind'][];
}

export interface RolloutStatus {
  readonly rolloutId: string | null;
  readonly planHash: string;
  readonly steps: readonly RolloutStepStatus[];
  readonly state:
    | 'notApproved'
    | 'ready'
    | 'running'
    | 'held'
    | 'needsPerson'
    | 'drift'
    | 'failed'
    | 'awaitAuth'
    | 'stopped'
    | 'rolledBack'
    | 'done'
    | 'halted';
  /** The interrupted `--until`, as it was given; null: to the end. */
  readonly until: string | null;
  readonly graphUrl: string | null;
}

export interface StatusInput {
  readonly plan: Plan;
  readonly rolloutId: string | null;
  readonly entries: readonly JournalEntry[];
  stateOf(stepId: string): StepState;
  readonly isRunning: boolean;
  readonly isHalted: boolean;
  readonly until: string | null;
  readonly graphUrl: string | null;
}

/** Everything a screen or `status` shows, derived from the journal alone. */
export function statusOf(input: StatusInput): RolloutStatus {
  return {
    rolloutId: input.rolloutId,
    planHash: input.plan.planHash,
    steps: input.plan.steps.map((step) => stepStatus(step, input.stateOf(step.id))),
    state: overall(input),
    until: input.until,
    graphUrl: input.graphUrl,
  };
}

function stepStatus(step: Step, state: StepState): RolloutStepStatus {
  const ids = (step.items ?? []).map((item) => item.userId);
  return {
    id: step.id,
    status: state.status,
    items: step.items === undefined ? null : countItems(ids, state.items),
    at: state.at,
    failure: state.failure,
    drift: state.drift,
    gate: state.gate,
    soakUntil: state.soakUntil,
    isGoingBack: state.direction === 'back',
    answers: answersFor(step, state),
  };
}

const needsPerson = /^(step\/(needs-person|gate-not-met|outcome-unknown)|guardrail\/)/;

function overall(input: StatusInput): RolloutStatus['state'] {
  if (input.isHalted) return 'halted';
  if (input.isRunning) return 'running';
  // A second person's yes begins nothing: until the first one's, nobody has said to go on.
  if (!input.entries.some(isOwnApproval)) return 'notApproved';
  if (isStopped(input)) return 'stopped';
  const states = input.plan.steps.map((step) => input.stateOf(step.id));
  const has = (status: StepStatus): boolean => states.some((state) => state.status === status);
  if (has('DRIFT')) return 'drift';
  if (has('FAILED')) return 'failed';
  if (has('AWAIT_AUTH')) return 'awaitAuth';
  if (has('ASK')) return 'needsPerson';
  if (states.every(isOver)) return 'done';
  const paused = states.find((state) => state.status === 'PAUSED');
  if (paused !== undefined)
    return needsPerson.test(paused.failure?.code ?? '') ? 'needsPerson' : 'held';
  if (isRolledBack(input)) return 'rolledBack';
  const isUnderWay = states.some(
    (state) => !['PENDING', 'DONE', 'ROLLED_BACK', 'SKIPPED'].includes(state.status),
  );
  return isUnderWay ? 'held' : 'ready';
}

/** An emergency stop since a person last said to go on or to go back. */
function isStopped(input: StatusInput): boolean {
  const last = input.entries.findLast(
    (entry) => entry.type === 'emergency' || (isOwnApproval(entry) && entry.body['how'] !== 'stop'),
  );
  return last?.type === 'emergency';
}

/** The last word of the journal is a finished roll back of everything. */
function isRolledBack(input: StatusInput): boolean {
  return isWholeRollBack(input.entries, input.plan.steps[0]?.id);
}

/** A roll back from a later step leaves what stands before it, and is not the end of it. */
export function isWholeRollBack(
  entries: readonly JournalEntry[],
  firstStep: string | undefined,
): boolean {
  const last = entries.findLast((entry) => entry.type === 'done' || entry.type === 'note');
  const { what, from } = last?.body ?? {};
  return last?.type === 'note' && what === 'rolledBack' && from === firstStep;
}
