import { ofEachReadiness, readinessOrder } from '../../charts/readiness-bar';
import { messageOrKey } from '../../i18n/message-text';
import { snakeCase } from '../../i18n/terms';
import { m } from '../../paraglide/messages.js';
import { sizeOf } from '../../people/readiness-by';
import { finishFigures } from '../../plan/finish-figures';
import type { CsvTable } from '../csv-table';
import type { Block, Section } from '../report-document';
import { column, type ReportWords } from '../report-words';
import type { TenantMoment, ThenAndNow } from '../then-and-now';
import { flowBetween } from './flow-picture';

/** The tenant before the rollout beside the tenant as read after it, as Finish shows it. */
export function thenAndNowSection(record: ThenAndNow, words: ReportWords): Section {
  const { options } = words;
  const moments = momentsOf(record, words);
  return {
    id: 'then-and-now',
    title: m.report_then_and_now({}, options),
    blocks: [
      {
        kind: 'facts',
        rows: moments.map(({ label, moment }) => ({
          term: label,
          text: words.dateTime(moment.readAt),
        })),
      },
      tableOf(record, words),
      { kind: 'text', text: m.finish_pictures_counted({}, options) },
      ...moments.flatMap(({ label, moment }) => flowOf(label, moment, words)),
      {
        kind: 'readiness',
        caption: m.shell_readiness({}, options),
        legend: ofEachReadiness((one) => words.term(one, 'readiness')),
        rows: moments.map(({ label, moment }) => ({ label, counts: moment.readiness })),
      },
    ],
  };
}

/** The same figures as a table of its own. */
export function thenAndNowTable(record: ThenAndNow, words: ReportWords): CsvTable {
  const { options } = words;
  const plain = (value: number | null): string => (value === null ? '' : String(value));
  return {
    name: 'then-and-now',
    header: headerOf(words),
    rows: [
      [m.report_read_at({}, options), record.before.readAt, record.after.readAt],
      ...figuresOf(record, words).map(({ label, before, after }) => [
        ...[label, plain(before), plain(after)],
      ]),
    ],
  };
}

function tableOf(record: ThenAndNow, words: ReportWords): Block {
  const [figure = '', ...moments] = headerOf(words);
  const told = (value: number | null): string =>
    value === null ? words.term('unknown', 'readiness') : words.count(value);
  return {
    kind: 'table',
    caption: m.finish_figures({}, words.options),
    columns: [column(figure), ...moments.map((moment) => column(moment, true))],
    rows: figuresOf(record, words).map(({ label, before, after }) => [
      ...[label, told(before), told(after)],
    ]),
  };
}

function headerOf({ options }: ReportWords): readonly string[] {
  return [m.finish_figure({}, options), m.finish_before({}, options), m.finish_after({}, options)];
}

/** A figure that is unknown both times says nothing. */
function figuresOf({ before, after }: ThenAndNow, words: ReportWords) {
  const counts = finishFigures.map((id) => ({
    label: messageOrKey(snakeCase(`finish_figure_${id}`), {}, words.language),
    ...{ before: before.counts[id] ?? null, after: after.counts[id] ?? null },
  }));
  const people = readinessOrder.map((one) => ({
    label: m.finish_figure_readiness({ readiness: words.term(one, 'readiness') }, words.options),
    ...{ before: before.readiness[one], after: after.readiness[one] },
  }));
  return [...counts, ...people].filter((row) => row.before !== null || row.after !== null);
}

function momentsOf({ before, after }: ThenAndNow, { options }: ReportWords) {
  return [
    { label: m.finish_before({}, options), moment: before },
    { label: m.finish_after({}, options), moment: after },
  ];
}

function flowOf(label: string, { readiness, flow }: TenantMoment, words: ReportWords) {
  const { options } = words;
  return flowBetween(flow, words, {
    caption: m.finish_flow_title({ moment: label }, options),
    sentence: m.finish_flow_sentence(
      {
        total: words.count(sizeOf(readiness)),
        ready: words.count(readiness.ready),
        unknown: words.count(readiness.unknown),
      },
      options,
    ),
    right: m.today_flow_right({}, options),
  });
}
