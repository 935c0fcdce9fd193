import { Temporal } from 'temporal-polyfill';
import { addOpenDays } from './open-times';
import type { Schedule } from './schedule';
import type { Step } from './step';

/**
 * When a soak that begins now is over. Minutes are elapsed time, also over a change of the clocks;
 * the soak of a ring lasts the schedule's working days too. Null: there are not so many.
 */
export function soakEnd(
  step: Pick<Step, 'soakMinutes' | 'purpose'>,
  start: Temporal.ZonedDateTime,
  schedule: Omit<Schedule, 'steps' | 'rings' | 'deadlines' | 'endsAt'>,
): Temporal.ZonedDateTime | null {
  const over = start.add({ minutes: step.soakMinutes ?? 0 });
  if (step.purpose !== 'caEnforce') return over;
  const days = addOpenDays(start, schedule.soakDays, schedule);
  return days === null ? null : laterOf(over, days);
}

export function laterOf(
  a: Temporal.ZonedDateTime,
  b: Temporal.ZonedDateTime,
): Temporal.ZonedDateTime {
  return Temporal.ZonedDateTime.compare(a, b) < 0 ? b : a;
}
