import { methodOrders } from '../entra/method-order';
import { retirementDates } from '../entra/retirement-dates';
import { bundleOf } from '../plan/bundle';
import type { Plan } from '../plan/plan';

/**
 * The day (ISO date or instant) on which each step of a plan is over, in the plan's order: what is
 * true of people then is the step's verdict. Without a chosen schedule, and never before it, the day
 * the plan was made for. Of the two days it may be, in UTC and where the tenant is, the later one:
 * nobody says where Microsoft's day lies. Steps without a place keep the last one's day.
 */
export function stepDays(plan: Pick<Plan, 'asOf' | 'steps' | 'schedule'>): readonly string[] {
  if (plan.schedule.basis !== 'chosen') return plan.steps.map(() => plan.asOf);
  const ends = new Map(plan.schedule.steps.map((one) => [one.stepId, one.endsAt]));
  let day = plan.asOf;
  return plan.steps.map((step) => {
    // What is carried out as one move is judged as one.
    for (const { id } of bundleOf(plan.steps, step)) {
      const endsAt = ends.get(id);
      if (endsAt === undefined) continue;
      for (const one of [dayHere(endsAt), dayInUtc(endsAt)]) if (one > dayHere(day)) day = one;
    }
    return day;
  });
}

/** An instant is written with its zone's offset, so its own date is the zone's. */
function dayHere(iso: string): string {
  return iso.slice(0, 10);
}

function dayInUtc(iso: string): string {
  return new Date(iso).toISOString().slice(0, 10);
}

/** Days from which on something else decides a verdict than before. */
const turns: readonly string[] = [
  retirementDates.february,
  retirementDates.july,
  ...methodOrders.map(({ since }) => since),
];

/** True where one of these days lies between: after the first, up to the second. */
export function isOtherTime(before: string, after: string): boolean {
  return turns.some((day) => dayHere(before) < day && day <= dayHere(after));
}
