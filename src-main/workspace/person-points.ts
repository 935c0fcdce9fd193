import type { Person } from '../../shared/assess/people';
import { retirementDates } from '../../shared/entra/retirement-dates';
import type { PersonView } from '../../shared/ipc/people-contract';
import { judgePerson } from '../../shared/lockout/simulate-lockout';
import { stepDays } from '../../shared/lockout/step-days';
import type { PersonVerdict } from '../../shared/lockout/verdict';
import type { Plan } from '../../shared/plan/plan';
import {
  applyStep,
  imageOfPlan,
  imageOfSnapshot,
  type TenantImage,
} from '../../shared/plan/post-image';
import type { PlanningInput } from './planning';

interface Point {
  readonly point: string;
  readonly stepId: string;
  readonly image: TenantImage;
  readonly date: string;
}

/** One person at the moments people ask about: today, after each ring, at the end, on both dates. */
export function pointsOf(
  input: PlanningInput,
  plan: Plan | null,
  person: Person,
): PersonView['points'] {
  return plan === null ? judged(withoutPlan(input), person) : planPointsOf(plan, person);
}

/** The same of a plan alone. */
export function planPointsOf(plan: Plan, person: Person): PersonView['points'] {
  return judged(throughPlan(imageOfPlan(plan), plan.asOf.slice(0, 10), plan), person);
}

function judged(points: readonly Point[], person: Person): PersonView['points'] {
  return points.map(({ point, stepId, image, date }) =>
    toView(point, stepId, judgePerson(image, person, date)),
  );
}

function withoutPlan({ snapshot, answers }: PlanningInput): readonly Point[] {
  const image = imageOfSnapshot(snapshot, answers);
  return throughPlan(image, snapshot.takenAt.slice(0, 10), null);
}

function throughPlan(start: TenantImage, today: string, plan: Plan | null): readonly Point[] {
  let image = start;
  const points: Point[] = [{ point: 'today', stepId: 'start', image, date: today }];
  const days = plan === null ? [] : stepDays(plan);
  plan?.steps.forEach((step, index) => {
    image = applyStep(image, step);
    const next = plan.steps.slice(index + 1);
    const isLastOfRing = step.ring !== undefined && !next.some((later) => later.ring === step.ring);
    if (isLastOfRing) {
      points.push({
        point: `ring:${String(step.ring)}`,
        stepId: step.id,
        image,
        date: days[index] ?? today,
      });
    }
  });
  if (plan !== null) {
    const last = plan.steps.at(-1)?.id ?? 'start';
    points.push({ point: 'finish', stepId: last, image, date: days.at(-1) ?? today });
  }
  // The two dates are judged as if nothing were done: that is the question people open Causeway with.
  for (const date of [retirementDates.february, retirementDates.july]) {
    points.push({ point: date, stepId: 'start', image: start, date });
  }
  return points;
}

function toView(
  point: string,
  stepId: string,
  verdict: PersonVerdict,
): PersonView['points'][number] {
  return {
    point,
    stepId,
    verdict: verdict.verdict,
    askedBy: verdict.askedBy,
    preference: verdict.preference,
    orderedMethods: [...verdict.orderedMethods],
    reasons: verdict.reasons.map((reason) => ({
      key: reason.key,
      values: { ...reason.values },
      rule: reason.rule,
    })),
  };
}
