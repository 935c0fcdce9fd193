import type { Person } from '../../shared/assess/people';
import { classifyMethod } from '../../shared/assess/allowed-methods';
import { retirementDates } from '../../shared/entra/retirement-dates';
import type { PersonView } from '../../shared/ipc/assess-contract';
import { judgePerson } from '../../shared/lockout/simulate-lockout';
import type { PersonVerdict } from '../../shared/lockout/verdict';
import type { Plan } from '../../shared/plan/plan';
import { applyStep, imageOfPlan, type TenantImage } from '../../shared/plan/post-image';
import { placements, toPersonRow } from './people-view';

/** One person over time: today, after each ring, at the end, and on Microsoft's two dates. */
export function buildPersonView(plan: Plan, person: Person): PersonView {
  const placement = placements(plan).get(person.id);
  const known = person.methods ?? [];
  return {
    row: toPersonRow(person, placement),
    dateReason: { key: `date_reason_${person.date}`, values: {} },
    points: pointsInTime(plan).map(({ point, stepId, image, date }) =>
      toView(point, stepId, judgePerson(image, person, date)),
    ),
    methods: known.map((name) => ({
      name,
      allowed: person.allowedMethods?.includes(name) ?? false,
      known: classifyMethod(name) !== 'unknown',
    })),
    reachableReplacements:
      person.reachableReplacements === null ? null : [...person.reachableReplacements],
  };
}

interface Point {
  readonly point: string;
  readonly stepId: string;
  readonly image: TenantImage;
  readonly date: string;
}

/** Images of the tenant at the moments a person asks about; `today` comes first. */
function pointsInTime(plan: Plan): Point[] {
  const today = plan.asOf.slice(0, 10);
  let image = imageOfPlan(plan);
  const start = image;
  const points: Point[] = [{ point: 'today', stepId: 'start', image, date: today }];
  plan.steps.forEach((step, index) => {
    image = applyStep(image, step);
    const next = plan.steps.slice(index + 1);
    const isLastOfRing = step.ring !== undefined && !next.some((later) => later.ring === step.ring);
    if (isLastOfRing) {
      points.push({ point: `ring:${String(step.ring)}`, stepId: step.id, image, date: today });
    }
  });
  const last = plan.steps.at(-1)?.id ?? 'start';
  points.push({ point: 'finish', stepId: last, image, date: today });
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
    orderedMethods: [...verdict.orderedMethods],
    reasons: verdict.reasons.map((reason) => ({
      key: `reason_${reason.key}`,
      values: { ...reason.values },
    })),
  };
}
