import * as v from 'valibot';
import { count, instant, shortText } from '../bounds';
import type { Schedule } from './schedule';

const day = v.pipe(v.string(), v.isoDate());

/** A schedule as a plan file carries it; unknown fields are refused. */
export const scheduleSchema: v.GenericSchema<unknown, Schedule> = v.strictObject({
  basis: v.picklist(['chosen', 'proposed']),
  timeZone: shortText,
  startsOn: day,
  from: shortText,
  to: shortText,
  workingDays: v.array(count),
  freezes: v.array(v.strictObject({ from: day, to: day, name: shortText })),
  registrationDays: count,
  soakDays: count,
  steps: v.pipe(
    v.array(v.strictObject({ stepId: shortText, startsAt: instant, endsAt: instant })),
    v.maxLength(5_000),
  ),
  rings: v.array(
    v.strictObject({
      ring: count,
      startsAt: instant,
      endsAt: instant,
      people: count,
      deadline: v.nullable(v.strictObject({ date: day, people: count })),
      owner: v.exactOptional(shortText),
    }),
  ),
  deadlines: v.array(
    v.strictObject({
      id: v.picklist(['provider', 'february', 'july']),
      date: day,
      people: count,
    }),
  ),
  endsAt: v.nullable(instant),
});
