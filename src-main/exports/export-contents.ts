import { createHash } from 'node:crypto';
import { toCalendar } from '../../shared/exports/calendar';
import { csvTables } from '../../shared/exports/csv-columns';
import type { CsvTable } from '../../shared/exports/csv-table';
import type { Audience } from '../../shared/exports/audience';
import { makeReport } from '../../shared/exports/make-report';
import { helpDeskSheet } from '../../shared/exports/messages-to-users/help-desk';
import {
  messagesMarkdown,
  messagesTable,
} from '../../shared/exports/messages-to-users/message-files';
import { toMarkdown } from '../../shared/exports/markdown';
import type { ReportDocument } from '../../shared/exports/report-document';
import { reportJson } from '../../shared/exports/report-json';
import type { ThenAndNow } from '../../shared/exports/then-and-now';
import { thenAndNowTable } from '../../shared/exports/sections/then-and-now-section';
import { toRunbook } from '../../shared/exports/runbook';
import { reportWords, type ReportWords } from '../../shared/exports/report-words';
import type { Language } from '../../shared/i18n/format';
import type { GateLine } from '../../shared/ipc/gate-lines-contract';
import { jsonPieces } from '../../shared/json-pieces';
import type { Plan } from '../../shared/plan/plan';
import type { Simulation } from '../../shared/lockout/verdict';
import type { Note, PersonNote } from '../../shared/wizard/note';
import { collector } from './collector';
import type { ExportFormat } from './export-formats';
import { csvPieces } from './render-csv';
import { renderHtml } from './render-html';

/** What the files of an export are made of. */
export interface ContentsInput {
  readonly plan: Plan;
  readonly simulation: Simulation;
  readonly formats: readonly ExportFormat[];
  readonly hideNames: boolean;
  /** Whom the report is shortened for; left out: for nobody. */
  readonly audience?: Audience;
  /** IANA zone dates are shown in. */
  readonly zone: string;
  /** What was read of the gates day by day; left out: nothing was, or nobody looks at a rollout. */
  readonly lines?: readonly GateLine[];
  /** The tenant before the rollout and after it; left out or null: it was not read since. */
  readonly record?: ThenAndNow | null;
  /** Written by people about people: left out where names are hidden. */
  readonly notes?: readonly (Note | PersonNote)[];
}

/** A file of an export. What is in it is made when it is asked for, and again for each try. */
export interface Content {
  readonly name: string;
  pieces(): Iterable<string>;
  /** The content is a page; what is written is its PDF. */
  readonly isPrinted?: boolean;
  /** What the page is made of, for a preview; absent: the content is text. */
  documents?(): readonly ReportDocument[];
}

/** The plan as each language of the export shows it, in their order. */
export type Plans = ReadonlyMap<Language, Plan>;

interface Version {
  readonly plan: Plan;
  readonly words: ReportWords;
  readonly suffix: string;
  report(): ReportDocument;
}

/** The files of an export in their order, by name. None is made yet: of a large tenant each is long. */
export function exportContents(input: ContentsInput, plans: Plans): readonly Content[] {
  const {
    formats,
    simulation,
    zone,
    hideNames,
    audience = 'whole',
    notes = [],
    lines = [],
    record = null,
  } = input;
  const versions = [...plans].map(([language, plan]): Version => ({
    plan,
    words: reportWords(plan, language, zone),
    suffix: plans.size > 1 ? `.${language}` : '',
    report: () =>
      makeReport({
        ...{ plan, simulation, language, zone, audience, lines, record },
        notes: hideNames ? [] : notes,
      }),
  }));
  return formats.flatMap((format): readonly Content[] => {
    switch (format) {
      case 'html':
        return [
          {
            ...whole('report.html', () => renderHtml(versions.map((version) => version.report()))),
            documents: () => versions.map(({ report }) => report()),
          },
        ];
      case 'pdf':
        return versions.map(({ report, suffix }) => ({
          ...whole(`report${suffix}.pdf`, () => renderHtml([report()])),
          isPrinted: true,
          documents: () => [report()],
        }));
      case 'md':
        return versions.map(({ report, suffix }) =>
          whole(`report${suffix}.md`, () => toMarkdown(report())),
        );
      case 'csv':
        return versions.flatMap(({ plan, words, suffix }) => [
          ...Object.entries(csvTables).map(([name, table]) =>
            ofTable(`${name}${suffix}.csv`, () => table(plan, words)),
          ),
          ...(record === null
            ? []
            : [ofTable(`then-and-now${suffix}.csv`, () => thenAndNowTable(record, words))]),
        ]);
      case 'ics':
        return versions.map(({ plan, words, suffix }) =>
          whole(`calendar${suffix}.ics`, () => toCalendar(plan, words, calendarOwner(input))),
        );
      case 'ps1':
        return versions.flatMap(({ plan, words, suffix }) => [
          whole(`runbook${suffix}.ps1`, () => toRunbook(plan, words, hideNames)),
          whole(`collector${suffix}.ps1`, () => collector(plan.cloud, words.language)),
        ]);
      case 'messages':
        return messageFiles(versions);
      case 'json':
        return versions.slice(0, 1).map(({ plan }) => ({
          name: 'report.json',
          *pieces() {
            yield* jsonPieces(reportJson(plan, simulation, hideNames, record));
            yield '\n';
          },
        }));
    }
  });
}

function whole(name: string, text: () => string): Content {
  return { name, pieces: () => [text()] };
}

function ofTable(name: string, table: () => CsvTable): Content {
  return { name, pieces: () => csvPieces(table()) };
}

/** Texts to read and send, who gets which, and the sheet for the help desk in all languages. */
function messageFiles(versions: readonly Version[]): readonly Content[] {
  const sheets = () => versions.map(({ plan, words }) => helpDeskSheet(plan, words));
  return [
    ...versions.flatMap(({ plan, words, suffix }) => [
      whole(`messages${suffix}.md`, () => messagesMarkdown(plan, words)),
      ofTable(`messages${suffix}.csv`, () => messagesTable(plan, words)),
    ]),
    {
      ...whole('help-desk.html', () => renderHtml(sheets())),
      documents: sheets,
    },
  ];
}

/** The same for every export of a tenant; where names are hidden, of this plan, which names none. */
function calendarOwner({ plan, hideNames }: ContentsInput): string {
  const of = hideNames ? plan.planHash : plan.tenant.id;
  return createHash('sha256').update(`calendar ${of}`, 'utf8').digest('hex').slice(0, 16);
}
