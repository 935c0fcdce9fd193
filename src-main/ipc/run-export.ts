import path from 'node:path';
import type { Failure } from '../../shared/diagnostic';
import type { ExportResult } from '../../shared/ipc/export-contract';
import { err, ok, type Result } from '../../shared/result';
import {
  exportEach,
  type ExportedFile,
  type ExportInput,
  type FailedFile,
} from '../exports/export-plan';
import type { Workspace } from '../workspace/workspace';
import { writePlanFile } from '../workspace/write-plan-file';

/** An export on its way: what was asked for, and what of it is written. */
export interface ExportRun {
  readonly workspace: Workspace;
  readonly options: ExportInput;
  readonly withPlanFile: boolean;
  readonly reports: readonly ExportedFile[];
  readonly planFile: { readonly name: string; readonly bytes: number } | null;
}

/**
 * Writes what is not written yet, each file on its own. Failure: the first one, where nothing at
 * all is written.
 */
export async function goOn(
  run: ExportRun,
): Promise<Result<{ readonly run: ExportRun; readonly failed: readonly FailedFile[] }, Failure>> {
  const { options } = run;
  const failed: FailedFile[] = [];
  let { reports, planFile } = run;
  if (options.formats.length > 0) {
    const each = await exportEach(options, reports);
    if (!each.ok) return each;
    reports = each.value.files;
    failed.push(...each.value.failed);
  }
  if (run.withPlanFile && planFile === null) {
    const saved = await writePlanFile(options.directory, options.plan, options);
    if (saved.ok) planFile = saved.value;
    else failed.push({ name: nameIn(saved.failure), failure: saved.failure });
  }
  const [first] = failed;
  const isNothing = reports.length === 0 && planFile === null;
  if (first !== undefined && isNothing) return err(first.failure);
  return ok({ run: { ...run, reports, planFile }, failed });
}

/** What this try wrote, beside the journal: nothing where it wrote nothing. */
export function noteExport(before: ExportRun, { workspace, options, ...after }: ExportRun): void {
  const known = new Map(before.reports.map(({ name, sha256 }) => [name, sha256] as const));
  const reports = after.reports.filter(({ name, sha256 }) => known.get(name) !== sha256);
  const plan = before.planFile === null ? after.planFile : null;
  const files = [
    ...reports.map(({ name, sha256 }) => ({ name, sha256 })),
    ...(plan === null ? [] : [{ name: plan.name, sha256: null }]),
  ];
  if (files.length === 0) return;
  const { audience = null, language, hideNames: namesHidden } = options;
  const planHash = options.plan.planHash;
  workspace.access.exported({ what: 'reports', planHash, files, audience, language, namesHidden });
}

/** A file that cannot be written is named by its whole path. */
function nameIn({ values }: Failure): string {
  return path.basename(values['file'] ?? '.causeway');
}

export function resultOf(
  { reports, planFile }: ExportRun,
  failed: readonly FailedFile[],
): ExportResult {
  const files = planFile === null ? reports : [...reports, planFile];
  return {
    cancelled: false,
    files: files.map(({ name, bytes }) => ({ name, bytes })),
    failed: failed.map(({ name, failure: { code, values } }) => ({
      name,
      failure: { code, values },
    })),
  };
}
