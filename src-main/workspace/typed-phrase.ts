import type { Plan } from '../../shared/plan/plan';
import type { Step } from '../../shared/plan/step';
import { isWrite } from '../../shared/plan/summary';

/** What a person has to type before a commit; empty where a press is enough (execution.md 3.8). */
export function phraseFor(plan: Plan, steps: readonly Step[], isBack = false): string {
  const people = peopleConcerned(plan, steps, isBack);
  const enabled = plan.people.filter((person) => person.enabled).length;
  const isWide = people > 50 || people > enabled * 0.25;
  return isWide || steps.some(isTenantWide) ? `${plan.tenant.primaryDomain} ${String(people)}` : '';
}

/**
 * How many people an act is about: everybody where one of its steps reaches the whole tenant,
 * otherwise those its steps name. `isBack`: the steps are taken back.
 */
export function peopleConcerned(plan: Plan, steps: readonly Step[], isBack = false): number {
  if (!steps.some((step) => reachesEverybody(step, isBack))) return peopleTouched(steps).size;
  return plan.people.filter((person) => person.enabled && person.isPerson).length;
}

/** A switch of the whole tenant, or a method taken from whoever has it. */
function reachesEverybody(step: Step, isBack: boolean): boolean {
  if (isTenantWide(step)) return step.blast === 'tenant';
  const left = isBack ? step.prior : step.planned;
  return step.kind === 'method.configure' && left?.['state'] === 'disabled';
}

/** How many people a ring has, as its table says; null: no ring. */
export function ringSize(plan: Plan, ring: number | null): number | null {
  return plan.rings.find((one) => one.ring === ring)?.members.length ?? null;
}

/** Distinct people the item steps touch. */
export function peopleTouched(steps: readonly Step[]): ReadonlySet<string> {
  return new Set(steps.flatMap((step) => step.items?.map((item) => item.userId) ?? []));
}

export function isTenantWide(step: Step): boolean {
  if (step.kind === 'migration.state' || step.kind === 'securityDefaults.set') return true;
  return step.kind === 'ca.setState' && step.planned?.['state'] === 'enabled';
}

export type WideChange = 'policy' | 'migration' | 'securityDefaults';

/** What of it changes for the tenant as a whole, each once, in the order of the steps. */
export function wideChanges(steps: readonly Step[]): readonly WideChange[] {
  const named = {
    'migration.state': 'migration',
    'securityDefaults.set': 'securityDefaults',
  } as const;
  const changes = steps
    .filter(isTenantWide)
    .map(({ kind }): WideChange =>
      kind === 'migration.state' || kind === 'securityDefaults.set' ? named[kind] : 'policy',
    );
  return [...new Set(changes)];
}

export function countWrites(steps: readonly Step[]): number {
  return steps.filter(isWrite).length;
}
