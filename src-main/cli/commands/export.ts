import { audiences } from '../../../shared/exports/audience';
import { simulatePlan } from '../../../shared/lockout/simulate-lockout';
import { ok } from '../../../shared/result';
import { isExportFormat, type ExportFormat } from '../../exports/export-formats';
import { exportPlan } from '../../exports/export-plan';
import { usage } from '../arguments';
import type { Command } from '../context';
import { exitCodes } from '../exit-codes';
import { loadPlan } from '../load-files';
import { printPdf } from '../print-pdf';
import { checkKept, noteExport } from '../note-access';
import { choiceOf, requiredText, textOf, timeZoneOf } from '../option-values';
import { exportLines } from '../views/export-view';

/**
 * Writes reports of a plan. Needs nothing but the plan file; with `--state` the export is recorded
 * in the folder of its rollout.
 */
export const runExport: Command = async (context) => {
  const { output } = context;
  const language = choiceOf(context, 'lang', ['en', 'ja', 'both'] as const);
  if (!language.ok) return language;
  const audience = choiceOf(context, 'audience', audiences);
  if (!audience.ok) return audience;
  const zone = timeZoneOf(context, 'time-zone');
  if (!zone.ok) return zone;
  const formats: ExportFormat[] = [];
  for (const name of requiredText(context, 'format').split(',')) {
    const format = name.trim().toLowerCase();
    if (!isExportFormat(format)) {
      return usage('cli_usage_bad_format', name.trim(), null, output.language);
    }
    if (!formats.includes(format)) formats.push(format);
  }
  const plan = await loadPlan(context);
  if (!plan.ok) return plan;
  const folder = textOf(context, 'state');
  const known = folder === undefined ? ok(undefined) : checkKept(folder);
  if (!known.ok) return known;
  const directory = requiredText(context, 'out');
  const whom = { audience: audience.value ?? 'whole', language: language.value ?? output.language };
  const namesHidden = context.options.has('hide-names');
  const files = await exportPlan({
    plan: plan.value,
    simulation: simulatePlan(plan.value),
    formats,
    ...whom,
    hideNames: namesHidden,
    directory,
    zone: zone.value ?? output.zone,
    printPdf,
  });
  if (!files.ok) return files;
  if (folder !== undefined) {
    noteExport(context, folder, {
      ...{ what: 'reports', planHash: plan.value.planHash, ...whom, namesHidden },
      files: files.value.map(({ name, sha256 }) => ({ name, sha256 })),
    });
  }
  const result = { schema: 'causeway-export/1', directory, files: files.value };
  output.result(result, () => exportLines(directory, files.value, output));
  return ok(exitCodes.done);
};
