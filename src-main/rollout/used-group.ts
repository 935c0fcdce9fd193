import { failure, type Failure } from '../../shared/diagnostic';
import { mayBeUsedElsewhere } from '../../shared/plan/group-uses';
import type { Step } from '../../shared/plan/step';
import type { Motion } from './engine';
import type { Fresh } from './fresh-data';

/**
 * Refuses to put people into a group that was there before the plan, to be left out of
 * system-preferred authentication, where by now it is used for more, by itself or within another.
 */
export function usedGroupRefusal(
  { step: asPlanned, direction }: Motion,
  step: Step,
  { image, snapshot }: Fresh,
): Failure | null {
  const isOfPlan = asPlanned.target.id !== step.target.id;
  if (direction === 'back' || step.purpose !== 'systemPreferred' || isOfPlan) return null;
  const { policy, conditionalAccess: policies } = image;
  if (policy === null || policies === null) {
    const source = policy === null ? 'authenticationMethodsPolicy' : 'conditionalAccess';
    return failure('plan/snapshot-incomplete', { source });
  }
  if (!mayBeUsedElsewhere({ policy, policies, snapshot }, step.target.id)) return null;
  return failure('guardrail/refused', { step: step.id, expected: 'groupForThisAlone' });
}
