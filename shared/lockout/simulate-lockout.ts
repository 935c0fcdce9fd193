import type { Person } from '../assess/people';
import { failure, type Failure } from '../diagnostic';
import { retirementDates } from '../entra/retirement-dates';
import { bundleOf } from '../plan/bundle';
import { scopeInImage } from '../plan/image-scope';
import type { Plan } from '../plan/plan';
import { applyStep, imageOfPlan, type TenantImage } from '../plan/post-image';
import type { Step } from '../plan/step';
import { err, ok, type Result } from '../result';
import { comparedToStart, isSameVerdict, judgeInImage, type ClassVerdict } from './class-verdict';
import { ClassVerdicts } from './class-verdicts';
import { PersonClasses } from './person-class';
import { UserLists } from './user-lists';
import {
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
 * Every enabled account after every step, on the day the plan was made for. Only accounts a step
 * can touch are judged again, and accounts that are alike only once.
 */
export function simulatePlan(plan: Plan): Simulation {
  const people = plan.people.filter((person) => person.enabled);
  const places = new Map(people.map((person, place) => [person.id, place]));
  let image = imageOfPlan(plan);
  const classes = new PersonClasses(people, image, userListsOf(plan, image));
  const verdictOf = new ClassVerdicts(people, classes, plan.asOf, image);
  const counts = verdictOf.counts();
  const steps: StepSimulation[] = [{ stepId: 'start', counts: { ...counts }, changed: [] }];
  for (const [step, after] of imagesAfter(plan, image)) {
    const touched = touchedBy(step, image, after, places);
    image = after;
    const changed =
      touched === 'everybody' ? verdictOf.judgeAll(after) : verdictOf.move(touched, after);
    for (const one of changed) {
      counts[one.before.verdict] -= 1;
      counts[one.after.verdict] += 1;
    }
    steps.push({
      stepId: step.id,
      counts: { ...counts },
      changed: changed.map(({ place, before, after: is }) => {
        const person = people[place] as Person;
        return { before: named(person, before), after: named(person, is) };
      }),
    });
  }
  return { schema: 'causeway-simulation/1', planHash: plan.planHash, steps };
}

/**
 * Each step with the tenant after it. Steps carried out as one move change it together, at the
 * first of them: what lies between lasts seconds, and nobody's verdict is taken there.
 */
function* imagesAfter(plan: Plan, start: TenantImage): Generator<readonly [Step, TenantImage]> {
  let image = start;
  for (const step of plan.steps) {
    const move = bundleOf(plan.steps, step);
    if (move[0] === step) image = move.reduce(applyStep, image);
    yield [step, image];
  }
}

/** The lists of single users at any time of the plan; members of groups do not matter here. */
function userListsOf(plan: Plan, start: TenantImage): UserLists {
  const lists = new UserLists();
  lists.add(start);
  let image = start;
  for (const step of plan.steps) {
    if (step.items !== undefined) continue;
    const after = applyStep(image, step);
    if (after !== image) lists.add(after);
    image = after;
  }
  return lists;
}

/** What a step does to the people whose verdict it can change, by place. */
function touchedBy(
  step: Step,
  before: TenantImage,
  after: TenantImage,
  places: ReadonlyMap<string, number>,
): ReadonlyMap<number, string> | 'everybody' {
  const acts = new Map<number, string>();
  if (before === after || step.kind === 'group.create' || step.kind === 'ca.create') return acts;
  const isQuiet =
    step.kind === 'ca.setState' &&
    step.prior?.['state'] !== 'enabled' &&
    step.planned?.['state'] !== 'enabled';
  if (isQuiet) return acts;
  if (step.items === undefined && after.replaced === before.replaced) return 'everybody';
  const touched =
    step.items ?? (step.manual?.userIds ?? []).map((userId) => ({ userId, planned: 'replaced' }));
  // The last word counts where a step names somebody twice, as it does in the image.
  for (const { userId, planned } of touched) {
    const place = places.get(userId);
    if (place !== undefined) acts.set(place, planned);
  }
  return acts;
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
  for (const [step, after] of imagesAfter(plan, start)) {
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
