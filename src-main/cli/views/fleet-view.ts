import { m } from '../../../shared/paraglide/messages.js';
import type { Assessment, Severity } from '../../../shared/assess/assessment';
import { clouds } from '../../../shared/entra/cloud';
import { retirementDates } from '../../../shared/entra/retirement-dates';
import type { FleetDocument, FleetTenant, FleetTotals } from '../../../shared/fleet/fleet';
import { inTriageOrder } from '../../../shared/fleet/triage';
import { describeFailure } from '../../../shared/i18n/describe-failure';
import { formatCount, formatDate, formatDateTime, formatList } from '../../../shared/i18n/format';
import { affectedText } from '../../../shared/i18n/people-text';
import { term } from '../../../shared/i18n/terms';
import type { Output } from '../output';
import { columns, heading, textWidth, wrapped } from './lines';

type Voice = Pick<Output, 'language' | 'zone'>;

const severities: readonly Severity[] = ['blocker', 'high', 'medium', 'decision', 'info'];
/** Findings of the whole fleet that are worth a line. */
const shownFindings: readonly Severity[] = ['blocker', 'high'];

/**
 * All tenants, those that want to be looked at first; then what the assessed ones come to.
 * `directory`: where files were written, null: nowhere.
 */
export function fleetLines(
  { tenants, totals }: FleetDocument,
  directory: string | null,
  voice: Voice,
): readonly string[] {
  const { language } = voice;
  const options = { locale: language };
  return [
    ...inTriageOrder(tenants).flatMap((tenant, index) => [
      ...(index === 0 ? [] : ['']),
      ...tenantLines(tenant, voice),
    ]),
    ...totalLines(totals, voice),
    ...(directory === null ? [] : ['', m.cli_written({ file: directory }, options)]),
  ];
}

function tenantLines(tenant: FleetTenant, voice: Voice): readonly string[] {
  const { language } = voice;
  const { assessment, name } = tenant;
  const state = stateText(tenant, voice);
  const lines = [
    ...wrapped(`${name} · ${state}`, textWidth, ''),
    ...staleTexts(tenant, voice).flatMap((text) => wrapped(text, textWidth, '  ')),
  ];
  if (assessment === undefined) return lines;
  const found = severities.flatMap((severity) => {
    const count = assessment.findings.filter((finding) => finding.severity === severity).length;
    return count === 0
      ? []
      : [`${term(severity, 'severity', language)}: ${formatCount(count, language)}`];
  });
  return [
    ...lines,
    ...columns([
      [m.report_enforcement({}, { locale: language }), enforcementText(assessment, voice)],
      [m.report_findings_title({}, { locale: language }), found.join(' · ')],
    ]),
    ...wrapped(dateText(assessment, voice), textWidth, '  '),
  ];
}

function stateText({ assessment, reason }: FleetTenant, { language, zone }: Voice): string {
  const options = { locale: language };
  if (assessment !== undefined) {
    return m.fleet_assessed_at(
      { at: formatDateTime(assessment.capturedAt, language, zone) },
      options,
    );
  }
  return m.fleet_not_assessed({ reason: reasonText(reason, language) }, options);
}

function reasonText(reason: FleetTenant['reason'], language: Voice['language']): string {
  if (reason === undefined || reason === 'notYet') return m.fleet_not_yet({}, { locale: language });
  if (reason === 'step/cancelled') return m.fleet_left_out({}, { locale: language });
  return describeFailure({ code: reason, values: {} }, language).what;
}

function staleTexts({ stale = [], reason }: FleetTenant, { language }: Voice): readonly string[] {
  const options = { locale: language };
  return stale.map((one) =>
    one === 'age'
      ? m.fleet_stale_age({}, options)
      : m.fleet_stale_last_run({ reason: reasonText(reason, language) }, options),
  );
}

function enforcementText({ recommendation }: Assessment, { language }: Voice): string {
  return term(recommendation.enforcement, 'enforcement', language);
}

function dateText({ counts, lowerBound, tenant }: Assessment, { language }: Voice): string {
  const options = { locale: language };
  if (counts.accounts === null) return m.cli_people_unread({}, options);
  if (!clouds[tenant.cloud].hasRetirementDates) {
    const people = affectedText(counts.phoneOnlyNoDate, 0, lowerBound, language);
    return m.cli_people_no_date({ people }, options);
  }
  return februaryText(counts, lowerBound, language);
}

function februaryText(
  counts: Pick<FleetTotals, 'phoneOnlyFeb2027' | 'phoneOnlyFeb2027NotPeople'>,
  lowerBound: boolean,
  language: Voice['language'],
): string {
  const others = counts.phoneOnlyFeb2027NotPeople ?? 0;
  const people = counts.phoneOnlyFeb2027 === null ? null : counts.phoneOnlyFeb2027 - others;
  const date = formatDate(retirementDates.february, language, 'UTC');
  const values = { date, people: affectedText(people, others, lowerBound, language) };
  return m.cli_people_february(values, { locale: language });
}

function totalLines(totals: FleetTotals, { language }: Voice): readonly string[] {
  const options = { locale: language };
  const count = (value: number): string => formatCount(value, language);
  const { tenants, assessed, notAssessed } = totals;
  const head = m.fleet_totals(
    { assessed: count(assessed), total: count(tenants), left: count(notAssessed) },
    options,
  );
  if (assessed === 0) return [...heading(m.fleet_all_tenants({}, options)), `  ${head}`];
  const destinations = Object.entries(totals.recommendations).map(
    ([enforcement, of]) => `${term(enforcement, 'enforcement', language)}: ${count(of)}`,
  );
  const worst = totals.findings.filter(({ severity }) => shownFindings.includes(severity));
  return [
    ...heading(m.fleet_all_tenants({}, options)),
    ...wrapped(head, textWidth, '  '),
    ...wrapped(februaryText(totals, totals.lowerBound, language), textWidth, '  '),
    `  ${m.report_people({}, options)}: ${totals.people === null ? '–' : count(totals.people)}`,
    ...wrapped(
      `${m.report_enforcement({}, options)}: ${formatList(destinations, language)}`,
      textWidth,
      '  ',
    ),
    ...worst.flatMap(({ code, count: of }) =>
      wrapped(
        m.fleet_finding({ code, count: count(of), total: count(assessed) }, options),
        textWidth,
        '  ',
      ),
    ),
  ];
}
