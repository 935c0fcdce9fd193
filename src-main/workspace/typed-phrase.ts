import type { Plan } from '../../shared/plan/plan';
import type { Step } from '../../shared/plan/step';

/** What a person has to type before a commit; empty where a press is enough (execution.md 3.8). */
export function phraseFor(plan: Plan, steps: readonly Step[]): string {
  const people = peopleTouched(steps).size;
  const enabled = plan.people.filter((person) => person.enabled).length;
  const isWide = people > 50 || people > enabled * 0.25;
  return isWide || steps.some(isTenantWide) ? `${plan.tenant.primaryDomain} ${String(people)}` : '';
}

/** Distinct people the item steps touch. */
export function peopleTouched(steps: readonly Step[]): ReadonlySet<string> {
  return new Set(steps.flatMap((step) => step.items?.map((item) => item.userId) ?? []));
}

export function isTenantWide(step: Step): boolean {
  if (step.kind === 'migration.state' || step.kind === 'securityDefaults.set') return true;
  return step.kind === 'ca.setState' && step.planned?.['state'] === 'enabled';
}
