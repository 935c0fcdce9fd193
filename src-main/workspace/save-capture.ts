import { join } from 'node:path';
import { failure, type Failure } from '../../shared/diagnostic';
import { err, ok, type Result } from '../../shared/result';
import { checkTarget } from '../files/check-target';
import { writeWhole } from '../files/plan-files';
import { sha256 } from '../files/sha256';
import { patientSource } from '../graph/patient-source';
import { captureTenant } from '../rollout/capture-tenant';
import type { Host } from './host';
import type { Workspace } from './workspace';

export interface SavedCapture {
  /** Its name, never its path. */
  readonly file: string;
  readonly bytes: number;
}

/**
 * Reads the tenant that is signed in to once more and keeps every answer in one file, in the folder
 * a person picks; null: they picked none, or called it off. Failures: `auth/signed-out` where nobody
 * is signed in to the right tenant, `plan/running` while steps are applied, those of the tour and of the file. A file that could not be
 * opened again for its length is not written.
 */
export async function saveCapture(
  host: Host,
  workspace: Workspace,
): Promise<Result<SavedCapture | null, Failure>> {
  const { source, view } = workspace.connect;
  if (workspace.meta.source === 'capture' || workspace.meta.source === 'plan') {
    return err(failure('graph/read-only-source'));
  }
  if (source === null || view.state !== 'confirmed') return err(failure('auth/signed-out'));
  // Half of it would be from before a step and half from after.
  if (workspace.rollout.isBusy) return err(failure('plan/running'));
  const folder = await host.ports.chooseExportFolder();
  if (folder === undefined) return ok(null);
  const file = captureName(workspace.nowIso());
  const path = join(folder, file);
  const target = await checkTarget(path, 'causeway-capture/1');
  if (!target.ok) return target;
  const capture = await host.intake.run(file, ({ signal, tell }) =>
    captureTenant(
      patientSource(source, { isOnline: () => host.ports.isOnline(), waiting: () => undefined }),
      {
        signal,
        onProgress: ({ percent }) => tell({ reading: Math.min(100, Math.max(0, percent)) }),
        answers: workspace.store.answers.get(),
        choices: workspace.choices,
      },
    ),
  );
  if (!capture.ok) return capture.failure.code === 'plan/cancelled' ? ok(null) : capture;
  const written = await writeWhole(path, capture.value);
  if (!written.ok) return written;
  workspace.access.exported({
    ...{ what: 'capture', planHash: null, files: [{ name: file, sha256: sha256(capture.value) }] },
    ...{ audience: null, language: null, namesHidden: false },
  });
  return ok({ file, bytes: Buffer.byteLength(capture.value) });
}

/** One a second, so that an earlier one stays. Names no tenant: a file's name is seen by many. */
function captureName(now: string): string {
  return `causeway-capture-${now.slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-')}.json`;
}
