import { stepStateOf, type StepState } from '../../shared/journal/step-state';
import type { Plan } from '../../shared/plan/plan';
import type { TenantStore } from '../store/open-store';
import { currentRollout } from './rollout-record';

/** Emergency access accounts named and checked in a rollout of this plan: object ids. */
export function namedAccounts(
  plan: Plan,
  stateOf: (stepId: string) => Pick<StepState, 'evidence'>,
): readonly string[] {
  return plan.steps
    .filter((step) => step.purpose === 'emergencyAccess' && step.kind === 'manual')
    .flatMap(({ id }) => stateOf(id).evidence ?? []);
}

/**
 * The same out of the journal alone, while no engine is open: takes no lock and writes nothing. A
 * journal that cannot be believed names nobody.
 */
export function namedInJournal(store: TenantStore, plan: Plan): readonly string[] {
  const { journal } = store;
  if (journal.isLost(plan.planHash)) return [];
  const record = currentRollout(store, plan, null);
  if (!record.ok || record.value === null) return [];
  if (journal.verify(record.value).state !== 'intact') return [];
  const entries = journal.read(record.value);
  return namedAccounts(plan, (stepId) =>
    stepStateOf(entries.filter((entry) => entry.stepId === stepId)),
  );
}
