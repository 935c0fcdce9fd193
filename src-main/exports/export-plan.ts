import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Failure } from '../../shared/diagnostic';
import { toCalendar } from '../../shared/exports/calendar';
import { csvTables } from '../../shared/exports/csv-columns';
import { makeReport } from '../../shared/exports/make-report';
import { helpDeskSheet } from '../../shared/exports/messages-to-users/help-desk';
import {
  messagesMarkdown,
  messagesTable,
} from '../../shared/exports/messages-to-users/message-files';
import { toMarkdown } from '../../shared/exports/markdown';
import { redactPlan } from '../../shared/exports/redact';
import { reportJson } from '../../shared/exports/report-json';
import { toRunbook } from '../../shared/exports/runbook';
import { reportWords, type ReportWords } from '../../shared/exports/report-words';
import type { Language } from '../../shared/i18n/format';
import type { Simulation } from '../../shared/lockout/verdict';
import type { Note } from '../../shared/wizard/note';
import type { Plan } from '../../shared/plan/plan';
import { ok, type Result } from '../../shared/result';
import { checkExportTargets } from '../files/check-target';
import { makeDirectory, writeWhole } from '../files/plan-files';
import type { ExportFormat } from './export-formats';
import { renderCsv } from './render-csv';
import { renderHtml } from './render-html';

export interface ExportInput {
  readonly plan: Plan;
  readonly simulation: Simulation;
  readonly formats: readonly ExportFormat[];
  readonly language: Language | 'both';
  readonly hideNames: boolean;
  /** From the save dialog or `--out`; made where it is missing. */
  readonly directory: string;
  /** IANA zone dates are shown in. */
  readonly zone: string;
  /** Written by people about people: left out where names are hidden. */
  readonly notes?: readonly Note[];
  /** A page as PDF, by the app's own runtime. */
  printPdf(html: string): Promise<Result<Uint8Array, Failure>>;
}

/** A file that was written. Bytes are UTF-8. */
export interface ExportedFile {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

/**
 * Writes the report in the asked formats and a manifest with a hash per file. Nothing is written
 * where one of the names is taken by something else. Failures: file/unwritable, file/exists, file/not-printed.
 */
export async function exportPlan(
  input: ExportInput,
): Promise<Result<readonly ExportedFile[], Failure>> {
  const plans = plansOf(input);
  const all = contents(input, plans);
  const names = [...all.map(({ name }) => name), 'manifest.json'];
  const free = await checkExportTargets(input.directory, names);
  if (!free.ok) return free;
  const made = await makeDirectory(input.directory);
  if (!made.ok) return made;
  const files: ExportedFile[] = [];
  for (const { name, content: made, isPrinted } of all) {
    const content = isPrinted === true ? await input.printPdf(made) : ok(made);
    if (!content.ok) return content;
    const written = await writeWhole(join(input.directory, name), content.value);
    if (!written.ok) return written;
    files.push(describe(name, content.value));
  }
  const manifest = `${JSON.stringify(manifestOf(input, plans, files), null, 2)}\n`;
  const written = await writeWhole(join(input.directory, 'manifest.json'), manifest);
  return written.ok ? ok([...files, describe('manifest.json', manifest)]) : written;
}

interface Content {
  readonly name: string;
  readonly content: string;
  /** The content is a page; what is written is its PDF. */
  readonly isPrinted?: boolean;
}

/** The plan as each language of the export shows it, in their order. */
type Plans = ReadonlyMap<Language, Plan>;

function plansOf({ language, plan, hideNames }: ExportInput): Plans {
  const languages: readonly Language[] = language === 'both' ? ['en', 'ja'] : [language];
  return new Map(languages.map((one) => [one, hideNames ? redactPlan(plan, one) : plan]));
}

function contents(input: ExportInput, plans: Plans) {
  const { formats, simulation, zone, hideNames, notes = [] } = input;
  const versions = [...plans].map(([language, plan]) => ({
    plan,
    report: makeReport({ plan, simulation, language, zone, notes: hideNames ? [] : notes }),
    words: reportWords(plan, language, zone),
    suffix: plans.size > 1 ? `.${language}` : '',
  }));
  return formats.flatMap((format): readonly Content[] => {
    switch (format) {
      case 'html':
        return [{ name: 'report.html', content: renderHtml(versions.map(({ report }) => report)) }];
      case 'pdf':
        return versions.map(({ report, suffix }) => ({
          name: `report${suffix}.pdf`,
          content: renderHtml([report]),
          isPrinted: true,
        }));
      case 'md':
        return versions.map(({ report, suffix }) => ({
          name: `report${suffix}.md`,
          content: toMarkdown(report),
        }));
      case 'csv':
        return versions.flatMap(({ plan, words, suffix }) =>
          csvTables(plan, words).map((table) => ({
            name: `${table.name}${suffix}.csv`,
            content: renderCsv(table),
          })),
        );
      case 'ics':
        return versions.map(({ plan, words, suffix }) => ({
          name: `calendar${suffix}.ics`,
          content: toCalendar(plan, words, calendarOwner(input)),
        }));
      case 'ps1':
        return versions.map(({ plan, words, suffix }) => ({
          name: `runbook${suffix}.ps1`,
          content: toRunbook(plan, words, hideNames),
        }));
      case 'messages':
        return messageFiles(versions);
      case 'json':
        return versions.slice(0, 1).map(({ plan }) => ({
          name: 'report.json',
          content: `${JSON.stringify(reportJson(plan, simulation, hideNames), null, 2)}\n`,
        }));
    }
  });
}

interface Version {
  readonly plan: Plan;
  readonly words: ReportWords;
  readonly suffix: string;
}

/** Texts to read and send, who gets which, and the sheet for the help desk in all languages. */
function messageFiles(versions: readonly Version[]): readonly Content[] {
  return [
    ...versions.flatMap(({ plan, words, suffix }) => [
      { name: `messages${suffix}.md`, content: messagesMarkdown(plan, words) },
      { name: `messages${suffix}.csv`, content: renderCsv(messagesTable(plan, words)) },
    ]),
    {
      name: 'help-desk.html',
      content: renderHtml(versions.map(({ plan, words }) => helpDeskSheet(plan, words))),
    },
  ];
}

/** The same for every export of a tenant; where names are hidden, of this plan, which names none. */
function calendarOwner({ plan, hideNames }: ExportInput): string {
  const of = hideNames ? plan.planHash : plan.tenant.id;
  return createHash('sha256').update(`calendar ${of}`, 'utf8').digest('hex').slice(0, 16);
}

function manifestOf(input: ExportInput, plans: Plans, files: readonly ExportedFile[]): unknown {
  const [shown] = plans.values();
  return {
    schema: 'causeway-manifest/1',
    planHash: input.plan.planHash,
    tenantId: shown?.tenant.id ?? '',
    snapshotTakenAt: input.plan.snapshotTakenAt,
    language: input.language,
    namesHidden: input.hideNames,
    files,
  };
}

function describe(name: string, content: string | Uint8Array): ExportedFile {
  const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
  return {
    name,
    bytes: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  };
}
