import { isHeldBy } from '../held-method';
import type { PlanContext } from '../plan-context';
import { manualStep } from '../step-draft';
import type { Step } from '../step';

/**
 * Methods that should be on and that the policy as read does not show (R6, R7): a person looks in
 * the portal and turns each on, or records why not. Nothing is written where the prior is unknown.
 */
export function unshownMethodSteps(context: PlanContext): readonly Step[] {
  const ids = context.targets
    .filter(({ reason }) => reason === 'notInPolicy')
    .map((target) => target.id);
  if (ids.length === 0) return [];
  const holders = context.people
    .filter((person) => person.enabled && ids.some((id) => isHeldBy(person.methods, id)))
    .map((person) => person.id);
  return [
    manualStep('methods-not-shown', 'methods_not_shown', holders, {
      purpose: 'enableMethods',
      why: 'methods_not_shown',
      rules: ['O4', 'O5', 'R6', 'R7'],
      values: { methods: ids.join(', ') },
    }),
  ];
}
