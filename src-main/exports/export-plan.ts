import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Failure } from '../../shared/diagnostic';
import { csvTables } from '../../shared/exports/csv-columns';
import { makeReport } from '../../shared/exports/make-report';
import { toMarkdown } from '../../shared/exports/markdown';
import { redactPlan } from '../../shared/exports/redact';
import { reportJson } from '../../shared/exports/report-json';
import { reportWords } from '../../shared/exports/report-words';
import type { Language } from '../../shared/i18n/format';
import type { Simulation } from '../../shared/lockout/verdict';
import type { Plan } from '../../shared/plan/plan';
import { ok, type Result } from '../../shared/result';
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
}

/** A file that was written. Bytes are UTF-8. */
export interface ExportedFile {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** Writes the report in the asked formats and a manifest with a hash per file. */
export async function exportPlan(
  input: ExportInput,
): Promise<Result<readonly ExportedFile[], Failure>> {
  const made = await makeDirectory(input.directory);
  if (!made.ok) return made;
  const files: ExportedFile[] = [];
  for (const { name, content } of contents(input)) {
    const written = await writeWhole(join(input.directory, name), content);
    if (!written.ok) return written;
    files.push(describe(name, content));
  }
  const manifest = `${JSON.stringify(manifestOf(input, files), null, 2)}\n`;
  const written = await writeWhole(join(input.directory, 'manifest.json'), manifest);
  return written.ok ? ok([...files, describe('manifest.json', manifest)]) : written;
}

interface Content {
  readonly name: string;
  readonly content: string;
}

function contents(input: ExportInput): readonly Content[] {
  const languages: readonly Language[] =
    input.language === 'both' ? ['en', 'ja'] : [input.language];
  const plans = new Map(
    languages.map((language) => [
      language,
      input.hideNames ? redactPlan(input.plan, language) : input.plan,
    ]),
  );
  const planIn = (language: Language): Plan => plans.get(language) ?? input.plan;
  const reports = languages.map((language) =>
    makeReport({
      plan: planIn(language),
      simulation: input.simulation,
      language,
      zone: input.zone,
    }),
  );
  const suffix = (language: Language): string => (languages.length > 1 ? `.${language}` : '');
  return input.formats.flatMap((format): readonly Content[] => {
    switch (format) {
      case 'html':
        return [{ name: 'report.html', content: renderHtml(reports) }];
      case 'md':
        return reports.map((report) => ({
          name: `report${suffix(report.language)}.md`,
          content: toMarkdown(report),
        }));
      case 'csv':
        return languages.flatMap((language) =>
          csvTables(planIn(language), reportWords(planIn(language), language, input.zone)).map(
            (table) => ({
              name: `${table.name}${suffix(language)}.csv`,
              content: renderCsv(table),
            }),
          ),
        );
      case 'json': {
        const language = languages[0] ?? 'en';
        const json = reportJson(planIn(language), input.simulation, input.hideNames);
        return [{ name: 'report.json', content: `${JSON.stringify(json, null, 2)}\n` }];
      }
    }
  });
}

function manifestOf(input: ExportInput, files: readonly ExportedFile[]): unknown {
  return {
    schema: 'causeway-manifest/1',
    planHash: input.plan.planHash,
    tenantId: input.plan.tenant.id,
    snapshotTakenAt: input.plan.snapshotTakenAt,
    language: input.language,
    namesHidden: input.hideNames,
    files,
  };
}

function describe(name: string, content: string): ExportedFile {
  const bytes = Buffer.from(content, 'utf8');
  return {
    name,
    bytes: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  };
}
