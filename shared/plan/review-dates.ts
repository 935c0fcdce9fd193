import { Temporal } from 'temporal-polyfill';

export const reviewDays = [30, 90] as const;

/** A day on which somebody looks at the tenant once more (screens.md 14). */
export interface ReviewDate {
  readonly days: (typeof reviewDays)[number];
  /** `2027-03-01`, a day of the plan's own zone. */
  readonly date: string;
}

/** @param doneAt ISO instant at which the last step was done, or is to be done */
export function reviewDates(doneAt: string, timeZone: string): readonly ReviewDate[] {
  const day = Temporal.Instant.from(doneAt).toZonedDateTimeISO(timeZone).toPlainDate();
  return reviewDays.map((days) => ({ days, date: day.add({ days }).toString() }));
}
