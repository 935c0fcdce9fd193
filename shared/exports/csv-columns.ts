import { reachText } from '../i18n/reach-text';
import { findingPart } from '../i18n/finding-text';
import { m } from '../paraglide/messages.js';
import { zonedAt, zonedText } from '../plan/open-times';
import type { Plan } from '../plan/plan';
import { reachOf } from '../plan/step-reach';
import type { CsvTable } from './csv-table';
import { displayRequests } from './display-requests';
import { peopleTable } from './people-table';
import type { ReportWords } from './report-words';
import { answerRows } from './sections/answers-section';
import { manualInstructions, titleOf, unlookedGate, wayBack } from './step-words';

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
      m.review_reach({}, options),
      m.csv_gate({}, options),
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
        reachText(reachOf(step), words.language),
        unlookedGate(step, words.language),
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
