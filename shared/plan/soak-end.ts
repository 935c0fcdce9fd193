import { Temporal } from 'temporal-polyfill';
import { addOpenDays } from './open-times';
import type { Schedule } from './schedule';
import type { Step } from './step';

/**
 * When a soak that begins now is over. Minutes are elapsed time, also over a change of the clocks;
 * the soak of a ring lasts the schedule's working days too, that of a new prompt one. Null: there are not so many.
 */
export function soakEnd(
  step: Pick<Step, 'soakMinutes' | 'purpose'>,
  start: Temporal.ZonedDateTime,
  schedule: Omit<Schedule, 'steps' | 'rings' | 'deadlines' | 'endsAt'>,
): Temporal.ZonedDateTime | null {
  const over = start.add({ minutes: step.soakMinutes ?? 0 });
  const openDays = openDaysOf(step, schedule);
  if (openDays === 0) return over;
  const days = addOpenDays(start, openDays, schedule);
  return days === null ? null : laterOf(over, days);
}

/** A weekend shows nothing of how people sign in: neither under a new rule nor with a new prompt. */
function openDaysOf(
  { purpose }: Pick<Step, 'purpose'>,
  { soakDays }: Pick<Schedule, 'soakDays'>,
): number {
  if (purpose === 'caEnforce') return soakDays;
  return purpose === 'systemPreferred' ? 1 : 0;
}

export function laterOf(
  a: Temporal.ZonedDateTime,
  b: Temporal.ZonedDateTime,
): Temporal.ZonedDateTime {
  return Temporal.ZonedDateTime.compare(a, b) < 0 ? b : a;
}
