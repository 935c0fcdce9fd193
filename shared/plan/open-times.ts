import { Temporal } from 'temporal-polyfill';
import type { OpenTimes } from './schedule';

/** Days looked at before a calendar counts as closed for good. */
const searchDays = 1_100;

/** ISO instant with the zone's offset, to the minute: `2026-11-24T09:00+09:00`. */
export function zonedText(at: Temporal.ZonedDateTime): string {
  return at.toString({ timeZoneName: 'never', smallestUnit: 'minute' });
}

/** Instant of an ISO text in the zone of the open times. */
export function zonedAt(iso: string, timeZone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.from(iso).toZonedDateTimeISO(timeZone);
}

/** A working day outside every freeze. */
export function isOpenDay(day: Temporal.PlainDate, times: OpenTimes): boolean {
  if (!times.workingDays.includes(day.dayOfWeek)) return false;
  if (times.freezes.length === 0) return true;
  const text = day.toString();
  return !times.freezes.some(({ from, to }) => from <= text && text <= to);
}

interface Hours {
  readonly opens: Temporal.ZonedDateTime;
  readonly closes: Temporal.ZonedDateTime;
}

/**
 * The hours of one day. A clock time that the zone skips that day (daylight saving time begins)
 * becomes the same distance after the gap; one that occurs twice is the first of the two. Null: the
 * zone skips so much of them that they would close before they open.
 */
function hoursOf(day: Temporal.PlainDate, times: OpenTimes): Hours | null {
  const { timeZone, from, to } = times;
  const at = (clock: string): Temporal.ZonedDateTime =>
    day.toPlainDateTime(clock).toZonedDateTime(timeZone, { disambiguation: 'compatible' });
  const [opens, closes] = [at(from), at(to)];
  return isBefore(opens, closes) ? { opens, closes } : null;
}

/** Days of a calendar that were asked about, by ISO date: many steps begin on one. Null: closed. */
const knownDays = new WeakMap<OpenTimes, Map<string, Hours | null>>();

function hoursOn(day: Temporal.PlainDate, times: OpenTimes): Hours | null {
  const days = knownDays.get(times) ?? new Map<string, Hours | null>();
  knownDays.set(times, days);
  const text = day.toString();
  const known = days.get(text);
  if (known !== undefined) return known;
  const hours = isOpenDay(day, times) ? hoursOf(day, times) : null;
  days.set(text, hours);
  return hours;
}

const isBefore = (a: Temporal.ZonedDateTime, b: Temporal.ZonedDateTime): boolean =>
  Temporal.ZonedDateTime.compare(a, b) < 0;

/**
 * This instant where it is open and stays so for these minutes, else the next opening; null: there
 * is none. What no day of the calendar has room for begins with an opening.
 */
export function nextOpen(
  at: Temporal.ZonedDateTime,
  times: OpenTimes,
  minutes = 0,
): Temporal.ZonedDateTime | null {
  let day = at.toPlainDate();
  const end = minutes === 0 ? at : at.add({ minutes });
  for (let tried = 0; tried < searchDays; tried += 1) {
    const hours = hoursOn(day, times);
    if (hours !== null) {
      const { opens, closes } = hours;
      if (isBefore(at, opens)) return opens;
      const hasRoom = !isBefore(closes, end);
      if (isBefore(at, closes) && (hasRoom || at.equals(opens))) return at;
    }
    day = day.add({ days: 1 });
  }
  return null;
}

/** The same clock time so many open days later; null: there are not so many. */
export function addOpenDays(
  at: Temporal.ZonedDateTime,
  days: number,
  times: OpenTimes,
): Temporal.ZonedDateTime | null {
  let left = days;
  let day = at.toPlainDate();
  for (let tried = 0; left > 0; tried += 1) {
    if (tried >= searchDays) return null;
    day = day.add({ days: 1 });
    if (isOpenDay(day, times)) left -= 1;
  }
  return day
    .toPlainDateTime(at.toPlainTime())
    .toZonedDateTime(times.timeZone, { disambiguation: 'compatible' });
}

/** Whether steps of so many minutes may start now (ISO instant), and else when; null: never. */
export function openingAt(
  times: OpenTimes,
  now: string,
  minutes = 0,
): { readonly isOpen: boolean; readonly opensAt: string | null } {
  const at = zonedAt(now, times.timeZone);
  const opens = nextOpen(at, times, minutes);
  return {
    isOpen: opens !== null && Temporal.ZonedDateTime.compare(opens, at) === 0,
    opensAt: opens === null ? null : zonedText(opens),
  };
}
