import { Temporal } from 'temporal-polyfill';
import { comparedToStart, isSameVerdict } from '../../../../shared/lockout/compare-verdicts';
import { judgePerson } from '../../../../shared/lockout/simulate-lockout';
import { verdicts, type PersonVerdict, type Verdict } from '../../../../shared/lockout/verdict';
import { bundleOf } from '../../../../shared/plan/bundle';
import type { Plan } from '../../../../shared/plan/plan';
import { applyStep, imageOfPlan } from '../../../../shared/plan/post-image';

interface RowWiseStep {
  readonly stepId: string;
  readonly counts: Readonly<Record<Verdict, number>>;
  readonly changed: readonly { readonly before: PersonVerdict; readonly after: PersonVerdict }[];
}

/**
 * The second way to simulate a plan: everybody on their own after every step, on the day it ends, in
 * an image with all members in it. No classes, no columns, nobody left out because a step does not name them.
 */
export function rowWiseSimulation(plan: Plan): readonly RowWiseStep[] {
  const people = plan.people.filter((person) => person.enabled);
  let image = imageOfPlan(plan);
  const start = people.map((person) => judgePerson(image, person, plan.asOf));
  const now = [...start];
  const steps: RowWiseStep[] = [{ stepId: 'start', counts: countsOf(now), changed: [] }];
  let day = plan.asOf;
  for (const step of plan.steps) {
    const move = bundleOf(plan.steps, step);
    if (move[0] === step) image = move.reduce(applyStep, image);
    for (const { id } of move) day = laterDay(day, plan, id);
    const changed: { before: PersonVerdict; after: PersonVerdict }[] = [];
    for (const [place, person] of people.entries()) {
      const [first, before] = [start[place] as PersonVerdict, now[place] as PersonVerdict];
      const judged = judgePerson(image, person, day);
      const after = { userId: person.id, ...comparedToStart(first, judged) };
      now[place] = after;
      if (!isSameVerdict(before, after)) changed.push({ before, after });
    }
    steps.push({ stepId: step.id, counts: countsOf(now), changed });
  }
  return steps;
}

/** The later of a day and the one a step ends on, at UTC or in the schedule's zone. */
function laterDay(day: string, { schedule }: Plan, stepId: string): string {
  const placed = schedule.steps.find((one) => one.stepId === stepId);
  if (schedule.basis === 'proposed' || placed === undefined) return day;
  const end = Temporal.Instant.from(placed.endsAt);
  const days = [schedule.timeZone, 'UTC'].map((zone) =>
    end.toZonedDateTimeISO(zone).toPlainDate().toString(),
  );
  return [day, ...days].sort().at(-1) ?? day;
}

function countsOf(all: readonly PersonVerdict[]): Record<Verdict, number> {
  const counts = Object.fromEntries(verdicts.map((name) => [name, 0])) as Record<Verdict, number>;
  for (const { verdict } of all) counts[verdict] += 1;
  return counts;
}
