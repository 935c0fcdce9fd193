import { mkdirSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { failure, type Failure } from '../../shared/diagnostic';
import { err, ok, type Result } from '../../shared/result';
import { fileLimits } from '../files/file-limits';
import type { JudgeFile } from '../files/judge-file';
import { copyBounded, refusalOf } from '../files/read-untrusted';
import { systemCode } from '../files/system-code';
import { readPlan, type ReadPlan } from './read-plan';
import { incomingOf, takenNames } from './taken-files';
import type { Thinking } from './thinking';

/** Who looks at a plan file apart, and the thread that reads it then. */
export interface PlanReader {
  readonly judge: JudgeFile;
  readonly thinking: Pick<Thinking, 'isThere' | 'readPlan'>;
}

/**
 * A plan from outside, kept in the workspace's folder, so that it opens again without the file. The
 * copy is judged apart before anything of it is built (execution.md 7.1). Failures: those of files,
 * by the file's own name; the folder is then left without it.
 */
export async function takeInPlan(
  from: string,
  folder: string,
  reader: PlanReader,
): Promise<Result<ReadPlan, Failure>> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const lasting = path.join(folder, takenNames.plan);
  const incoming = incomingOf(lasting);
  const copied = await copyBounded(from, incoming, fileLimits.plan.maxBytes);
  const read = copied.ok ? await readJudged(incoming, reader) : copied;
  if (read.ok) {
    const code = await rename(incoming, lasting).then(() => null, systemCode);
    if (code === null) return read;
    return err(named(failure('file/unwritable', { code }), lasting));
  }
  await rm(incoming, { force: true });
  return err(named(read.failure, from));
}

/** Moves a copy that was taken in to where another workspace keeps its own. Failure: `file/unwritable`. */
export async function replaceTakenPlan(from: string, to: string): Promise<Result<void, Failure>> {
  const lasting = path.join(to, takenNames.plan);
  try {
    mkdirSync(to, { recursive: true, mode: 0o700 });
    await rename(path.join(from, takenNames.plan), lasting);
    return ok(undefined);
  } catch (error) {
    return err(named(failure('file/unwritable', { code: systemCode(error) }), lasting));
  }
}

/** Reads the workspace's own copy. Failures: `file/…` with the place. */
export async function readTakenPlan(
  folder: string,
  reader: PlanReader,
): Promise<Result<ReadPlan, Failure>> {
  const kept = path.join(folder, takenNames.plan);
  const read = await readJudged(kept, reader);
  return read.ok ? read : err(named(read.failure, kept));
}

async function readJudged(file: string, reader: PlanReader): Promise<Result<ReadPlan, Failure>> {
  const { judge, thinking } = reader;
  try {
    const refused = refusalOf(await judge(file), file);
    if (refused !== null) return err(refused);
  } catch (error) {
    const code = systemCode(error);
    return err(
      code === 'ENOENT' ? failure('file/not-found') : failure('file/unreadable', { code }),
    );
  }
  if (!thinking.isThere) return readPlan(file);
  // What the thread could not read is not tried here, where everything else would end with it.
  const read = await thinking.readPlan(file);
  return read ?? err(failure('file/invalid', { place: '–', expected: 'no_limit_excess' }));
}

/** The page is shown a name, never a path. */
function named({ values, ...failed }: Failure, file: string): Failure {
  return { ...failed, values: { ...values, file: path.basename(file) } };
}
