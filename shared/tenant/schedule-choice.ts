import * as v from 'valibot';
import { isInstant, shortText } from '../bounds';
import { timeZoneName } from '../time-zone';
import { signed } from './signature';

/** A day of the calendar: `2026-02-30` is none. */
const isDay = (given: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(given) && isInstant(given);

const isClockTime = (given: string): boolean => /^([01]\d|2[0-3]):[0-5]\d$/.test(given);

const day = v.pipe(v.string(), v.check(isDay, 'date'));
const clockTime = v.pipe(v.string(), v.check(isClockTime, 'clock_time'));
const days = (most: number) => v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(most));

/**
 * When a plan is carried out: days and clock times in the tenant's own zone. `from` and `to` bound
 * the hours in which steps may start; weekdays are 1 (Monday) to 7; freezes and their days are
 * closed as a whole, both ends included.
 */
export const scheduleChoiceSchema = v.pipe(
  v.strictObject({
    timeZone: timeZoneName,
    startOn: day,
    from: v.optional(clockTime),
    to: v.optional(clockTime),
    workingDays: v.optional(
      v.pipe(
        v.array(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(7))),
        v.minLength(1),
        v.maxLength(7),
      ),
    ),
    freezes: v.optional(
      v.pipe(
        v.array(
          v.pipe(
            v.strictObject({ from: day, to: day, name: shortText }),
            v.check(({ from, to }) => from <= to, 'from_before_to'),
          ),
        ),
        v.maxLength(100),
      ),
    ),
    /** Working days people get to register in before their gate is read. */
    registrationDays: v.optional(days(60)),
    /** Working days of sign-ins a ring lives with the new rule before the next thing happens. */
    soakDays: v.optional(days(30)),
    rings: v.optional(
      v.pipe(
        v.array(
          v.strictObject({
            ring: days(50),
            notBefore: v.optional(day),
            owner: v.optional(shortText),
          }),
        ),
        v.maxLength(51),
      ),
    ),
    ...signed,
  }),
  v.check(({ from, to }) => (from ?? '09:00') < (to ?? '17:00'), 'from_before_to'),
);
export type ScheduleChoice = v.InferOutput<typeof scheduleChoiceSchema>;
