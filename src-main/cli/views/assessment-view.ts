import { m } from '../../../shared/paraglide/messages.js';
import type { Assessment, Finding, Severity, StaleChoice } from '../../../shared/assess/assessment';
import type { Person } from '../../../shared/assess/people';
import { clouds } from '../../../shared/entra/cloud';
import { retirementDates } from '../../../shared/entra/retirement-dates';
import { staleChoiceText } from '../../../shared/i18n/choice-text';
import { formatCount, formatDate, formatDateTime, formatList } from '../../../shared/i18n/format';
import { messageText } from '../../../shared/i18n/message-text';
import { affectedText, peopleText } from '../../../shared/i18n/people-text';
import { snakeCase, term } from '../../../shared/i18n/terms';
import type { Output } from '../output';
import { columns, heading } from './lines';

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
    ...severities.flatMap((severity) => groupLines(severity, assessment.findings, voice)),
    ...staleLines(assessment.staleChoices ?? [], voice),
    ...heading(m.report_enforcement({}, options)),
    `  ${term(assessment.recommendation.enforcement, 'enforcement', language)}`,
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
  return [...dated, m.cli_people_unknown({ people: peopleText(unknown, language) }, options)];
}

function groupLines(
  severity: Severity,
  findings: readonly Finding[],
  { language }: Voice,
): readonly string[] {
  const group = findings.filter((finding) => finding.severity === severity);
  if (group.length === 0) return [];
  const rows = group.flatMap((finding) => {
    const count = formatCount(finding.count, language);
    const title = messageText(`finding_${snakeCase(finding.code)}_title`, { count }, language);
    const head = [[finding.code, count, title ?? '']];
    const names = namesOf(finding);
    return names === null ? head : [...head, ['', '', formatList(names, language)]];
  });
  return [...heading(term(severity, 'severity', language)), ...columns(rows)];
}

/** Names of accounts, a few of them; other subjects say nothing more than the title. */
function namesOf(finding: Finding): readonly string[] | null {
  const users = finding.subjects.filter(({ kind }) => kind === 'user');
  if (users.length === 0) return null;
  const names = users.slice(0, shownNames).map(({ name, id }) => (name === '' ? id : name));
  const rest = users.length - names.length;
  return rest > 0 ? [...names, `+${rest}`] : names;
}

function staleLines(stale: readonly StaleChoice[], { language }: Voice): readonly string[] {
  if (stale.length === 0) return [];
  const count = formatCount(stale.length, language);
  return [
    ...heading(m.stale_choices_title({ count }, { locale: language })),
    ...stale.map((choice) => `  ${staleChoiceText(choice, language)}`),
  ];
}

export function unreadLines(
  { unread }: Pick<Assessment, 'unread'>,
  { language }: Voice,
): readonly string[] {
  if (unread.length === 0) return [];
  const options = { locale: language };
  return [
    ...heading(m.report_unread_caption({}, options)),
    ...columns(
      unread.map(({ source, reason, status }) => [
        term(source, 'source', language),
        term(reason, 'unread', language) + (status === undefined ? '' : ` (${status})`),
      ]),
    ),
  ];
}
