import { m } from '../../paraglide/messages.js';
import { retirementDates } from '../../entra/retirement-dates';
import { partnerRows } from '../../i18n/partner-text';
import { accountsText } from '../../i18n/people-text';
import { clouds } from '../../entra/cloud';
import type { Plan } from '../../plan/plan';
import type { Audience } from '../audience';
import type { Block, Figure, Section } from '../report-document';
import type { ReportWords } from '../report-words';
import { departmentBars } from './bar-pictures';
import { todayFlow } from './flow-picture';

/** People first: the three counts, then what tenant this is and how sure the data is. */
export function summarySection(
  plan: Plan,
  words: ReportWords,
  audience: Audience = 'whole',
): Section {
  const { options } = words;
  return {
    id: 'summary',
    title: m.report_summary_title({}, options),
    blocks: [
      ...shortenedFor(audience, words),
      { kind: 'figures', items: peopleFigures(plan, words) },
      ...(plan.lowerBound
        ? [{ kind: 'text' as const, text: m.report_lower_bound_note({}, options) }]
        : []),
      ...todayFlow(plan, words),
      ...departmentBars(plan, words),
      { kind: 'facts', rows: tenantFacts(plan, words) },
    ],
  };
}

/** A report that leaves something out says so first, and what. */
function shortenedFor(audience: Audience, { options }: ReportWords): readonly Block[] {
  switch (audience) {
    case 'whole':
      return [];
    case 'management':
      return [{ kind: 'text', text: m.report_for_management({}, options) }];
    case 'helpDesk':
      return [{ kind: 'text', text: m.report_for_help_desk({}, options) }];
  }
}

function peopleFigures(plan: Plan, words: ReportWords): readonly Figure[] {
  const { options } = words;
  const unknown = plan.people.filter(
    ({ readiness, enabled, isPerson }) => enabled && isPerson && readiness === 'unknown',
  ).length;
  const last: Figure = {
    value: words.count(unknown),
    label: m.report_unknown_people_label({}, options),
    note: m.report_unknown_people_note({}, options),
    tone: unknown > 0 ? 'unknown' : 'good',
  };
  if (!clouds[plan.cloud].hasRetirementDates) {
    const phoneOnly = plan.counts.phoneOnlyNoDate ?? 0;
    return [
      {
        value: words.people(phoneOnly),
        label: m.report_phone_only_label({}, options),
        note: m.report_no_date_note({}, options),
        tone: phoneOnly > 0 ? 'warning' : 'good',
      },
      last,
    ];
  }
  const others = plan.counts.phoneOnlyFeb2027NotPeople ?? 0;
  const february = (plan.counts.phoneOnlyFeb2027 ?? 0) - others;
  const july = plan.counts.phoneOnlyJul2027 ?? 0;
  return [
    {
      value: words.people(february),
      label: m.report_february_label({ date: words.date(retirementDates.february) }, options),
      note: [
        replacementNote(plan, ['february', 'julyMayApply'], words),
        others > 0
          ? m.report_others_note({ accounts: accountsText(others, words.language) }, options)
          : '',
      ]
        .join(' ')
        .trim(),
      tone: february > 0 ? 'danger' : 'good',
    },
    {
      value: words.people(july),
      label: m.report_july_label({ date: words.date(retirementDates.july) }, options),
      note: replacementNote(plan, ['july'], words),
      tone: july > 0 ? 'warning' : 'good',
    },
    last,
  ];
}

/** Split by who can register a replacement alone; nobody is said to be locked out. */
function replacementNote(plan: Plan, dates: readonly string[], words: ReportWords): string {
  const people = plan.people.filter(
    ({ enabled, isPerson, isPhoneOnly, date }) =>
      enabled && isPerson && isPhoneOnly && dates.includes(date),
  );
  const able = people.filter(
    ({ reachableReplacements }) => (reachableReplacements ?? []).length > 0,
  );
  if (people.length === 0) return m.report_nobody_note({}, words.options);
  return m.report_replacement_note(
    { able: words.count(able.length), unable: words.count(people.length - able.length) },
    words.options,
  );
}

function tenantFacts(plan: Plan, words: ReportWords): readonly { term: string; text: string }[] {
  const { options } = words;
  const migration =
    plan.baseline.authenticationMethodsPolicy.kind === 'read'
      ? words.term(
          plan.baseline.authenticationMethodsPolicy.value.policyMigrationState,
          'migration',
        )
      : m.report_unread({}, options);
  return [
    {
      term: m.report_tenant({}, options),
      text: `${plan.tenant.displayName} · ${plan.tenant.primaryDomain} · ${plan.tenant.id}`,
    },
    { term: m.report_licence({}, options), text: words.term(plan.tenant.entraPlan, 'licence') },
    { term: m.report_migration({}, options), text: migration },
    { term: m.report_enforcement({}, options), text: words.term(plan.enforcement, 'enforcement') },
    { term: m.report_accounts({}, options), text: words.count(plan.counts.accounts) },
    { term: m.report_people({}, options), text: words.count(plan.counts.people) },
    {
      term: m.report_per_user({}, options),
      text: words.people(plan.counts.perUserToClear),
    },
    ...(plan.partners === undefined ? [] : partnerRows(plan.partners, words.language)),
    { term: m.report_read_at({}, options), text: words.dateTime(plan.snapshotTakenAt) },
    { term: m.report_as_of({}, options), text: words.dateTime(plan.asOf) },
  ];
}
