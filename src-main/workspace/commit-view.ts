import type { CommitView } from '../../shared/ipc/commit-contract';
import type { JournalEntry } from '../../shared/journal/journal-entry';
import { stepStateOf, type StepState } from '../../shared/journal/step-state';
import { stopScopes } from '../../shared/plan/emergency-stop';
import type { Plan } from '../../shared/plan/plan';
import type { Step } from '../../shared/plan/step';
import type { WriteScope } from '../../shared/registration/graph-scopes';
import { scopesOfKind } from '../../shared/registration/write-needs';
import type { RolloutStatus } from '../rollout/rollout-status';
import { commitObjects, mayBeOurs } from './commit-objects';
import { cannotUndo } from './review-view';
import { stepsFrom, stepsToTakeBack, stepsUntil } from './rollout-steps';
import { countWrites, peopleConcerned, phraseFor, ringSize, wideChanges } from './typed-phrase';

export interface CommitInput {
  readonly plan: Plan;
  readonly status: RolloutStatus | null;
  readonly entries: readonly JournalEntry[];
  readonly act: CommitView['act'];
  readonly ring: number | null;
  /** Of a roll back: this step and everything after it. */
  readonly from: string | null;
  /** Permissions to change that a person gave already. */
  readonly confirmed: readonly string[];
}

/** What an act would do, from main's own plan and journal; all but its ticket and the schedule. */
export function buildCommitView(input: CommitInput): Omit<CommitView, 'ticket' | 'closed'> {
  const { plan, act, ring, from } = input;
  const isBack = act === 'rollBack';
  const steps = stepsOf(input);
  const entriesOf = (id: string): JournalEntry[] =>
    input.entries.filter((entry) => entry.stepId === id);
  const stateOf = (id: string): StepState => stepStateOf(entriesOf(id));
  return {
    act,
    ring,
    from,
    people: peopleConcerned(plan, steps),
    ringSize: ringSize(plan, ring),
    steps: steps.length,
    writes: countWrites(isBack ? steps.filter((one) => mayBeOurs(one, stateOf(one.id))) : steps),
    changes: isBack ? [] : [...wideChanges(steps)],
    phrase: phraseFor(plan, steps),
    cannotUndo: cannotUndo(steps),
    objects: commitObjects({ plan, steps, isBack, stateOf }),
    asksFor: asksFor(steps, plan, stateOf).filter((scope) => !input.confirmed.includes(scope)),
  };
}

/** What the steps take, and what an emergency stop would: asked for together (`tokenReady`). */
function asksFor(
  steps: readonly Step[],
  plan: Plan,
  stateOf: (stepId: string) => StepState,
): WriteScope[] {
  const own = steps.flatMap(({ kind }) => scopesOfKind[kind]);
  const refs = { created: (id: string) => stateOf(id).objectId, evidence: () => null };
  return [...new Set([...own, ...(own.length === 0 ? [] : stopScopes(plan, stateOf, refs))])];
}

function stepsOf({ plan, status, act, ring, from }: CommitInput): readonly Step[] {
  if (act === 'stop') return [];
  if (act !== 'rollBack') return stepsUntil(plan, status, ring);
  const back = stepsToTakeBack(plan, status, from === null ? ring : null);
  return from === null ? back : stepsFrom(plan, back, from);
}
