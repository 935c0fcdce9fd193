import type { Failure } from '../../shared/diagnostic';
import { movedIn, type MovedItem } from '../../shared/journal/drift-choice';
import { countItems, type ItemCounts } from '../../shared/journal/item-counts';
import { isOver, type StepState } from '../../shared/journal/step-state';
import {
  isRingDriftNote,
  ringDriftIn,
  type RingDriftNote,
} from '../../shared/journal/ring-drift-note';
import type { JournalEntry, StepStatus } from '../../shared/journal/journal-entry';
import type { Plan } from '../../shared/plan/plan';
import type { Step } from '../../shared/plan/step';
import { isOwnApproval } from './approval';
import type { Newcomers } from './newcomers';
import { openIdOf, openRange, startsRollBack, type OpenRange } from './roll-back-range';
import { answersFor, type Settlement } from './settle-step';

export interface RolloutStepStatus {
  readonly id: string;
  readonly status: StepStatus;
  readonly items: ItemCounts | null;
  readonly at: string | null;
  readonly failure: Failure | null;
  readonly drift: StepState['drift'];
  readonly gate: StepState['gate'];
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
  /** What a roll back that has not come to its end was asked for; null: none is under way. */
  readonly backRange: OpenRange | null;
  /** What the last look before a roll back found moved, and nobody has answered yet. */
  readonly moved: readonly MovedItem[];
  /** Who was elsewhere than the plan says when applying last began; null: nobody was found. */
  readonly ringDrift: RingDriftNote | null;
  /** Names of people it speaks of and the plan does not know. */
  readonly newcomers: Newcomers;
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
  readonly newcomers: Newcomers;
}

/** Everything a screen or `status` shows, derived from the journal alone. */
export function statusOf(input: StatusInput): RolloutStatus {
  const backRange = openRange(input.entries);
  const stateOf = (stepId: string): StepState =>
    input.stateOf(openIdOf(stepId, backRange, (id) => input.stateOf(id)));
  return {
    rolloutId: input.rolloutId,
    planHash: input.plan.planHash,
    steps: input.plan.steps.map((step) =>
      stepStatus(step, stateOf(step.id), input.stateOf(step.id)),
    ),
    state: overall({ ...input, stateOf }),
    until: input.until,
    graphUrl: input.graphUrl,
    backRange,
    moved: movedIn(input.entries),
    ringDrift: ringDriftIn(input.entries),
    newcomers: input.newcomers,
  };
}

/** `own`: of the step itself, where what stands in its way is one person’s roll back. */
function stepStatus(step: Step, state: StepState, own: StepState): RolloutStepStatus {
  const ids = (step.items ?? []).map((item) => item.userId);
  return {
    id: step.id,
    status: state.status,
    items: step.items === undefined ? null : countItems(ids, own.items),
    at: state.at,
    failure: state.failure,
    drift: state.drift,
    gate: state.gate,
    soakUntil: state.soakUntil,
    isGoingBack: state.direction === 'back',
    answers: answersFor(step, state),
  };
}

const needsPerson =
  /^(step\/(needs-person|gate-not-met|outcome-unknown|not-there-yet|partly-there)|guardrail\/)/;

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
  const last = entries.findLast(
    (entry) =>
      entry.type === 'done' ||
      (entry.type === 'note' && !startsRollBack(entry) && !isRingDriftNote(entry)),
  );
  const { what, from } = last?.body ?? {};
  return last?.type === 'note' && what === 'rolledBack' && from === firstStep;
}
