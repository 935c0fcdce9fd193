import type { Evidence } from '../shared/assess/evidence';
import type { FailureView, MessageView } from '../shared/ipc/common-views';
import { enteredText } from '../shared/i18n/entered-text';
import { evidenceText } from '../shared/i18n/evidence-text';
import { describeFailure, type FailureText } from '../shared/i18n/describe-failure';
import {
  formatBytes,
  formatCount,
  formatDate,
  formatDateTime,
  formatDuration,
  formatList,
  type Language,
} from '../shared/i18n/format';
import { dateFormatter } from '../shared/i18n/formatters';
import { messageOrKey } from '../shared/i18n/message-text';
import { roleTerm, snakeCase, term, type TermKind } from '../shared/i18n/terms';
import type { Entered } from '../shared/tenant/entered';
import { m } from '../shared/paraglide/messages.js';
import { overwriteGetLocale } from '../shared/paraglide/runtime.js';

let current = $state<Language>('en');
overwriteGetLocale(() => current);

/** Placeholders whose values are Graph's or our words, not text. */
const termsByName: Readonly<Record<string, TermKind>> = {
  configuration: 'configuration',
  figure: 'figure',
  method: 'method',
  methods: 'method',
  source: 'source',
};
/** IANA name of the zone this window shows times in. */
export const readerZone = new Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The language of the page. A rune: whatever was said with it is said again after a change. */
export function language(): Language {
  return current;
}

export function setLanguage(next: Language): void {
  current = next;
  document.documentElement.lang = next;
}

/** "1,240"; null is a value that could not be read and is said so, never 0. */
export function count(value: number | null): string {
  return value === null ? m.shell_unknown() : formatCount(value, current);
}

/** The figure of a count that may grow once more is read or answered: "at least 6". */
export function bound(value: number | null, isAtLeast: boolean): string {
  const text = count(value);
  return value !== null && isAtLeast ? m.shell_at_least({ count: text }) : text;
}

export function day(iso: string): string {
  return formatDate(iso, current, readerZone);
}

export function moment(iso: string): string {
  return formatDateTime(iso, current, readerZone);
}

/** An instant in another zone than the reader's. */
export function momentIn(iso: string, zone: string): string {
  return formatDateTime(iso, current, zone);
}

/** "14:03", for the footer. */
export function clockTime(iso: string): string {
  return dateFormatter('time', 'en-GB', readerZone).format(Date.parse(iso));
}

export function duration(seconds: number): string {
  return formatDuration(seconds, current);
}

export function bytes(value: number): string {
  return formatBytes(value, current);
}

export function list(items: readonly string[]): string {
  return formatList(items, current);
}

/** A value of Graph or ours in words; unknown values come back as they are. */
export function words(value: string | null, kind: TermKind): string {
  return term(value, kind, current);
}

/** A role of the directory, by the name Graph gives it. */
export function role(name: string): string {
  return roleTerm(name, current);
}

/** What a finding rests on, one fact as a line. */
export function evidence(view: Evidence): string {
  return evidenceText(view, current, readerZone);
}

/** Who entered an answer, and when. */
export function entered(stamp: Entered): string {
  return enteredText(stamp, current, readerZone);
}

/** A text of the catalogue that arrives as key and values; dates and whole numbers are formatted. */
export function say(view: MessageView): string {
  const values = Object.fromEntries(
    Object.entries(view.values).map(([name, value]) => [name, sayValue(name, value)]),
  );
  // Keys made of our own words carry them as they are: `asked_by_perUserMfa`.
  return messageOrKey(snakeCase(view.key), values, current);
}

/** A text by a key that is only known while running; the key itself where there is none. */
export function sayKey(key: string, values: Readonly<Record<string, string>> = {}): string {
  return messageOrKey(snakeCase(key), values, current);
}

export function describe(failure: FailureView): FailureText {
  return describeFailure(failure, current, readerZone, 'window');
}

/** Titles name methods by their configuration (`Sms`), people's lists by the method (`sms`). */
function wordOf(value: string, kind: TermKind): string {
  const word = words(value, kind);
  return word === value && kind === 'method' ? words(value, 'configuration') : word;
}

function sayValue(name: string, value: string): string {
  const kind = termsByName[name];
  if (kind !== undefined) return list(value.split(', ').map((one) => wordOf(one, kind)));
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return day(value);
  if (/^\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-]\d{2}:\d{2})$/.test(value)) return moment(value);
  return /^\d{4,9}$/.test(value) ? count(Number(value)) : value;
}
