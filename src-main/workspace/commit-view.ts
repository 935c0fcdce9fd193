import type { CommitView } from '../../shared/ipc/commit-contract';
import type { JournalEntry } from '../../shared/journal/journal-entry';
import { stepStateOf } from '../../shared/journal/step-state';
import type { Plan } from '../../shared/plan/plan';
import type { Step } from '../../shared/plan/step';
import { scopesOfKind } from '../../shared/registration/write-needs';
import type { RolloutStatus } from '../rollout/rollout-status';
import { commitObjects } from './commit-objects';
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
  const writes = countWrites(steps);
  const entriesOf = (id: string): JournalEntry[] =>
    input.entries.filter((entry) => entry.stepId === id);
  return {
    act,
    ring,
    from,
    people: peopleConcerned(plan, steps),
    ringSize: ringSize(plan, ring),
    steps: steps.length,
    writes,
    changes: isBack ? [] : [...wideChanges(steps)],
    phrase: phraseFor(plan, steps),
    cannotUndo: cannotUndo(steps),
    objects: commitObjects({
      ...{ plan, steps, isBack },
      stateOf: (id) => stepStateOf(entriesOf(id)),
    }),
    asksFor: [...new Set(steps.flatMap(({ kind }) => scopesOfKind[kind]))].filter(
      (scope) => !input.confirmed.includes(scope),
    ),
  };
}

function stepsOf({ plan, status, act, ring, from }: CommitInput): readonly Step[] {
  if (act === 'stop') return [];
  if (act !== 'rollBack') return stepsUntil(plan, status, ring);
  const back = stepsToTakeBack(plan, status, from === null ? ring : null);
  return from === null ? back : stepsFrom(plan, back, from);
}
