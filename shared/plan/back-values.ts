import type { Json } from '../json';
import type { Plan } from './plan';
import { reverseOf } from './step-requests';

/**
 * What a roll back finds where nobody has moved it, and what it puts back: owned fields of a step, or
 * one person's state. Null where the plan has none.
 */
export function backValues(
  plan: Pick<Plan, 'steps'>,
  { step, item }: { readonly step: string; readonly item: string | null },
): { readonly written: Json; readonly before: Json } {
  const planned = plan.steps.find(({ id }) => id === step);
  const back = planned === undefined ? null : reverseOf(planned);
  if (item === null) return { written: back?.prior ?? null, before: back?.planned ?? null };
  const own = back?.items?.find(({ userId }) => userId === item);
  return { written: own?.prior ?? null, before: own?.planned ?? null };
}
