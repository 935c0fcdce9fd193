import { Temporal } from 'temporal-polyfill';
import { limits, retirementDates } from '../entra/retirement-dates';
import { isOpenDay, nextOpen, zonedAt, zonedText } from './open-times';
import type { Plan } from './plan';
import type { Schedule } from './schedule';

/**
 * What a reader of a schedule has to know. Dates are ISO dates, instants carry the zone's offset.
 * - `startInPast`: the first day is over.
 * - `neverOpen`: freezes and working days leave no place for `stepId`.
 * - `ringAfterDeadline`: `ring` ends on or after `date`, which matters to `people` of it.
 * - `phonesAfterDeadline`, `providerAfterDeadline`: the step that has to be over before `date`.
 * - `ringMoved`: `ring` may start no earlier than `date`, a closed day; it starts at `at`.
 * - `soakShort`: less than a working day of sign-ins before the next thing happens.
 * - `clockChange`: clocks change while the plan runs, at `at`, from `before` to `after` (offsets).
 * - `readAgain`: by the first step, at `at`, the reading is too old to apply; it is read again then.
 * - `windowSkipped`: on `date` the zone skips the opening hour; steps start at `at` instead, on a later
 *   day where it skips so much that none of the hours is left.
 * - `windowTwice`: on `date` the opening hour comes twice; steps start the first time, at `at`.
 */
export type ScheduleConflict =
  | { readonly kind: 'startInPast'; readonly date: string }
  | { readonly kind: 'neverOpen'; readonly stepId: string }
  | {
      readonly kind: 'ringAfterDeadline';
      readonly ring: number;
      readonly date: string;
      readonly people: number;
    }
  | {
      readonly kind: 'phonesAfterDeadline' | 'providerAfterDeadline';
      readonly stepId: string;
      readonly date: string;
    }
  | {
      readonly kind: 'ringMoved';
      readonly ring: number;
      readonly date: string;
      readonly at: string;
    }
  | { readonly kind: 'soakShort'; readonly days: number }
  | {
      readonly kind: 'clockChange';
      readonly at: string;
      readonly before: string;
      readonly after: string;
    }
  | { readonly kind: 'readAgain'; readonly at: string }
  | {
      readonly kind: 'windowSkipped' | 'windowTwice';
      readonly date: string;
      readonly at: string;
    };

type Planned = Pick<Plan, 'steps' | 'choices' | 'schedule' | 'snapshotTakenAt'>;

/** Everything that speaks against a schedule at an instant (ISO), in a fixed order. */
export function scheduleConflicts(plan: Planned, now: string): readonly ScheduleConflict[] {
  const { schedule } = plan;
  return [
    ...startInPast(schedule, now),
    ...neverOpen(plan),
    ...lateRings(schedule),
    ...lateSteps(plan),
    ...movedRings(plan),
    ...(schedule.soakDays < 1 ? [{ kind: 'soakShort', days: schedule.soakDays } as const] : []),
    ...readAgain(plan),
    ...clockChanges(schedule),
  ];
}

function startInPast(schedule: Schedule, now: string): readonly ScheduleConflict[] {
  const today = zonedAt(now, schedule.timeZone).toPlainDate().toString();
  return schedule.startsOn < today ? [{ kind: 'startInPast', date: schedule.startsOn }] : [];
}

function neverOpen({ steps, schedule }: Planned): readonly ScheduleConflict[] {
  const missing = steps[schedule.steps.length];
  return missing === undefined ? [] : [{ kind: 'neverOpen', stepId: missing.id }];
}

/** True once the day has begun in UTC or in the tenant's zone: nobody says where Microsoft's day lies. */
export function isLate(endsAt: string, date: string, timeZone: string): boolean {
  const end = Temporal.Instant.from(endsAt);
  return [timeZone, 'UTC'].some((zone) => {
    const begins = Temporal.PlainDate.from(date).toZonedDateTime(zone).toInstant();
    return Temporal.Instant.compare(end, begins) >= 0;
  });
}

function lateRings({ rings, timeZone }: Schedule): readonly ScheduleConflict[] {
  return rings.flatMap(({ ring, endsAt, deadline }): ScheduleConflict[] =>
    deadline !== null && isLate(endsAt, deadline.date, timeZone)
      ? [{ kind: 'ringAfterDeadline', ring, ...deadline }]
      : [],
  );
}

function lateSteps({ steps, schedule }: Planned): readonly ScheduleConflict[] {
  if (schedule.deadlines.length === 0) return [];
  const ends = new Map(schedule.steps.map((one) => [one.stepId, one.endsAt]));
  return steps.flatMap((step): ScheduleConflict[] => {
    const endsAt = ends.get(step.id);
    const isPhone = step.purpose === 'phoneMethodsOff' && step.kind === 'method.configure';
    if (endsAt === undefined || (!isPhone && step.purpose !== 'providerPilot')) return [];
    const date = isPhone ? retirementDates.february : retirementDates.provider;
    if (!isLate(endsAt, date, schedule.timeZone)) return [];
    const kind = isPhone ? 'phonesAfterDeadline' : 'providerAfterDeadline';
    return [{ kind, stepId: step.id, date }];
  });
}

function movedRings({ choices, schedule }: Planned): readonly ScheduleConflict[] {
  return (choices.schedule?.rings ?? []).flatMap(({ ring, notBefore }): ScheduleConflict[] => {
    const placed = schedule.rings.find((one) => one.ring === ring);
    if (notBefore === undefined || placed === undefined) return [];
    if (isOpenDay(Temporal.PlainDate.from(notBefore), schedule)) return [];
    return [{ kind: 'ringMoved', ring, date: notBefore, at: placed.startsAt }];
  });
}

/** Only where somebody set the day: a proposal moves with the day it is looked at. */
function readAgain({ schedule, snapshotTakenAt }: Planned): readonly ScheduleConflict[] {
  const at = schedule.steps[0]?.startsAt;
  if (schedule.basis !== 'chosen' || at === undefined) return [];
  const staleAt = Temporal.Instant.from(snapshotTakenAt).add({
    hours: limits.snapshotStaleDays * 24,
  });
  const isStale = Temporal.Instant.compare(Temporal.Instant.from(at), staleAt) > 0;
  return isStale ? [{ kind: 'readAgain', at }] : [];
}

/** Each change of the clocks between first and last step, and openings the zone skips that day. */
function clockChanges(schedule: Schedule): readonly ScheduleConflict[] {
  const last = schedule.steps.at(-1);
  if (last === undefined) return [];
  const found: ScheduleConflict[] = [];
  let at = Temporal.PlainDate.from(schedule.startsOn).toZonedDateTime(schedule.timeZone);
  const end = Temporal.Instant.from(last.endsAt);
  for (;;) {
    const next = at.getTimeZoneTransition('next');
    if (next === null || Temporal.Instant.compare(next.toInstant(), end) > 0) return found;
    const before = next.subtract({ nanoseconds: 1 }).offset;
    found.push({ kind: 'clockChange', at: zonedText(next), before, after: next.offset });
    found.push(...otherOpening(next.toPlainDate(), schedule));
    at = next;
  }
}

/** What becomes of the opening hour on the day of a change. */
function otherOpening(day: Temporal.PlainDate, schedule: Schedule): readonly ScheduleConflict[] {
  if (!isOpenDay(day, schedule)) return [];
  const clock = day.toPlainDateTime(schedule.from);
  const at = (disambiguation: 'earlier' | 'later'): Temporal.ZonedDateTime =>
    clock.toZonedDateTime(schedule.timeZone, { disambiguation });
  const [earlier, later] = [at('earlier'), at('later')];
  if (earlier.equals(later)) return [];
  const date = day.toString();
  // Of a clock time that occurs twice both are that time; of one that is skipped neither is.
  const isTwice = earlier.toPlainDateTime().equals(clock);
  if (isTwice) return [{ kind: 'windowTwice', date, at: zonedText(earlier) }];
  const opens = nextOpen(day.toZonedDateTime(schedule.timeZone), schedule);
  return opens === null ? [] : [{ kind: 'windowSkipped', date, at: zonedText(opens) }];
}
