import { m } from '../../../shared/paraglide/messages.js';
import type { Assessment, Finding, Severity, StaleChoice } from '../../../shared/assess/assessment';
import type { Person } from '../../../shared/assess/people';
import { isAtLeast } from '../../../shared/assess/count-may-grow';
import { evidenceOf } from '../../../shared/assess/evidence';
import { clouds } from '../../../shared/entra/cloud';
import { retirementDates } from '../../../shared/entra/retirement-dates';
import { staleChoiceText } from '../../../shared/i18n/choice-text';
import { evidenceText } from '../../../shared/i18n/evidence-text';
import { findingPart, findingTitle, whoText } from '../../../shared/i18n/finding-text';
import { formatCount, formatDate, formatDateTime } from '../../../shared/i18n/format';
import { partnerRows } from '../../../shared/i18n/partner-text';
import { affectedText, peopleText } from '../../../shared/i18n/people-text';
import { term } from '../../../shared/i18n/terms';
import { unreadReason } from '../../../shared/i18n/unread-text';
import type { Output } from '../output';
import { columns, heading, textWidth, wrapped } from './lines';

type Voice = Pick<Output, 'language' | 'zone'>;

const severities: readonly Severity[] = ['blocker', 'high', 'medium', 'decision', 'info'];
const shownNames = 5;

/** People first, then findings by group, the recommendation, and what could not be read. */
export function assessmentLines(
  assessment: Assessment,
  people: readonly Person[],
  voice: Voice,
): readonly string[] {
  const { language, zone } = voice;
  const options = { locale: language };
  const { tenant } = assessment;
  return [
    m.cli_assess_title(
      {
        tenant: tenant.displayName,
        licence: term(tenant.entraPlan, 'licence', language),
        at: formatDateTime(assessment.capturedAt, language, zone),
      },
      options,
    ),
    '',
    ...peopleLines(assessment, people, voice),
    ...(assessment.lowerBound ? ['', m.report_lower_bound_note({}, options)] : []),
    ...severities.flatMap((severity) => groupLines(severity, assessment, voice)),
    ...staleLines(assessment.staleChoices ?? [], voice),
    ...heading(m.report_enforcement({}, options)),
    `  ${term(assessment.recommendation.enforcement, 'enforcement', language)}`,
    ...partnerLines(assessment, voice),
    ...unreadLines(assessment, voice),
  ];
}

/** The three counts. Also the first lines of a plan's summary. */
export function peopleLines(
  facts: Pick<Assessment, 'counts' | 'lowerBound'> & {
    readonly tenant: Pick<Assessment['tenant'], 'cloud'>;
  },
  people: readonly Pick<Person, 'enabled' | 'isPerson' | 'readiness'>[],
  { language }: Voice,
): readonly string[] {
  const options = { locale: language };
  const { counts, lowerBound } = facts;
  const affected = (count: number | null, others = 0): string =>
    affectedText(count === null ? null : count - others, others, lowerBound, language);
  const unknown = people.filter(
    ({ enabled, isPerson, readiness }) => enabled && isPerson && readiness === 'unknown',
  ).length;
  const day = (date: string): string => formatDate(date, language, 'UTC');
  const dated = clouds[facts.tenant.cloud].hasRetirementDates
    ? [
        m.cli_people_february(
          {
            date: day(retirementDates.february),
            people: affected(counts.phoneOnlyFeb2027, counts.phoneOnlyFeb2027NotPeople ?? 0),
          },
          options,
        ),
        m.cli_people_july(
          { date: day(retirementDates.july), people: affected(counts.phoneOnlyJul2027) },
          options,
        ),
      ]
    : [m.cli_people_no_date({ people: affected(counts.phoneOnlyNoDate) }, options)];
  // Without the list of users nobody was judged, which is not "nobody is left".
  if (counts.accounts === null) return [m.cli_people_unread({}, options)];
  return [...dated, m.cli_people_unknown({ people: peopleText(unknown, language) }, options)];
}

function groupLines(
  severity: Severity,
  assessment: Pick<Assessment, 'findings' | 'asOf' | 'lowerBound'>,
  voice: Voice,
): readonly string[] {
  const { language } = voice;
  const group = assessment.findings.filter((finding) => finding.severity === severity);
  if (group.length === 0) return [];
  const blocks = group.map((finding) => findingLines(finding, assessment, voice));
  return [
    ...heading(term(severity, 'severity', language)),
    ...blocks.flatMap((block, index) => (index === 0 ? block : ['', ...block])),
  ];
}

/** Title, who, why, what it rests on, and what to do with its path. */
function findingLines(
  finding: Finding,
  { asOf, lowerBound }: Pick<Assessment, 'asOf' | 'lowerBound'>,
  { language, zone }: Voice,
): readonly string[] {
  const options = { locale: language };
  const { code, count } = finding;
  const atLeast = isAtLeast(code, lowerBound);
  const labelled = (label: string, text: string): readonly string[] =>
    text === '' ? [] : wrapped(`${label}: ${text}`, textWidth, '    ');
  const evidence = evidenceOf(finding, asOf).map((one) => evidenceText(one, language, zone));
  return [
    ...wrapped(`${findingTitle(code, count, atLeast, language)} (${code})`, textWidth, '  '),
    ...labelled(m.report_column_who({}, options), whoText(finding, atLeast, shownNames, language)),
    ...labelled(m.report_column_why({}, options), findingPart(code, 'why', language)),
    ...evidenceLines(m.report_column_evidence({}, options), evidence),
    ...labelled(m.report_column_advice({}, options), findingPart(code, 'advice', language)),
  ];
}

/** One fact stands behind its label, several below it. */
function evidenceLines(label: string, facts: readonly string[]): readonly string[] {
  if (facts.length < 2) {
    return facts.flatMap((fact) => wrapped(`${label}: ${fact}`, textWidth, '    '));
  }
  return [`    ${label}:`, ...facts.flatMap((fact) => wrapped(`- ${fact}`, textWidth, '      '))];
}

function staleLines(stale: readonly StaleChoice[], { language }: Voice): readonly string[] {
  if (stale.length === 0) return [];
  const count = formatCount(stale.length, language);
  return [
    ...heading(m.stale_choices_title({ count }, { locale: language })),
    ...stale.map((choice) => `  ${staleChoiceText(choice, language)}`),
  ];
}

function partnerLines(
  { partners }: Pick<Assessment, 'partners'>,
  { language }: Voice,
): readonly string[] {
  if (partners === undefined) return [];
  return [
    ...heading(m.partner_title({}, { locale: language })),
    ...partnerRows(partners, language).flatMap((row) =>
      wrapped(`${row.term}: ${row.text}`, textWidth, '  '),
    ),
  ];
}

export function unreadLines(
  { unread }: Pick<Assessment, 'unread'>,
  { language, zone }: Voice,
): readonly string[] {
  if (unread.length === 0) return [];
  const options = { locale: language };
  return [
    ...heading(m.report_unread_caption({}, options)),
    ...columns(
      unread.map((row) => [
        term(row.source, 'source', language),
        unreadReason(row, language, zone),
      ]),
    ),
  ];
}
