import type { Language } from './format';

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

const pad = (value: number, length = 2): string => String(value).padStart(length, '0');

/** `YYYY-MM-DD` where that day is in the calendar. */
function dayOf(year: number, month: number, day: number): string | null {
  const at = new Date(Date.UTC(year, month - 1, day));
  const isReal = at.getUTCMonth() === month - 1 && at.getUTCDate() === day;
  return isReal && year >= 1900 && year <= 2200
    ? `${pad(year, 4)}-${pad(month)}-${pad(day)}`
    : null;
}

function monthOf(word: string): number {
  return months.indexOf(word.slice(0, 3).toLowerCase()) + 1;
}

/**
 * A day as somebody types it, as `YYYY-MM-DD`: "2026-12-05", "2026/12/5", 「2026年12月5日」, "5 Dec 2026",
 * "Dec 5, 2026", full-width too. Never "12/05/2026", which is two days. Empty for an empty field; null
 * where it is no day.
 */
export function readTypedDate(text: string): string | null {
  const plain = text.normalize('NFKC').trim();
  if (plain === '') return '';
  const numbers = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?$/.exec(plain);
  if (numbers) return dayOf(Number(numbers[1]), Number(numbers[2]), Number(numbers[3]));
  const dayFirst = /^(\d{1,2})\s+([a-z]{3,9})\.?,?\s+(\d{4})$/i.exec(plain);
  if (dayFirst) {
    return dayOf(Number(dayFirst[3]), monthOf(dayFirst[2] ?? ''), Number(dayFirst[1]));
  }
  const monthFirst = /^([a-z]{3,9})\.?\s+(\d{1,2}),?\s+(\d{4})$/i.exec(plain);
  if (monthFirst === null) return null;
  return dayOf(Number(monthFirst[3]), monthOf(monthFirst[1] ?? ''), Number(monthFirst[2]));
}

/** A time of day as somebody types it, as `HH:MM`: "9:00", "09:00", 「9時30分」. Null where it is none. */
export function readTypedTime(text: string): string | null {
  const plain = text.normalize('NFKC').trim();
  if (plain === '') return '';
  const found = /^(\d{1,2})\s*[:.時]\s*(?:(\d{1,2})\s*分?)?$/.exec(plain);
  const [hour, minute] = [Number(found?.[1] ?? Number.NaN), Number(found?.[2] ?? 0)];
  return hour <= 23 && minute <= 59 ? `${pad(hour)}:${pad(minute)}` : null;
}

/** The day so many days on from `YYYY-MM-DD`. */
export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** How an empty field shows what to type; the same order in which it shows a day. */
export const datePatterns: Readonly<Record<Language, string>> = {
  en: 'yyyy-mm-dd',
  ja: '年/月/日',
};

/** The same of a time of day. */
export const timePatterns: Readonly<Record<Language, string>> = { en: 'hh:mm', ja: '時:分' };

/** A day in a field that is being filled in: numbers alone, year first in both languages. */
export function formatTypedDate(day: string, language: Language): string {
  return language === 'ja' ? day.replaceAll('-', '/') : day;
}
