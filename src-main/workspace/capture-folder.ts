import { readFileSync } from 'node:fs';
import path from 'node:path';
import { failure, type Failure } from '../../shared/diagnostic';
import { err, type Result } from '../../shared/result';
import type { Judge } from '../files/judge-file';
import { writeWhole } from '../files/plan-files';
import { readUntrusted } from '../files/read-untrusted';
import { openCaptureSource, type Source } from '../graph/open-source';

const captureName = 'capture.json';

/**
 * Keeps a copy of the chosen capture with its workspace, so that it opens again without the file.
 * It is judged apart before anything of it is built here (execution.md 7.1).
 */
export async function keepCapture(
  from: string,
  folder: string,
  judge: Judge,
): Promise<Result<void, Failure>> {
  const text = await readUntrusted(from, 'capture', judge);
  return text.ok
    ? writeWhole(path.join(folder, captureName), text.value)
    : namedShort(text.failure);
}

/** The page is shown a name, never a path. */
function namedShort(refused: Failure): Result<never, Failure> {
  const { file } = refused.values;
  const values = {
    ...refused.values,
    ...(file === undefined ? {} : { file: path.basename(file) }),
  };
  return err({ ...refused, values });
}

/** Opens the workspace's own copy. Failures: `file/…` with the place. */
export async function openCaptureOf(folder: string): Promise<Result<Source, Failure>> {
  let text: string;
  try {
    text = readFileSync(path.join(folder, captureName), 'utf8');
  } catch {
    return err(failure('file/not-found', { file: captureName }));
  }
  return openCaptureSource(text);
}
