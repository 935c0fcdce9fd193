import { Temporal } from 'temporal-polyfill';
import { bundleOf } from './bundle';
import { openingAt, zonedAt } from './open-times';
import type { Plan } from './plan';
import { appearedStepId } from './references';
import type { Step } from './step';
import { moveMinutes } from './write-minutes';

/** Whether a step may start; `opensAt`: ISO instant with the zone's offset, null: no open day is left. */
export type StartWindow =
  { readonly isOpen: true } | { readonly isOpen: false; readonly opensAt: string | null };

/**
 * Whether the schedule lets a step start at an instant (ISO): the first day, the ring's own "not
 * before", working days, hours and freezes, in the zone of the schedule. Dates that nobody chose are
 * a proposal and hold nothing. What turns off policies that Microsoft made in the switch ends an act
 * that began inside the window: emergency access is bound until then. So does what follows the first
 * step of a move, which begins only where the window has room for all of it.
 */
export function startWindow(
  { schedule, choices, steps }: Pick<Plan, 'schedule' | 'choices' | 'steps'>,
  step: Step,
  now: string,
): StartWindow {
  if (schedule.basis !== 'chosen' || appearedStepId(step.target.id) !== null) {
    return { isOpen: true };
  }
  // A step comes with its references filled.
  const own = steps.find(({ id }) => id === step.id) ?? step;
  if (bundleOf(steps, own)[0] !== own) return { isOpen: true };
  const { timeZone, startsOn } = schedule;
  const held = choices.schedule?.rings?.find((one) => one.ring === step.ring)?.notBefore;
  const first = held !== undefined && held > startsOn ? held : startsOn;
  const earliest = Temporal.PlainDate.from(first).toZonedDateTime(timeZone);
  const isEarly = Temporal.ZonedDateTime.compare(zonedAt(now, timeZone), earliest) < 0;
  const opening = openingAt(
    schedule,
    isEarly ? earliest.toInstant().toString() : now,
    moveMinutes(steps, own),
  );
  return opening.isOpen && !isEarly
    ? { isOpen: true }
    : { isOpen: false, opensAt: opening.opensAt };
}
