import type { Assessment } from '../assess/assessment';
import { clouds } from '../entra/cloud';
import { retirementDates } from '../entra/retirement-dates';
import type { Language } from '../i18n/format';
import { accountsText } from '../i18n/people-text';
import { m } from '../paraglide/messages.js';
import type { Figure, ReportDocument, Section } from './report-document';
import { reportWords, type ReportWords } from './report-words';
import { findingsSection } from './sections/findings-section';
import { unreadTable } from './sections/limits-section';

/**
 * A short report of one tenant for whoever owns it: how many people are concerned and when, what was
 * found and what to do. Names nobody: neither people nor what the tenant calls its policies.
 */
export function clientReport(
  assessment: Assessment,
  language: Language,
  zone: string,
): ReportDocument {
  const { tenant, lowerBound, asOf, capturedAt, findings } = assessment;
  const about = { cloud: tenant.cloud, lowerBound, asOf, people: [] };
  const words = reportWords(about, language, zone);
  const nameless: ReportWords = { ...words, who: () => '', evidence: () => [] };
  const sections: readonly (Section | null)[] = [
    summary(assessment, words),
    findingsSection({ findings, snapshotTakenAt: capturedAt }, nameless),
    unreadSection(assessment, words),
  ];
  return {
    language,
    title: m.client_report_title({ tenant: tenant.displayName }, words.options),
    subtitle: m.client_report_subtitle({ at: words.dateTime(capturedAt) }, words.options),
    sections: sections.filter((section) => section !== null),
  };
}

function summary(assessment: Assessment, words: ReportWords): Section {
  const { options } = words;
  const { tenant, counts, recommendation } = assessment;
  return {
    id: 'summary',
    title: m.report_summary_title({}, options),
    blocks: [
      counts.accounts === null
        ? { kind: 'text', text: m.cli_people_unread({}, options) }
        : { kind: 'figures', items: figures(assessment, words) },
      ...(assessment.lowerBound
        ? [{ kind: 'text' as const, text: m.report_lower_bound_note({}, options) }]
        : []),
      {
        kind: 'facts',
        rows: [
          { term: m.report_tenant({}, options), text: `${tenant.displayName} · ${tenant.id}` },
          { term: m.report_licence({}, options), text: words.term(tenant.entraPlan, 'licence') },
          {
            term: m.report_enforcement({}, options),
            text: words.term(recommendation.enforcement, 'enforcement'),
          },
          { term: m.report_accounts({}, options), text: words.count(counts.accounts) },
          { term: m.report_people({}, options), text: words.count(counts.people) },
          { term: m.report_per_user({}, options), text: words.people(counts.perUserToClear) },
          { term: m.report_as_of({}, options), text: words.dateTime(assessment.asOf) },
        ],
      },
    ],
  };
}

function figures({ tenant, counts }: Assessment, words: ReportWords): readonly Figure[] {
  const { options } = words;
  const figure = (count: number | null, label: string, bad: Figure['tone']): Figure => ({
    ...{ value: words.people(count), label, note: '' },
    tone: count === 0 ? 'good' : bad,
  });
  if (!clouds[tenant.cloud].hasRetirementDates) {
    const phoneOnly = figure(
      counts.phoneOnlyNoDate,
      m.report_phone_only_label({}, options),
      'warning',
    );
    return [{ ...phoneOnly, note: m.report_no_date_note({}, options) }];
  }
  const others = counts.phoneOnlyFeb2027NotPeople ?? 0;
  const people = counts.phoneOnlyFeb2027 === null ? null : counts.phoneOnlyFeb2027 - others;
  const date = (day: string): { date: string } => ({ date: words.date(day) });
  const february = m.report_february_label(date(retirementDates.february), options);
  const accounts = accountsText(others, words.language);
  const note = others > 0 ? m.report_others_note({ accounts }, options) : '';
  return [
    { ...figure(people, february, 'danger'), note },
    figure(
      counts.phoneOnlyJul2027,
      m.report_july_label(date(retirementDates.july), options),
      'warning',
    ),
  ];
}

function unreadSection({ unread }: Assessment, words: ReportWords): Section | null {
  if (unread.length === 0) return null;
  const title = m.report_unread_caption({}, words.options);
  return { id: 'unread', title, blocks: [unreadTable(unread, words)] };
}
