import type { Person } from '../assess/people';
import { bundleOf } from '../plan/bundle';
import type { Plan } from '../plan/plan';
import { applyStep, imageOfPlan, type TenantImage } from '../plan/post-image';
import type { Step } from '../plan/step';
import { ClassVerdicts, type Changes } from './class-verdicts';
import { PeoplePlaces } from '../people-places';
import { PersonClasses } from './person-classes';
import { stepDays } from './step-days';
import { touchedBy, type Touched } from './touched-by-step';
import { UserLists } from './user-lists';
import type { StepSimulation } from './verdict';

/** One step simulated. `people` of its changes is to be read before the next step is asked for. */
export interface SimulatedStep extends Pick<StepSimulation, 'stepId' | 'counts'> {
  readonly changes: Changes;
}

/** The accounts a simulation is about: places count in this list. */
export function simulatedPeople(plan: Plan): readonly Person[] {
  return plan.people.filter((person) => person.enabled);
}

const none: Changes = { shifts: [], people: () => [] };

/**
 * Today and every step, each on its day (`stepDays`). Only accounts a step can touch are judged
 * again, but everybody once a dated fact has changed; and accounts that are alike only once: what
 * is kept of a person is one number.
 */
export function* simulateSteps(
  plan: Plan,
  people: readonly Person[],
): Generator<SimulatedStep, void> {
  let image = imageOfPlan(plan);
  const places = new PeoplePlaces(people);
  const classes = new PersonClasses(people, places, image, userListsOf(plan, image));
  const verdicts = new ClassVerdicts(classes, plan.asOf, image);
  yield { stepId: 'start', counts: verdicts.counts(), changes: none };
  const days = stepDays(plan);
  for (const [place, step] of plan.steps.entries()) {
    // Steps carried out as one move change the tenant together, at the first of them: what lies
    // between lasts seconds, and nobody's verdict is taken there.
    const move = bundleOf(plan.steps, step);
    let changes = none;
    if (move[0] === step) {
      const touched = touchedByMove(move, image, places);
      image = move.reduce(policiesAfter, image);
      changes = changesOf(verdicts, touched, image, days[place] ?? plan.asOf);
    }
    yield { stepId: step.id, counts: verdicts.counts(), changes };
  }
}

/** One step of a move may reach nobody, as a policy that was not read, and the next everybody. */
function touchedByMove(move: readonly Step[], image: TenantImage, places: PeoplePlaces): Touched {
  const [first = 'nobody', ...others] = move.map((step) => touchedBy(step, image, places));
  return others.every((one) => one === 'nobody') ? first : 'everybody';
}

function changesOf(
  verdicts: ClassVerdicts,
  touched: Touched,
  image: TenantImage,
  day: string,
): Changes {
  if (verdicts.isDatedOtherwise(day)) {
    return verdicts.judgeAnew(typeof touched === 'string' ? null : touched, image, day);
  }
  if (touched === 'nobody') return none;
  if (touched === 'everybody') return verdicts.judgeAll(image);
  return verdicts.move(touched, image);
}

const ofPeople: ReadonlySet<Step['kind']> = new Set([
  ...(['group.add', 'group.remove', 'perUserMfa.set', 'manual'] as const),
]);

/** The image without what people gain and lose one by one: their classes hold that. */
function policiesAfter(image: TenantImage, step: Step): TenantImage {
  return ofPeople.has(step.kind) ? image : applyStep(image, step);
}

/** The lists of single users at any time of the plan; members of groups do not matter here. */
function userListsOf(plan: Plan, start: TenantImage): UserLists {
  const lists = new UserLists();
  lists.add(start);
  let image = start;
  for (const step of plan.steps) {
    const after = policiesAfter(image, step);
    if (after !== image) lists.add(after);
    image = after;
  }
  return lists;
}
