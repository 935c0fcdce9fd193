import type { Plan } from '../../shared/plan/plan';
import type { Step } from '../../shared/plan/step';

/** What a person has to type before a commit; empty where a press is enough (execution.md 3.8). */
export function phraseFor(plan: Plan, steps: readonly Step[]): string {
  const people = peopleTouched(steps).size;
  const enabled = plan.people.filter((person) => person.enabled).length;
  const isWide = people > 50 || people > enabled * 0.25;
  const concerned = String(peopleConcerned(plan, steps));
  return isWide || steps.some(isTenantWide) ? `${plan.tenant.primaryDomain} ${concerned}` : '';
}

/** How many people an act is about: those its steps name, or everybody where it is tenant-wide. */
export function peopleConcerned(plan: Plan, steps: readonly Step[]): number {
  const named = peopleTouched(steps).size;
  if (named > 0 || !steps.some(isTenantWide)) return named;
  return plan.people.filter((person) => person.enabled && person.isPerson).length;
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

const sendsNothing: ReadonlySet<Step['kind']> = new Set(['soak', 'gate', 'manual']);

/** It sends something to the tenant. */
export function isWrite(step: Step): boolean {
  return !sendsNothing.has(step.kind);
}

export function countWrites(steps: readonly Step[]): number {
  return steps.filter(isWrite).length;
}
