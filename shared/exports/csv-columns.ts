import { findingPart } from '../i18n/finding-text';
import { m } from '../paraglide/messages.js';
import { zonedAt, zonedText } from '../plan/open-times';
import type { Plan } from '../plan/plan';
import { displayRequests } from './display-requests';
import type { ReportWords } from './report-words';
import { answerRows } from './sections/answers-section';
import { manualInstructions, titleOf, wayBack } from './step-words';

/** One table of a CSV export: a file name without extension, a header, rows of plain texts. */
export interface CsvTable {
  readonly name: 'people' | 'steps' | 'findings' | 'answers' | 'messages' | 'activity';
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/**
 * People, steps, findings and answers, each made when it is asked for. Words are in the report's
 * language; ids and codes as they are.
 */
export const csvTables = {
  people: peopleTable,
  steps: stepsTable,
  findings: findingsTable,
  answers: answersTable,
} as const satisfies Partial<
  Record<CsvTable['name'], (plan: Plan, words: ReportWords) => CsvTable>
>;

function peopleTable(plan: Plan, words: ReportWords): CsvTable {
  const { options } = words;
  const ringOf = new Map<string, number>();
  for (const { ring, members } of plan.rings) for (const id of members) ringOf.set(id, ring);
  const trackOf = new Map<string, string>();
  for (const { track, members } of plan.tracks) for (const id of members) trackOf.set(id, track);
  const methods = (names: readonly string[] | null): string =>
    names === null
      ? words.term('unknown', 'perUser')
      : names.map((name) => words.term(name, 'method')).join('; ');
  return {
    name: 'people',
    header: [
      m.csv_object_id({}, options),
      m.csv_user_principal_name({}, options),
      m.csv_name({}, options),
      m.csv_department({}, options),
      m.csv_kind({}, options),
      m.csv_enabled({}, options),
      m.csv_administrator({}, options),
      m.csv_per_user_mfa({}, options),
      m.csv_methods({}, options),
      m.csv_allowed_methods({}, options),
      m.csv_asked({}, options),
      m.csv_date({}, options),
      m.csv_readiness({}, options),
      m.csv_ring({}, options),
      m.csv_track({}, options),
    ],
    rows: plan.people.map((person) => [
      person.id,
      person.upn,
      person.name,
      person.department ?? '',
      words.term(person.kind, 'accountKind'),
      yesNo(person.enabled, words),
      yesNo(person.isAdministrator, words),
      words.term(person.perUserMfa, 'perUser'),
      methods(person.methods),
      methods(person.allowedMethods),
      words.term(person.cover, 'cover'),
      words.term(person.date, 'date'),
      words.term(person.readiness, 'readiness'),
      ringOf.has(person.id) ? String(ringOf.get(person.id)) : '',
      trackOf.has(person.id) ? words.term(trackOf.get(person.id) ?? '', 'track') : '',
    ]),
  };
}

function stepsTable(plan: Plan, words: ReportWords): CsvTable {
  const { options, zone } = words;
  const placed = new Map(plan.schedule.steps.map((one) => [one.stepId, one] as const));
  const at = (iso: string | undefined): string =>
    iso === undefined ? '' : zonedText(zonedAt(iso, zone));
  return {
    name: 'steps',
    header: [
      m.csv_step({}, options),
      m.csv_title({}, options),
      m.csv_purpose({}, options),
      m.csv_kind({}, options),
      m.csv_ring({}, options),
      m.csv_accounts({}, options),
      m.schedule_column_start({ zone }, options),
      m.schedule_column_end({ zone }, options),
      m.csv_request({}, options),
      m.csv_prior({}, options),
      m.csv_planned({}, options),
      m.csv_way_back({}, options),
      m.csv_by_hand({}, options),
      m.csv_why({}, options),
    ],
    rows: plan.steps.map((step) => {
      return [
        step.id,
        titleOf(step, words.language),
        words.term(step.purpose, 'purpose'),
        step.kind,
        step.ring === undefined ? '' : String(step.ring),
        step.items === undefined ? '' : String(step.items.length),
        at(placed.get(step.id)?.startsAt),
        at(placed.get(step.id)?.endsAt),
        displayRequests(step, plan.cloud)
          .map(({ line }) => line)
          .join('; '),
        step.prior === null ? '' : JSON.stringify(step.prior),
        step.planned === null ? '' : JSON.stringify(step.planned),
        wayBack(step, words.language),
        manualInstructions(step, words.language),
        words.text(step.why.key, step.why.values),
      ];
    }),
  };
}

function findingsTable(plan: Plan, words: ReportWords): CsvTable {
  const { options } = words;
  return {
    name: 'findings',
    header: [
      m.csv_code({}, options),
      m.csv_severity({}, options),
      m.csv_title({}, options),
      m.csv_subject_kind({}, options),
      m.csv_object_id({}, options),
      m.csv_name({}, options),
      m.csv_by_hand({}, options),
    ],
    rows: plan.findings.flatMap((finding) =>
      finding.subjects.map((subject) => [
        finding.code,
        words.term(finding.severity, 'severity'),
        words.findingTitle(finding),
        subject.kind,
        subject.id,
        subject.name,
        findingPart(finding.code, 'advice', words.language),
      ]),
    ),
  };
}

function answersTable(plan: Plan, words: ReportWords): CsvTable {
  const { options } = words;
  return {
    name: 'answers',
    header: [
      m.report_column_question({}, options),
      m.report_column_answer({}, options),
      m.report_column_entered({}, options),
    ],
    rows: answerRows(plan, words),
  };
}

function yesNo(value: boolean, words: ReportWords): string {
  return value ? m.csv_yes({}, words.options) : m.csv_no({}, words.options);
}
