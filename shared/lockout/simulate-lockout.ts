import type { Person } from '../assess/people';
import { failure, type Failure } from '../diagnostic';
import { retirementDates } from '../entra/retirement-dates';
import { scopeInImage } from '../plan/image-scope';
import type { Plan } from '../plan/plan';
import { applyStep, imageOfPlan, type TenantImage } from '../plan/post-image';
import type { Step } from '../plan/step';
import { err, ok, type Result } from '../result';
import { comparedToStart, isSameVerdict, judgeInImage, type ClassVerdict } from './class-verdict';
import { classKeys, fixedKey } from './person-class';
import {
  verdicts,
  type PersonSimulation,
  type PersonVerdict,
  type Simulation,
  type StepSimulation,
  type Verdict,
} from './verdict';

/** One account in one image on one day (ISO date). */
export function judgePerson(image: TenantImage, person: Person, date: string): PersonVerdict {
  return named(person, judgeInImage(image, person, scopeInImage(image, person), date));
}

function named(person: Person, verdict: ClassVerdict): PersonVerdict {
  return { userId: person.id, ...verdict };
}

/**
 * Every enabled account after every step, on the day the plan was made for. Only accounts a step
 * can touch are judged again, and accounts that are alike only once.
 */
export function simulatePlan(plan: Plan): Simulation {
  const people = plan.people.filter((person) => person.enabled);
  const places = new Map(people.map((person, place) => [person.id, place]));
  const fixed = people.map(fixedKey);
  const judge = (tenant: TenantImage, who: readonly number[]): ReadonlyMap<number, ClassVerdict> =>
    judgeMany(tenant, people, fixed, who, plan.asOf);
  let image = imageOfPlan(plan);
  const start = judge(image, everybody(people));
  const now = people.map((_, place) => start.get(place)) as ClassVerdict[];
  const first = [...now];
  const counts = countVerdicts(now);
  const steps: StepSimulation[] = [{ stepId: 'start', counts: { ...counts }, changed: [] }];
  for (const step of plan.steps) {
    const after = applyStep(image, step);
    const touched = touchedBy(step, image, after, places, people);
    image = after;
    const changed: { before: PersonVerdict; after: PersonVerdict }[] = [];
    for (const [place, judged] of judge(image, touched)) {
      const person = people[place];
      const before = now[place];
      const begin = first[place];
      if (person === undefined || before === undefined || begin === undefined) continue;
      const next = comparedToStart(begin, judged);
      now[place] = next;
      if (isSameVerdict(before, next)) continue;
      counts[before.verdict] -= 1;
      counts[next.verdict] += 1;
      changed.push({ before: named(person, before), after: named(person, next) });
    }
    steps.push({ stepId: step.id, counts: { ...counts }, changed });
  }
  return { schema: 'causeway-simulation/1', planHash: plan.planHash, steps };
}

function everybody(people: readonly Person[]): readonly number[] {
  return people.map((_, place) => place);
}

function countVerdicts(all: readonly ClassVerdict[]): Record<Verdict, number> {
  const counts = Object.fromEntries(verdicts.map((name) => [name, 0])) as Record<Verdict, number>;
  for (const { verdict } of all) counts[verdict] += 1;
  return counts;
}

function judgeMany(
  image: TenantImage,
  people: readonly Person[],
  fixed: readonly string[],
  places: readonly number[],
  date: string,
): ReadonlyMap<number, ClassVerdict> {
  const judged = new Map<number, ClassVerdict>();
  if (places.length === 0) return judged;
  const byKey = new Map<string, ClassVerdict>();
  const keyOf = classKeys(people, fixed, image);
  for (const place of places) {
    const person = people[place];
    if (person === undefined) continue;
    const key = keyOf(place);
    let verdict = byKey.get(key);
    if (verdict === undefined) {
      verdict = judgeInImage(image, person, scopeInImage(image, person), date);
      byKey.set(key, verdict);
    }
    judged.set(place, verdict);
  }
  return judged;
}

/** Places of the people whose verdict a step can change. */
function touchedBy(
  step: Step,
  before: TenantImage,
  after: TenantImage,
  places: ReadonlyMap<string, number>,
  people: readonly Person[],
): readonly number[] {
  if (before === after || step.kind === 'group.create' || step.kind === 'ca.create') return [];
  const isQuiet =
    step.kind === 'ca.setState' &&
    step.prior?.['state'] !== 'enabled' &&
    step.planned?.['state'] !== 'enabled';
  if (isQuiet) return [];
  const ids =
    step.items?.map((item) => item.userId) ??
    (after.replaced === before.replaced ? null : (step.manual?.userIds ?? []));
  if (ids === null) return everybody(people);
  return ids.map((id) => places.get(id)).filter((place) => place !== undefined);
}

/**
 * One person through the plan: today, then each step that changes something for them; and on each
 * retirement date with the tenant as it is and as the plan leaves it. Error: `input/unknown-user`.
 */
export function simulatePerson(plan: Plan, userId: string): Result<PersonSimulation, Failure> {
  const person = plan.people.find((one) => one.id === userId);
  if (person === undefined) return err(failure('input/unknown-user', { user: userId }));
  const start = imageOfPlan(plan);
  const first = judgePerson(start, person, plan.asOf);
  const points: PersonSimulation['points'][number][] = [{ stepId: 'start', verdict: first }];
  let image = start;
  let last: PersonVerdict = first;
  for (const step of plan.steps) {
    const after = applyStep(image, step);
    if (after === image) continue;
    image = after;
    const next = named(person, comparedToStart(first, judgePerson(image, person, plan.asOf)));
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
