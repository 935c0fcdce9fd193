import { dateFormatter, numberFormatter } from './formatters';

/** Languages of the product. The same words as the catalogue's locales. */
export type Language = 'en' | 'ja';

const tags: Readonly<Record<Language, string>> = { en: 'en-GB', ja: 'ja-JP' };
/** Regions whose English knows a short name of their own zones: "JST" and "EST" are not in en-GB. */
const zoneNameTags = ['en-GB', 'en-US', 'en-AU', 'ja-JP', 'en-IN'];

/** "1,240"; both languages group by three. */
export function formatCount(count: number, language: Language): string {
  return numberFormatter('count', tags[language]).format(count);
}

/** `share` from 0 to 1 as "25%". */
export function formatPercent(share: number, language: Language): string {
  return numberFormatter('percent', tags[language]).format(share);
}

/**
 * "5 Dec 2026" / 「2026/12/05」. A date without a time is that day everywhere; an instant is shown
 * in `zone` (IANA name). A text that is no date comes back unchanged.
 */
export function formatDate(iso: string, language: Language, zone: string): string {
  const at = Date.parse(iso);
  if (Number.isNaN(at)) return iso;
  return dayText(at, language, iso.length === 10 ? 'UTC' : zone);
}

/** "5 Dec 2026, 09:00 (JST)" / 「2026/12/05 09:00 (日本時間)」. A text that is no date comes back unchanged. */
export function formatDateTime(iso: string, language: Language, zone: string): string {
  const at = Date.parse(iso);
  if (Number.isNaN(at)) return iso;
  if (iso.length === 10) return dayText(at, language, 'UTC');
  const time = dateFormatter('time', 'en-GB', zone).format(at);
  const day = dayText(at, language, zone);
  const name = zoneName(at, language, zone);
  return language === 'ja' ? `${day} ${time} (${name})` : `${day}, ${time} (${name})`;
}

/** Whole seconds in at most two units: "1 hr, 20 min" / 「1 時間 20 分」. */
export function formatDuration(seconds: number, language: Language): string {
  const whole = Math.max(0, Math.round(seconds));
  const parts = [
    { unit: 'day', size: 86_400 },
    { unit: 'hour', size: 3_600 },
    { unit: 'minute', size: 60 },
    { unit: 'second', size: 1 },
  ] as const;
  const first = parts.findIndex(({ size }) => whole >= size);
  if (first === -1) return unitText(0, 'second', language);
  const texts: string[] = [];
  let rest = whole;
  for (const { unit, size } of parts.slice(first, first + 2)) {
    const amount = Math.floor(rest / size);
    rest -= amount * size;
    if (amount > 0) texts.push(unitText(amount, unit, language));
  }
  return texts.join(' ');
}

/** "a, b and c" / 「a、b、c」. */
export function formatList(items: readonly string[], language: Language): string {
  if (language === 'ja') return items.join('、');
  return new Intl.ListFormat(tags.en, { type: 'conjunction' }).format(items);
}

/** Bytes as KB or MB of 1,000. */
export function formatBytes(bytes: number, language: Language): string {
  const isLarge = bytes >= 1_000_000;
  const format = numberFormatter(isLarge ? 'megabyte' : 'kilobyte', tags[language]);
  return format.format(bytes / (isLarge ? 1_000_000 : 1_000));
}

function dayText(at: number, language: Language, zone: string): string {
  const format = dateFormatter(language === 'ja' ? 'digits' : 'day', tags[language], zone);
  return format.format(at).replace('Sept ', 'Sep ');
}

function unitText(
  amount: number,
  unit: 'day' | 'hour' | 'minute' | 'second',
  language: Language,
): string {
  if (language === 'ja') {
    const words = { day: '日', hour: '時間', minute: '分', second: '秒' } as const;
    return `${formatCount(amount, language)} ${words[unit]}`;
  }
  const words = { day: amount === 1 ? 'day' : 'days', hour: 'h', minute: 'min', second: 's' };
  return `${formatCount(amount, language)} ${words[unit]}`;
}

function zoneName(at: number, language: Language, zone: string): string {
  if (zone === 'UTC') return 'UTC';
  if (language === 'ja') {
    return nameOfZone(at, 'ja-JP', zone, 'zoneGeneric').replace(/標準時$/, '時間');
  }
  for (const tag of zoneNameTags) {
    const name = nameOfZone(at, tag, zone, 'zoneShort');
    if (!name.startsWith('GMT+') && !name.startsWith('GMT-')) return name;
  }
  return nameOfZone(at, 'en-GB', zone, 'zoneShort');
}

function nameOfZone(
  at: number,
  tag: string,
  zone: string,
  kind: 'zoneShort' | 'zoneGeneric',
): string {
  const parts = dateFormatter(kind, tag, zone).formatToParts(at);
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? zone;
}
