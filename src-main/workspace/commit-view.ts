import type { CommitView } from '../../shared/ipc/commit-contract';
import type { Sha256 } from '../../shared/ids';
import type { MovedItem } from '../../shared/journal/drift-choice';
import type { JournalEntry } from '../../shared/journal/journal-entry';
import { stepStateOf, type StepState } from '../../shared/journal/step-state';
import { stopScopes } from '../../shared/plan/emergency-stop';
import type { Person } from '../../shared/assess/people';
import type { Plan } from '../../shared/plan/plan';
import type { Step } from '../../shared/plan/step';
import type { WriteScope } from '../../shared/registration/graph-scopes';
import { scopesOfKind } from '../../shared/registration/write-needs';
import type { RolloutStatus } from '../rollout/rollout-status';
import type { Until } from '../rollout/rollout-types';
import { commitObjects, mayBeOurs } from './commit-objects';
import { movedView } from './moved-view';
import { cannotUndo } from './review-view';
import { stepsFrom, stepsToTakeBack, stepsUntil, untilRing } from './rollout-steps';
import { countWrites, peopleConcerned, phraseFor, ringSize, wideChanges } from './typed-phrase';

export interface CommitInput {
  readonly plan: Plan;
  readonly status: RolloutStatus | null;
  readonly entries: readonly JournalEntry[];
  readonly act: CommitView['act'];
  readonly ring: number | null;
  /** Of a roll back: this step and everything after it. */
  readonly from: string | null;
  /** Of going on: no further than this step. */
  readonly until?: string | null;
  /** Of a roll back: this person alone, by id. */
  readonly person?: string | null;
  /** Permissions to change that a person gave already. */
  readonly confirmed: readonly string[];
  /** Of a roll back: what a look just now found moved. */
  readonly moved: readonly MovedItem[];
  readonly sha256: Sha256;
}

/** What an act would do, from main's own plan and journal; all but its ticket and the schedule. */
export function buildCommitView(input: CommitInput): Omit<CommitView, 'ticket' | 'closed'> {
  const { plan, act, ring, from } = input;
  const person = plan.people.find(({ id }) => id === input.person);
  const isBack = act === 'rollBack';
  const steps = stepsOf(input);
  const entriesOf = (id: string): JournalEntry[] =>
    input.entries.filter((entry) => entry.stepId === id);
  const stateOf = (id: string): StepState => stepStateOf(entriesOf(id));
  return {
    act,
    ring,
    from,
    ...(person === undefined ? {} : { person: pick(person) }),
    ...(input.until == null ? {} : { until: input.until }),
    people: peopleConcerned(plan, steps, isBack),
    ringSize: ringSize(plan, ring),
    steps: steps.length,
    inEffect: isBack ? stepsInEffect(input, steps) : null,
    writes: countWrites(isBack ? steps.filter((one) => mayBeOurs(one, stateOf(one.id))) : steps),
    changes: isBack ? [] : [...wideChanges(steps)],
    phrase: phraseFor(plan, steps, isBack),
    cannotUndo: cannotUndo(steps),
    moved: movedView(plan, input.moved, input.sha256),
    objects: commitObjects({ plan, steps, isBack, stateOf }),
    asksFor: asksFor(steps, plan, stateOf).filter((scope) => !input.confirmed.includes(scope)),
  };
}

/** Before the plan none is; what has no way back stays in effect after everything. */
function stepsInEffect(
  { plan, status, person = null }: CommitInput,
  back: readonly Step[],
): NonNullable<CommitView['inEffect']> {
  const now = person === null ? stepsToTakeBack(plan, status, null).length : back.length;
  const stay = back.filter((step) => cannotUndo([step]).length > 0).length;
  return { now, after: now - back.length + stay };
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

function endOf({ ring, until = null }: CommitInput): Until {
  return until === null ? untilRing(ring) : { step: until };
}

function stepsOf(input: CommitInput): readonly Step[] {
  const { plan, status, act, ring, from, person = null } = input;
  if (act === 'stop') return [];
  if (act === 'rollBack' && person !== null) return stepsOfPerson(input);
  if (act !== 'rollBack') return stepsUntil(plan, status, endOf(input));
  const back = stepsToTakeBack(plan, status, from === null ? ring : null);
  return from === null ? back : stepsFrom(plan, back, from);
}

const pick = ({ id, name, upn }: Person): CommitView['person'] => ({ id, name, upn });

/** Steps over people that changed this one, with nobody else in them. */
function stepsOfPerson({ plan, entries, person }: CommitInput): readonly Step[] {
  return plan.steps.flatMap((step) => {
    const own = entries.filter((entry) => entry.stepId === step.id);
    const items = (step.items ?? []).filter(
      ({ userId }) => userId === person && stepStateOf(own).changedItems.has(userId),
    );
    return items.length === 0 ? [] : [{ ...step, items }];
  });
}
