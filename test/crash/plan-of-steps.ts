import type { Json } from '../../shared/json';
import type { Plan } from '../../shared/plan/plan';
import { planHashOf } from '../../shared/plan/plan-file';
import { createdStepId } from '../../shared/plan/references';
import { createdRef, type Step } from '../../shared/plan/step';
import { sha256 } from '../../src-main/files/sha256';

/** The plan with these steps alone, numbered anew, as the plan of its own hash that it is. */
export function planOfSteps(plan: Plan, chosen: readonly Step[]): Plan {
  const renamed = new Map(
    chosen.map((step, index) => [step.id, `s${String(index + 1).padStart(2, '0')}`]),
  );
  const steps = chosen.map((step) => {
    const fill = (value: Json): Json => {
      if (Array.isArray(value)) return (value as readonly Json[]).map(fill);
      if (typeof value === 'object' && value !== null) {
        return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, fill(one)]));
      }
      const made = typeof value === 'string' ? createdStepId(value) : null;
      return made === null ? value : createdRef(renamed.get(made) ?? made);
    };
    return {
      ...(fill(step as unknown as Json) as unknown as Step),
      id: renamed.get(step.id) ?? '',
    };
  });
  const changed: Plan = { ...plan, choices: choicesOf(plan, steps), steps };
  return { ...changed, planHash: planHashOf(changed, sha256) };
}

/** Nothing is narrowed that nobody chose: a step set down by hand has its choice beside it. */
function choicesOf({ choices }: Plan, steps: readonly Step[]): Plan['choices'] {
  if (!steps.some(({ kind }) => kind === 'systemPreferred.set')) return choices;
  const chosen = { value: 'enabled', include: 'all_users', reason: 'tried' } as const;
  return { ...choices, systemPreferred: { ...chosen, by: 'test', at: '2026-11-22T12:00:00Z' } };
}
