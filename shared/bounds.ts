import * as v from 'valibot';
import { objectId } from './ids';

/** Every text at a door is bounded: 64 KB (execution.md 7.1). */
export const text = v.pipe(v.string(), v.maxLength(65_536));
/** What a field of one line takes: more than a door lets through could not be kept. */
export const shortLimit = 1_024;
/** A short text: names, ids, codes. */
export const shortText = v.pipe(v.string(), v.maxLength(shortLimit));
/** The id of an account, the same in every list. */
export const accountId = v.pipe(shortText, v.transform(objectId));
export const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(10_000_000));
const dateAndTime =
  /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?(?:Z|[+-](\d{2}):(\d{2})))?$/;

/** A day of the calendar, and a time of the day with its zone: 2026-02-30 and 25:00 are none. */
export function isInstant(given: string): boolean {
  const parts = dateAndTime.exec(given);
  if (parts === null) return false;
  const [year = 0, month = 0, day = 0, ...time] = parts.slice(1).map((one) => Number(one ?? 0));
  const [hour = 0, minute = 0, second = 0, zoneHour = 0, zoneMinute = 0] = time;
  const isDay = month >= 1 && month <= 12 && day >= 1 && day <= daysOf(year, month);
  const isTime = hour <= 23 && minute <= 59 && second <= 59;
  return isDay && isTime && zoneHour <= 14 && zoneMinute <= 59;
}

function daysOf(year: number, month: number): number {
  if (month !== 2) return [4, 6, 9, 11].includes(month) ? 30 : 31;
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
}

/** An ISO 8601 instant or date as Graph and our files write it. */
export const instant = v.pipe(v.string(), v.maxLength(40), v.check(isInstant, 'instant'));
export const hash64 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
