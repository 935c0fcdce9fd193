import { methodImpact, type MethodImpact } from '../../shared/plan/method-impact';
import type { Plan } from '../../shared/plan/plan';

const known = new WeakMap<Plan, MethodImpact>();

/** The impact of a plan, worked out once: screen and people list ask for the same. */
export function impactOf(plan: Plan): MethodImpact {
  const before = known.get(plan);
  if (before !== undefined) return before;
  const impact = methodImpact(plan);
  known.set(plan, impact);
  return impact;
}
