import type { Json } from '../json';
import { createdRef, type Step } from './step';

/**
 * Without groups that nothing uses: where what is there reaches everybody already, no step names
 * the group that was to be made for them (planning a reached state gives no steps).
 */
export function withoutIdleGroups(steps: readonly Step[]): readonly Step[] {
  const idle = new Set(
    steps
      .filter((step) => step.kind === 'group.create')
      .map((step) => createdRef(step.id))
      .filter((ref) => !steps.some((step) => uses(step, ref))),
  );
  if (idle.size === 0) return steps;
  return steps.filter(
    (step) =>
      !(step.kind === 'group.create' && idle.has(createdRef(step.id))) && !idle.has(step.target.id),
  );
}

/** Filling a group is no use of it. */
function uses(step: Step, ref: string): boolean {
  if (step.target.id === ref) return false;
  return names(step.planned, ref);
}

function names(value: Json | undefined, ref: string): boolean {
  if (typeof value === 'string') return value === ref;
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some((item) => names(item, ref));
}
