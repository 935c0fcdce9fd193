import { mkdirSync } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { failure, type Failure } from '../../shared/diagnostic';
import { err, ok, type Result } from '../../shared/result';
import { copyBounded } from '../files/copy-bounded';
import { fileLimits, readMilliseconds } from '../files/file-limits';
import type { JudgeFile } from '../files/judge-file';
import { refusalOf, tooSlow } from '../files/read-untrusted';
import { systemCode } from '../files/system-code';
import { unwatched, type Watch } from './file-intake';
import { readPlan, type ReadPlan } from './read-plan';
import { incomingOf, takenNames } from './taken-files';
import type { Thinking } from './thinking';

/** Who looks at a plan file apart, and the thread that reads it then. */
export interface PlanReader {
  readonly judge: JudgeFile;
  readonly thinking: Pick<Thinking, 'isThere' | 'readPlan' | 'stop'>;
  readonly watch?: Watch;
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
  const copied = await copyBounded(from, incoming, fileLimits.plan.maxBytes, reader.watch);
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

async function readJudged(
  file: string,
  { judge, thinking, watch = unwatched }: PlanReader,
): Promise<Result<ReadPlan, Failure>> {
  try {
    watch.tell({});
    const refused = refusalOf(await judge(file, watch.signal), file);
    if (refused !== null) return err(refused);
  } catch (error) {
    const code = systemCode(error);
    return err(
      code === 'ENOENT' ? failure('file/not-found') : failure('file/unreadable', { code }),
    );
  }
  if (watch.signal.aborted) return err(failure('plan/cancelled'));
  if (!thinking.isThere) return readPlan(file);
  // What the thread could not read is not tried here, where everything else would end with it.
  const read = await readBeside(file, thinking, watch.signal);
  return watch.signal.aborted ? err(failure('plan/cancelled')) : read;
}

/** Failures besides those of the file: `file/too-slow`, `file/reader-ended`. */
async function readBeside(
  file: string,
  thinking: PlanReader['thinking'],
  signal: AbortSignal,
): Promise<Result<ReadPlan, Failure>> {
  const milliseconds = readMilliseconds((await stat(file)).size);
  const end = (): void => thinking.stop();
  let isSlow = false;
  const timer = setTimeout(() => {
    isSlow = true;
    end();
  }, milliseconds);
  signal.addEventListener('abort', end, { once: true });
  try {
    // A signal that fired while the size was asked for fires no more.
    if (signal.aborted) return err(failure('plan/cancelled'));
    const read = await thinking.readPlan(file);
    if (read !== undefined) return read;
    return err(isSlow ? tooSlow(file, milliseconds) : failure('file/reader-ended'));
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', end);
  }
}

/** The page is shown a name, never a path. */
function named({ values, ...failed }: Failure, file: string): Failure {
  return { ...failed, values: { ...values, file: path.basename(file) } };
}
