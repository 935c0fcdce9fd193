import { open, type FileHandle } from 'node:fs/promises';
import { failure, type Failure } from '../../shared/diagnostic';
import { err, ok, type Result } from '../../shared/result';
import { stalledMilliseconds } from './file-limits';
import { overBounded, tooLarge, tooSlow } from './read-untrusted';

/** How far a copy is, and whether anybody still waits for it. */
export interface CopyWatch {
  readonly signal: AbortSignal;
  tell(step: { readonly bytes: { readonly done: number; readonly total: number } }): void;
}

interface Copying {
  readonly path: string;
  readonly total: number;
  readonly maxBytes: number;
  readonly watch: CopyWatch | undefined;
}

/**
 * Copies at most `maxBytes` to a file of mode 0600 that must not exist yet. Failures: those of files;
 * `file/too-slow`: what holds it gives no more of it; `plan/cancelled`.
 */
export async function copyBounded(
  path: string,
  target: string,
  maxBytes: number,
  watch?: CopyWatch,
): Promise<Result<void, Failure>> {
  return overBounded(path, maxBytes, async (file, total) => {
    const copy = await open(target, 'wx', 0o600);
    try {
      const copied = await copyPieces(file, copy, { path, total, maxBytes, watch });
      if (copied.ok) await copy.sync();
      return copied;
    } finally {
      await copy.close();
    }
  });
}

async function copyPieces(
  file: FileHandle,
  copy: FileHandle,
  { path, total, maxBytes, watch }: Copying,
): Promise<Result<void, Failure>> {
  const stalled = new AbortController();
  const timer = setTimeout(() => stalled.abort(), stalledMilliseconds);
  const stream = file.createReadStream({ autoClose: false }) as AsyncIterable<Buffer> & Closable;
  const end = (): void => void stream.destroy();
  const signals = watch === undefined ? [stalled.signal] : [stalled.signal, watch.signal];
  for (const signal of signals) signal.addEventListener('abort', end, { once: true });
  const ended = (): Failure | null => {
    if (watch?.signal.aborted === true) return failure('plan/cancelled');
    return stalled.signal.aborted ? tooSlow(path, stalledMilliseconds) : null;
  };
  try {
    let size = 0;
    for await (const chunk of stream) {
      timer.refresh();
      size += chunk.length;
      if (size > maxBytes) return err(tooLarge(path, size, maxBytes));
      await copy.writeFile(chunk);
      watch?.tell({ bytes: { done: size, total: Math.max(size, total) } });
    }
    const why = ended();
    return why === null ? ok(undefined) : err(why);
  } catch (error) {
    const why = ended();
    if (why === null) throw error;
    return err(why);
  } finally {
    clearTimeout(timer);
    for (const signal of signals) signal.removeEventListener('abort', end);
  }
}

interface Closable {
  destroy(): unknown;
}
