import type { Plan } from '../../shared/plan/plan';
import { createdRef, type Step } from '../../shared/plan/step';
import { planOfSteps } from './plan-of-steps';

/** A plan that makes and enforces so many policies, all like its own first one. */
export function manyPolicies(plan: Plan, count: number): Plan {
  const create = plan.steps.find((step) => step.kind === 'ca.create');
  const enforce = plan.steps.find(
    (step) => step.kind === 'ca.setState' && step.planned?.['state'] === 'enabled',
  );
  if (create === undefined || enforce === undefined) throw new Error('no policy to make');
  const steps = Array.from({ length: count }, (_, n): readonly Step[] => {
    const own = { ...create.planned, displayName: `Causeway: policy ${n} cw-00000000-${n + 1}` };
    const id = `p${n}`;
    return [
      { ...create, id, planned: own },
      {
        ...enforce,
        ...{ id: `e${n}`, target: { ...enforce.target, id: createdRef(id) } },
        ...{
          prior: { state: 'disabled' },
          reverse: { kind: 'restore', to: { state: 'disabled' } },
        },
      },
    ];
  });
  return planOfSteps(plan, steps.flat());
}
