import { clouds } from '../entra/cloud';
import { retirementDates } from '../entra/retirement-dates';
import type { Plan } from './plan';

/**
 * The plan, with a pass also for those who have only a phone where their registration is to end
 * after phones stopped working for them (R9): they have nothing left to prove themselves with. Who
 * may follow in July but is not sure of it counts in February. No date: the day the plan is judged
 * at.
 */
export function withLatePasses(plan: Plan): Plan {
  const { people, cloud, asOf, schedule } = plan;
  if (!clouds[cloud].hasRetirementDates) return plan;
  const endOf = new Map(schedule.steps.map(({ stepId, endsAt }) => [stepId, endsAt.slice(0, 10)]));
  const today = asOf.slice(0, 10);
  const phoneUntil = new Map(
    people
      .filter((person) => person.enabled && person.isPhoneOnly)
      .map((person) => [
        person.id,
        person.date === 'july' ? retirementDates.july : retirementDates.february,
      ]),
  );
  const steps = plan.steps.map((step) => {
    const { gate, id } = step;
    if (step.purpose !== 'register' || gate?.userIds === undefined) return step;
    const planned = endOf.get(id) ?? today;
    const day = planned > today ? planned : today;
    const have = new Set(gate.passUserIds);
    const passUserIds = gate.userIds.filter((userId) => {
      const until = phoneUntil.get(userId);
      return have.has(userId) || (until !== undefined && until <= day);
    });
    return passUserIds.length === 0 ? step : { ...step, gate: { ...gate, passUserIds } };
  });
  return { ...plan, steps };
}
