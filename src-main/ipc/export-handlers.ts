import { failure, type Failure } from '../../shared/diagnostic';
import type { GateLine } from '../../shared/ipc/gate-lines-contract';
import type { ExportResult } from '../../shared/ipc/export-contract';
import type { Plan } from '../../shared/plan/plan';
import { err, ok, type Result } from '../../shared/result';
import type { ExportInput } from '../exports/export-plan';
import { exportFormats } from '../exports/export-formats';
import {
  makePreview,
  PreviewPlans,
  showPreview,
  type MadePreview,
} from '../exports/preview-export';
import { gateLinesOf } from '../workspace/gate-lines';
import { notesOf, personNotesOf } from '../workspace/notes';
import type { Host } from '../workspace/host';
import type { PreviewWanted } from '../workspace/thinking-job';
import type { Workspace } from '../workspace/workspace';
import { planToExport, thenAndNowOf, type PlanToExport } from './plan-to-export';
import { goOn, noteExport, resultOf, type ExportRun } from './run-export';
import type { ServedHandlers } from './serve-contract';

/** Writes the plan's report into a folder the person chooses in the system's dialog. */
export function createExportHandlers(
  host: Host,
): Pick<ServedHandlers, 'export.run' | 'export.again' | 'export.preview'> {
  const redacted = new PreviewPlans();
  /** Not all of it could be written; null: nothing is left to try again. */
  let left: ExportRun | null = null;
  const write = async (run: ExportRun): Promise<Result<ExportResult, Failure>> => {
    const written = await goOn(run);
    if (!written.ok) return written;
    noteExport(run, written.value.run);
    left = written.value.failed.length === 0 ? null : written.value.run;
    return ok(resultOf(written.value.run, written.value.failed));
  };
  return {
    'export.run': async ({ formats, language, hideNames, audience, timeZone }) => {
      const read = await planToExport(host);
      if (!read.ok) return read;
      const { workspace, plan } = read.value;
      const simulation = await read.value.simulation();
      if (!simulation.ok) return simulation;
      if (formats.length === 0) {
        return err(failure('input/usage', { detail: exportFormats.join(', ') }));
      }
      const directory = await host.ports.chooseExportFolder();
      if (directory === undefined) return ok({ cancelled: true, files: [], failed: [] });
      const reports = exportFormats.filter((format) => formats.some((name) => name === format));
      const options: ExportInput = {
        plan,
        simulation: simulation.value,
        formats: reports,
        language,
        hideNames,
        audience,
        directory,
        zone: timeZone,
        notes: [...notesOf(workspace.store), ...personNotesOf(workspace.store)],
        lines: await linesOf(workspace, plan),
        record: await thenAndNowOf(host, workspace),
        printPdf: async (html) => {
          try {
            return ok(await host.ports.printPdf(html));
          } catch {
            return err(failure('file/not-printed', { detail: 'printToPDF' }));
          }
        },
      };
      const withPlanFile = formats.includes('plan');
      return write({ workspace, options, withPlanFile, reports: [], planFile: null });
    },
    'export.again': async () => {
      const opened = host.opened();
      if (!opened.ok) return opened;
      if (left?.workspace !== opened.value) {
        return err(failure('store/not-found', { path: opened.value.meta.id }));
      }
      return write(left);
    },
    'export.preview': async ({ formats, language, hideNames, audience, timeZone, file }) => {
      const read = await planToExport(host);
      if (!read.ok) return read;
      const { workspace, plan } = read.value;
      const contents = {
        ...{ hideNames, audience, zone: timeZone },
        formats: exportFormats.filter((format) => formats.some((name) => name === format)),
        notes: [...notesOf(workspace.store), ...personNotesOf(workspace.store)],
        lines: await linesOf(workspace, plan),
        record: await thenAndNowOf(host, workspace),
      };
      const { keepPreview } = host.ports;
      const wanted = { ...contents, planHash: plan.planHash, language, file };
      const beside = await previewBeside(read.value, wanted);
      if (!beside.ok) return beside;
      if (beside.value !== null) return ok(showPreview(beside.value, keepPreview));
      const simulation = await read.value.simulation();
      if (!simulation.ok) return simulation;
      const plans = redacted.of({ language, plan, hideNames });
      const whole = { ...contents, plan, simulation: simulation.value };
      return ok(showPreview(makePreview(whole, plans, file), keepPreview));
    },
  };
}

/** A large tenant's is made where the plan was thought; null: it is for this process to make. */
async function previewBeside(
  { workspace, plan, isCarriedOut }: PlanToExport,
  wanted: PreviewWanted,
): Promise<Result<MadePreview | null, Failure>> {
  if (isCarriedOut) return workspace.planning.other.preview(plan, wanted);
  if (workspace.meta.source === 'plan') return workspace.filed.preview(plan, wanted);
  const input = workspace.planningInput();
  return input.ok ? workspace.planning.preview(input.value, plan, wanted) : ok(null);
}

/** Of the rollout of this very plan: steps of another one are others. */
async function linesOf({ rollout }: Workspace, { planHash }: Plan): Promise<readonly GateLine[]> {
  return rollout.plan?.planHash === planHash ? gateLinesOf(rollout) : [];
}
