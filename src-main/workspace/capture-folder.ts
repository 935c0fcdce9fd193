import { copyFileSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { failure, type Failure } from '../../shared/diagnostic';
import { err, ok, type Result } from '../../shared/result';
import { openCaptureSource, type Source } from '../graph/open-source';

const captureName = 'capture.json';

/** Keeps a copy of the chosen capture with its workspace, so that it opens again without the file. */
export function keepCapture(from: string, folder: string): Result<void, Failure> {
  try {
    copyFileSync(from, path.join(folder, captureName));
    return ok(undefined);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    return err(failure('file/unreadable', { file: path.basename(from), code }));
  }
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
