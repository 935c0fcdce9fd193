import type { Plan } from '../plan/plan';
import type { Shift } from './class-verdicts';
import { simulatedPeople, simulateSteps } from './simulate-steps';
import type { Simulation } from './verdict';

/** What a whole plan comes to for people, in numbers. */
export interface PlanFate {
  /** People who can sign in today and are shut out after some step, with what they hold today. */
  readonly loseAccess: number;
  /** Enabled accounts whose fate is not known after the last step. */
  readonly unknown: number;
}

type Words = { readonly [side in keyof Shift]: Pick<Shift['before'], 'verdict'> };

function isLost({ before, after }: Words): boolean {
  return after.verdict === 'blocked' && before.verdict !== 'blocked';
}

/** Of a simulation that is at hand. */
export function fateIn(plan: Plan, simulation: Simulation): PlanFate {
  const people = new Set(plan.people.filter((person) => person.isPerson).map((one) => one.id));
  const lost = new Set<string>();
  for (const { changed } of simulation.steps) {
    for (const one of changed) {
      if (isLost(one) && people.has(one.after.userId)) lost.add(one.after.userId);
    }
  }
  return { loseAccess: lost.size, unknown: simulation.steps.at(-1)?.counts.unknown ?? 0 };
}

/** The same without the document: people are looked up only at steps that shut somebody out. */
export function fateOf(plan: Plan): PlanFate {
  const people = simulatedPeople(plan);
  const lost = new Set<number>();
  let unknown = 0;
  for (const { counts, changes } of simulateSteps(plan, people)) {
    unknown = counts.unknown;
    if (!changes.shifts.some(isLost)) continue;
    for (const one of changes.people()) {
      if (isLost(one) && people[one.place]?.isPerson === true) lost.add(one.place);
    }
  }
  return { loseAccess: lost.size, unknown };
}
