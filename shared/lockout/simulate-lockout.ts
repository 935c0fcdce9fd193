import type { Person } from '../assess/people';
import { failure, type Failure } from '../diagnostic';
import { retirementDates } from '../entra/retirement-dates';
import { bundleOf } from '../plan/bundle';
import { scopeInImage } from '../plan/image-scope';
import type { Plan } from '../plan/plan';
import { applyStep, imageOfPlan, type TenantImage } from '../plan/post-image';
import type { Step } from '../plan/step';
import { err, ok, type Result } from '../result';
import { judgeInImage } from './class-verdict';
import { comparedToStart, isSameVerdict } from './compare-verdicts';
import { simulatedPeople, simulateSteps } from './simulate-steps';
import { isOtherTime, stepDays } from './step-days';
import {
  type ClassVerdict,
  type PersonSimulation,
  type PersonVerdict,
  type Simulation,
  type StepSimulation,
} from './verdict';

/** One account in one image on one day (ISO date). */
export function judgePerson(image: TenantImage, person: Person, date: string): PersonVerdict {
  return named(person, judgeInImage(image, person, scopeInImage(image, person), date));
}

function named(person: Person, verdict: ClassVerdict): PersonVerdict {
  return { userId: person.id, ...verdict };
}

/**
 * Every enabled account after every step, with everybody whose verdict changes: the whole document.
 * `simulateSteps` tells the counts alone in a part of the time.
 */
export function simulatePlan(plan: Plan): Simulation {
  const people = simulatedPeople(plan);
  const steps: StepSimulation[] = [];
  for (const { stepId, counts, changes } of simulateSteps(plan, people)) {
    const changed: StepSimulation['changed'][number][] = [];
    for (const { place, before, after } of changes.people()) {
      const person = people[place] as Person;
      changed.push({ before: named(person, before), after: named(person, after) });
    }
    steps.push({ stepId, counts, changed });
  }
  return { schema: 'causeway-simulation/1', planHash: plan.planHash, steps };
}

/**
 * Each step with the tenant after it and the day that is on. Steps carried out as one move change it together, at the
 * first of them: what lies between lasts seconds, and nobody's verdict is taken there.
 */
function* imagesAfter(
  plan: Plan,
  start: TenantImage,
): Generator<readonly [Step, TenantImage, string]> {
  let image = start;
  const days = stepDays(plan);
  for (const [place, step] of plan.steps.entries()) {
    const move = bundleOf(plan.steps, step);
    if (move[0] === step) image = move.reduce(applyStep, image);
    yield [step, image, days[place] ?? plan.asOf];
  }
}

/**
 * One person through the plan: today, then each step, on its day, by which something has changed
 * for them; and on each retirement date with the tenant as it is and as the plan leaves it. Error: `input/unknown-user`.
 */
export function simulatePerson(plan: Plan, userId: string): Result<PersonSimulation, Failure> {
  const person = plan.people.find((one) => one.id === userId);
  if (person === undefined) return err(failure('input/unknown-user', { user: userId }));
  const start = imageOfPlan(plan);
  const first = judgePerson(start, person, plan.asOf);
  const points: PersonSimulation['points'][number][] = [{ stepId: 'start', verdict: first }];
  let image = start;
  let last: PersonVerdict = first;
  let date = plan.asOf;
  for (const [step, after, day] of imagesAfter(plan, start)) {
    if (after === image && !isOtherTime(date, day)) continue;
    image = after;
    date = day;
    const next = named(person, comparedToStart(first, judgePerson(image, person, date)));
    if (isSameVerdict(last, next)) continue;
    points.push({ stepId: step.id, verdict: next });
    last = next;
  }
  const ring = plan.rings.find((one) => one.members.includes(userId))?.ring ?? null;
  return ok({
    schema: 'causeway-simulation/1',
    planHash: plan.planHash,
    person: { id: person.id, upn: person.upn, name: person.name, ring },
    date: plan.asOf,
    points,
    dates: [retirementDates.february, retirementDates.july].map((date) => ({
      date,
      withoutPlan: judgePerson(start, person, date),
      withPlan: judgePerson(image, person, date),
    })),
  });
}
