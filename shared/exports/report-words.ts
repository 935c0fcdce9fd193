import type { Finding } from '../assess/assessment';
import { isAtLeast } from '../assess/count-may-grow';
import { evidenceOf } from '../assess/evidence';
import { m } from '../paraglide/messages.js';
import { formatCount, formatDate, formatDateTime, formatList, type Language } from '../i18n/format';
import { dataText } from '../i18n/data-text';
import { evidenceText } from '../i18n/evidence-text';
import { findingTitle, whoText } from '../i18n/finding-text';
import { someText } from '../i18n/list-text';
import { term, type TermKind } from '../i18n/terms';
import type { Plan } from '../plan/plan';

/** Names of one finding that a report shows. */
const shownNames = 12;

/** Words of one report: a language, a zone, and the names of this plan's people. */
export interface ReportWords {
  readonly language: Language;
  readonly cloud: Plan['cloud'];
  readonly options: { readonly locale: Language };
  /** IANA zone dates are shown in. */
  readonly zone: string;
  /** Null: does not apply. */
  readonly count: (count: number | null) => string;
  /** "at least 12" while legacy settings are not answered. Null: does not apply. */
  readonly people: (count: number | null) => string;
  readonly date: (iso: string) => string;
  readonly dateTime: (iso: string) => string;
  readonly list: (items: readonly string[]) => string;
  readonly term: (value: string | null, kind: TermKind) => string;
  readonly text: (key: string, values: Readonly<Record<string, string>>) => string;
  /** Title of a finding with its count, "at least" where the plan's figures are lower bounds. */
  readonly findingTitle: (finding: Pick<Finding, 'code' | 'count'>) => string;
  /** How many it concerns and a dozen names; empty where the title says it all. */
  readonly who: (finding: Finding) => string;
  /** What a finding rests on, a line each. */
  readonly evidence: (finding: Finding) => readonly string[];
  readonly person: (userId: string) => string;
  /** Up to `limit` names, then "and 12 more". */
  readonly some: (names: readonly string[], limit: number) => string;
}

/** What a report's words need of a plan. */
export type Worded = Pick<Plan, 'cloud' | 'lowerBound' | 'asOf' | 'people'>;

export function reportWords(plan: Worded, language: Language, zone: string): ReportWords {
  const options = { locale: language };
  const names = new Map(plan.people.map(({ id, name, upn }) => [id, name === '' ? upn : name]));
  const count = (value: number | null): string =>
    value === null ? m.report_not_applicable({}, options) : formatCount(value, language);
  const list = (items: readonly string[]): string => formatList(items, language);
  return {
    language,
    cloud: plan.cloud,
    options,
    zone,
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
    findingTitle: ({ code, count: value }) =>
      findingTitle(code, value, isAtLeast(code, plan.lowerBound), language),
    who: (finding) =>
      whoText(finding, isAtLeast(finding.code, plan.lowerBound), shownNames, language),
    evidence: (finding) =>
      evidenceOf(finding, plan.asOf).map((one) => evidenceText(one, language, zone)),
    person: (userId) => names.get(userId) ?? userId,
    some: (all, limit) => someText(all, limit, language),
  };
}

/** A text or number column of a table. */
export const column = (title: string, isNumber = false): { title: string; isNumber: boolean } => ({
  title,
  isNumber,
});
