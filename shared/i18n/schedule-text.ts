import { m } from '../paraglide/messages.js';
import type { Schedule } from '../plan/schedule';
import type { ScheduleConflict } from '../plan/schedule-conflicts';
import { formatDate, formatDateTime, type Language } from './format';
import { peopleText } from './people-text';

/** What a schedule rests on: the days somebody set, or that nobody set any. */
export function scheduleBasisText(schedule: Schedule, language: Language): string {
  const { from, to, timeZone } = schedule;
  const values = { date: formatDate(schedule.startsOn, language, 'UTC'), from, to, zone: timeZone };
  const options = { locale: language };
  return schedule.basis === 'chosen'
    ? m.schedule_chosen(values, options)
    : m.schedule_proposed(values, options);
}

/** When the schedule opens (ISO; empty: never), in the tenant's zone and, where it differs, the reader's. */
export function openingText(
  opensAt: string,
  tenantZone: string,
  language: Language,
  readerZone: string,
): string {
  const options = { locale: language };
  if (opensAt === '') return m.schedule_opens_never({}, options);
  const there = formatDateTime(opensAt, language, tenantZone);
  const here = formatDateTime(opensAt, language, readerZone);
  return there === here
    ? m.schedule_opens_one({ there }, options)
    : m.schedule_opens_both({ there, here }, options);
}

/** One conflict in a sentence that says what to do. `zone`: the zone instants are shown in. */
export function scheduleConflictText(
  conflict: ScheduleConflict,
  language: Language,
  zone: string,
): string {
  const options = { locale: language };
  const date = 'date' in conflict ? formatDate(conflict.date, language, 'UTC') : '';
  const at = 'at' in conflict ? formatDateTime(conflict.at, language, zone) : '';
  switch (conflict.kind) {
    case 'startInPast':
      return m.schedule_conflict_start_in_past({ date }, options);
    case 'neverOpen':
      return m.schedule_conflict_never_open({ step: conflict.stepId }, options);
    case 'ringAfterDeadline': {
      const people = peopleText(conflict.people, language);
      const ring = String(conflict.ring);
      return m.schedule_conflict_ring_after_deadline({ ring, date, people }, options);
    }
    case 'phonesAfterDeadline':
      return m.schedule_conflict_phones_after_deadline({ step: conflict.stepId, date }, options);
    case 'providerAfterDeadline':
      return m.schedule_conflict_provider_after_deadline({ step: conflict.stepId, date }, options);
    case 'ringMoved':
      return m.schedule_conflict_ring_moved({ ring: String(conflict.ring), date, at }, options);
    case 'soakShort':
      return m.schedule_conflict_soak_short({}, options);
    case 'clockChange': {
      const { before, after } = conflict;
      return m.schedule_conflict_clock_change({ at, before, after }, options);
    }
    case 'readAgain':
      return m.schedule_conflict_read_again({ at }, options);
    case 'windowSkipped':
      return m.schedule_conflict_window_skipped({ date, at }, options);
    case 'windowTwice':
      return m.schedule_conflict_window_twice({ date, at }, options);
  }
}
