import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { failure, type Failure } from '../../shared/diagnostic';
import { err, ok, type Result } from '../../shared/result';
import type { Judge } from '../files/judge-file';
import { writeWhole } from '../files/plan-files';
import { readUntrusted } from '../files/read-untrusted';
import { openCaptureSource, type Source } from '../graph/open-source';

const captureName = 'capture.json';

/** A capture somebody chose: its text, which is kept, and what it answers. */
interface ChosenCapture {
  readonly text: string;
  readonly source: Source;
}

/**
 * A capture from outside, judged apart before anything of it is built here (execution.md 7.1).
 * Failures: those of `readUntrusted` and `openCaptureSource`, by the file's own name.
 */
export async function openChosenCapture(
  from: string,
  judge: Judge,
): Promise<Result<ChosenCapture, Failure>> {
  const text = await readUntrusted(from, 'capture', judge);
  if (!text.ok) return namedShort(text.failure, from);
  const source = await openCaptureSource(text.value);
  if (!source.ok) return namedShort(source.failure, from);
  return ok({ text: text.value, source: source.value });
}

/** Keeps what was judged with its workspace, so that it opens again without the file. */
export function keepCapture(folder: string, text: string): Promise<Result<void, Failure>> {
  mkdirSync(folder, { recursive: true });
  return writeWhole(path.join(folder, captureName), text);
}

/** The page is shown a name, never a path. */
function namedShort(refused: Failure, from: string): Result<never, Failure> {
  return err({ ...refused, values: { ...refused.values, file: path.basename(from) } });
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
