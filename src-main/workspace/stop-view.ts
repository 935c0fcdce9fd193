import type { Failure } from '../../shared/diagnostic';
import type { FailureView } from '../../shared/ipc/common-views';
import type { RolloutView, StopView } from '../../shared/ipc/rollout-contract';
import type { Plan } from '../../shared/plan/plan';
import type { StopOutcome } from '../rollout/emergency-stop';

/** The page shows this many people; the number tells how many there are. */
const shownPeople = 200;

/** What the page learns after an emergency stop. */
export function buildStopView(plan: Plan, outcome: StopOutcome, rollout: RolloutView): StopView {
  const people = new Map(plan.people.map((person) => [person.id, person]));
  return {
    rollout,
    policies: outcome.policies.map(({ id, name, state, failure }) => ({
      id,
      name,
      state,
      failure: shown(failure),
    })),
    left: outcome.left === null ? null : outcome.left.length,
    people: (outcome.left ?? []).slice(0, shownPeople).map((id) => {
      const person = people.get(id);
      return { id, name: person?.name ?? id, upn: person?.upn ?? id };
    }),
    restorable: outcome.restorable.length,
    restored: outcome.restored,
    restoreFailure: shown(outcome.restoreFailure),
  };
}

const shown = (reason: Failure | null): FailureView | null =>
  reason === null ? null : { code: reason.code, values: { ...reason.values } };
