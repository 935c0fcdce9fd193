import { failure } from '../../shared/diagnostic';
import { err, ok } from '../../shared/result';
import { exportPlan, plansOf, type ExportInput } from '../exports/export-plan';
import { exportFormats } from '../exports/export-formats';
import { previewExport } from '../exports/preview-export';
import { notesOf, personNotesOf } from '../workspace/notes';
import type { Host } from '../workspace/host';
import { writePlanFile } from '../workspace/write-plan-file';
import { planToRead } from './edit-plan';
import type { ServedHandlers } from './serve-contract';

/** Writes the plan's report into a folder the person chooses in the system's dialog. */
export function createExportHandlers(
  host: Host,
): Pick<ServedHandlers, 'export.run' | 'export.preview'> {
  return {
    'export.run': async ({ formats, language, hideNames, audience, timeZone }) => {
      const read = await planToRead(host, 'simulation');
      if (!read.ok) return read;
      const { workspace, plan } = read.value;
      const simulation = read.value.simulation();
      if (!simulation.ok) return simulation;
      if (formats.length === 0) {
        return err(failure('input/usage', { detail: exportFormats.join(', ') }));
      }
      const directory = await host.ports.chooseExportFolder();
      if (directory === undefined) return ok({ cancelled: true, files: [] });
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
        printPdf: async (html) => {
          try {
            return ok(await host.ports.printPdf(html));
          } catch {
            return err(failure('file/not-printed', { detail: 'printToPDF' }));
          }
        },
      };
      const written = reports.length === 0 ? ok([]) : await exportPlan(options);
      if (!written.ok) return written;
      const files = written.value.map(({ name, bytes }) => ({ name, bytes }));
      if (!formats.includes('plan')) return ok({ cancelled: false, files });
      const saved = await writePlanFile(directory, plan, { hideNames });
      return saved.ok ? ok({ cancelled: false, files: [...files, saved.value] }) : saved;
    },
    'export.preview': async ({ formats, language, hideNames, audience, timeZone, file }) => {
      const read = await planToRead(host, 'simulation');
      if (!read.ok) return read;
      const { workspace, plan } = read.value;
      const simulation = read.value.simulation();
      if (!simulation.ok) return simulation;
      const contents = {
        ...{ plan, simulation: simulation.value, hideNames, audience, zone: timeZone },
        formats: exportFormats.filter((format) => formats.some((name) => name === format)),
        notes: [...notesOf(workspace.store), ...personNotesOf(workspace.store)],
      };
      return ok(previewExport(contents, plansOf({ language, plan, hideNames }), file));
    },
  };
}
