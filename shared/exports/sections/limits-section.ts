import { m } from '../../paraglide/messages.js';
import type { Plan } from '../../plan/plan';
import type { Block, Section } from '../report-document';
import { column, type ReportWords } from '../report-words';
import { titleOf, wayBack } from '../step-words';
import { unreadReason } from '../../i18n/unread-text';

/** What cannot be taken back, said before anything is done. */
export function cannotUndoSection(plan: Plan, words: ReportWords): Section {
  const { options } = words;
  const oneWay = plan.steps.filter(({ reverse }) => reverse.kind === 'oneWay');
  return {
    id: 'cannot-undo',
    title: m.report_cannot_undo_title({}, options),
    blocks: [
      {
        kind: 'list',
        items: [
          ...oneWay.map((step) => {
            return `${step.id} · ${titleOf(step, words.language)}: ${wayBack(step, words.language)}`;
          }),
          m.report_cannot_undo_methods({}, options),
        ],
      },
    ],
  };
}

export function unreadTable(unread: Plan['unread'], words: ReportWords): Block {
  const { options } = words;
  return {
    kind: 'table',
    caption: m.report_unread_caption({}, options),
    columns: [
      column(m.report_column_source({}, options)),
      column(m.report_column_reason({}, options)),
    ],
    rows: unread.map((row) => [
      words.term(row.source, 'source'),
      unreadReason(row, words.language, words.zone),
    ]),
  };
}

/** What was not read or not answered, how old the data is, and the hash of the plan. */
export function evidenceSection(plan: Plan, words: ReportWords): Section {
  const { options } = words;
  return {
    id: 'evidence',
    title: m.report_evidence_title({}, options),
    blocks: [
      plan.unread.length === 0
        ? { kind: 'text', text: m.report_all_read({}, options) }
        : unreadTable(plan.unread, words),
      {
        kind: 'facts',
        rows: [
          { term: m.report_read_at({}, options), text: words.dateTime(plan.snapshotTakenAt) },
          { term: m.report_made_at({}, options), text: words.dateTime(plan.envelope.madeAt) },
          { term: m.report_plan_hash({}, options), text: plan.planHash },
          { term: m.report_snapshot_hash({}, options), text: plan.snapshotHash },
          { term: m.report_made_by({}, options), text: `Causeway ${plan.envelope.appVersion}` },
        ],
      },
    ],
  };
}
