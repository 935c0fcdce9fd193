import { m } from '../paraglide/messages.js';
import { formatCount, formatDate, formatDateTime, formatList, type Language } from '../i18n/format';
import { dataText } from '../i18n/data-text';
import { messageText } from '../i18n/message-text';
import { snakeCase, term, type TermKind } from '../i18n/terms';
import type { Plan } from '../plan/plan';

/** Words of one report: a language, a zone, and the names of this plan's people. */
export interface ReportWords {
  readonly language: Language;
  readonly options: { readonly locale: Language };
  /** Null: does not apply. */
  readonly count: (count: number | null) => string;
  /** "at least 12" while legacy settings are not answered. Null: does not apply. */
  readonly people: (count: number | null) => string;
  readonly date: (iso: string) => string;
  readonly dateTime: (iso: string) => string;
  readonly list: (items: readonly string[]) => string;
  readonly term: (value: string | null, kind: TermKind) => string;
  readonly text: (key: string, values: Readonly<Record<string, string>>) => string;
  /** Text of a finding; the code itself where there is none. */
  readonly finding: (code: string, part: 'title' | 'why' | 'advice', count: number) => string;
  readonly person: (userId: string) => string;
  /** Up to `limit` names, then "and 12 more". */
  readonly some: (names: readonly string[], limit: number) => string;
}

export function reportWords(plan: Plan, language: Language, zone: string): ReportWords {
  const options = { locale: language };
  const names = new Map(plan.people.map(({ id, name, upn }) => [id, name === '' ? upn : name]));
  const count = (value: number | null): string =>
    value === null ? m.report_not_applicable({}, options) : formatCount(value, language);
  const list = (items: readonly string[]): string => formatList(items, language);
  return {
    language,
    options,
    count,
    people: (value) => {
      const text = count(value);
      return plan.lowerBound && value !== null ? m.report_at_least({ count: text }, options) : text;
    },
    date: (iso) => formatDate(iso, language, zone),
    dateTime: (iso) => formatDateTime(iso, language, zone),
    list,
    term: (value, kind) => term(value, kind, language),
    text: (key, values) => dataText(key, values, language),
    finding: (code, part, value) =>
      messageText(`finding_${snakeCase(code)}_${part}`, { count: count(value) }, language) ??
      (part === 'title' ? code : ''),
    person: (userId) => names.get(userId) ?? userId,
    some: (all, limit) => {
      const shown = list(all.slice(0, limit));
      const rest = all.length - limit;
      return rest > 0 ? m.report_and_more({ names: shown, count: count(rest) }, options) : shown;
    },
  };
}

/** A text or number column of a table. */
export const column = (title: string, isNumber = false): { title: string; isNumber: boolean } => ({
  title,
  isNumber,
});
