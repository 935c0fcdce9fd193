import { access, constants, lstat, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { failure, type Failure } from '../../shared/diagnostic';
import { err, ok, type Result } from '../../shared/result';
import { refusedTarget, unwritable } from './plan-files';
import { unlessHanging } from './unless-hanging';

/** Kinds of files a command writes: how each says what it is, and its name in a failure. */
const kinds = {
  'causeway-plan/1': 'plan_file',
  'causeway-capture/1': 'capture_file',
  'causeway-snapshot/1': 'snapshot_file',
  'causeway-collector/1': 'collector_file',
  'causeway-fleet/1': 'fleet_file',
  'causeway-fleet-run/1': 'fleet_file',
  'causeway-assessment/1': 'assessment_file',
  'causeway-client-report/1': 'client_report',
} as const;
export type WrittenKind = keyof typeof kinds;

/**
 * Whether a file of a kind may be written here; asked before the work whose result it holds. Only a
 * file of the same kind, or an empty one, is written over. Failures: file/unwritable, file/exists,
 * file/no-answer.
 */
export function checkTarget(path: string, kind: WrittenKind): Promise<Result<void, Failure>> {
  return orNoAnswer(path, () => judgeTarget(path, kind));
}

/** A folder on a share that is gone may never say whether anything may be written to it. */
async function orNoAnswer(
  path: string,
  judge: () => Promise<Result<void, Failure>>,
): Promise<Result<void, Failure>> {
  const judged = await unlessHanging(judge);
  return judged.kind === 'answered' ? judged.value : err(failure('file/no-answer', { file: path }));
}

async function judgeTarget(path: string, kind: WrittenKind): Promise<Result<void, Failure>> {
  const refused = await refusedTarget(path);
  if (refused !== null) return err(refused);
  try {
    await access(dirname(path), constants.W_OK | constants.X_OK);
  } catch (error) {
    return err(unwritable(path, error));
  }
  const found = await schemaOf(path);
  if (found === null || found === kind) return ok(undefined);
  return err(failure('file/exists', { file: path, expected: kinds[kind] }));
}

/**
 * Whether an export may write these names into a folder: none of them is a link, a folder or a
 * device, and a file that has such a name already belongs to an earlier export.
 */
export function checkExportTargets(
  directory: string,
  names: readonly string[],
): Promise<Result<void, Failure>> {
  return orNoAnswer(directory, () => judgeExportTargets(directory, names));
}

async function judgeExportTargets(
  directory: string,
  names: readonly string[],
): Promise<Result<void, Failure>> {
  let taken: string | null = null;
  for (const name of names) {
    const path = join(directory, name);
    const refused = await refusedTarget(path);
    // Nothing is there to be written over; whether the folder can be made is seen when it is made.
    if (refused?.values['code'] === 'ENOTDIR') return ok(undefined);
    if (refused !== null) return err(refused);
    if (taken === null && (await exists(path))) taken = path;
  }
  if (taken === null) return ok(undefined);
  const found = await schemaOf(join(directory, 'manifest.json'));
  if (found === 'causeway-manifest/1') return ok(undefined);
  return err(failure('file/exists', { file: taken, expected: 'earlier_export' }));
}

/** Whether anything has this name. */
export async function exists(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch {
    return false;
  }
}

/** The first field of a document, or the first line of a script or a page. */
const saidFirst =
  /^\uFEFF?(?:\s*\{\s*"schema"\s*:\s*"([^"]{1,100})"|# (causeway-[a-z]+\/\d+)\r?\n|<!-- (causeway-[a-z-]+\/\d+) -->)/;

/** What a file says it is in its first field; null: nothing is there, or it is empty. */
async function schemaOf(path: string): Promise<string | null> {
  try {
    const file = await open(path, 'r');
    try {
      const { bytesRead, buffer } = await file.read(Buffer.alloc(256), 0, 256, 0);
      if (bytesRead === 0) return null;
      const start = buffer.toString('utf8', 0, bytesRead);
      return (
        saidFirst
          .exec(start)
          ?.slice(1)
          .find((one) => one !== undefined) ?? '–'
      );
    } finally {
      await file.close();
    }
  } catch {
    return (await exists(path)) ? '–' : null;
  }
}
