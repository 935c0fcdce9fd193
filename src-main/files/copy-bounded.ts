import { open, type FileHandle } from 'node:fs/promises';
import { failure, type Failure } from '../../shared/diagnostic';
import { err, ok, type Result } from '../../shared/result';
import { stalledMilliseconds } from './file-limits';
import { overBounded, tooLarge, tooSlow } from './read-untrusted';

/** What one read asks for: few enough for the bar to move, many enough for a disk. */
const pieceBytes = 65_536;

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
  const copyAll = async (file: FileHandle, total: number): Promise<Result<void, Failure>> => {
    const copy = await open(target, 'wx', 0o600);
    try {
      const copied = await copyPieces(file, copy, { path, total, maxBytes, watch });
      if (copied.ok) await copy.sync();
      return copied;
    } finally {
      await copy.close();
    }
  };
  return overBounded(path, maxBytes, copyAll, watch === undefined ? {} : { signal: watch.signal });
}

async function copyPieces(
  file: FileHandle,
  copy: FileHandle,
  { path, total, maxBytes, watch }: Copying,
): Promise<Result<void, Failure>> {
  const stalled = new AbortController();
  const timer = setTimeout(() => stalled.abort(), stalledMilliseconds);
  const signals = watch === undefined ? [stalled.signal] : [stalled.signal, watch.signal];
  const ended = Promise.race(signals.map(endOf));
  const piece = Buffer.allocUnsafe(pieceBytes);
  try {
    for (let size = 0; ;) {
      // A share that is gone may never answer a read; whoever cancels does not wait for it.
      const read = await Promise.race([ended, file.read(piece, 0, pieceBytes)]);
      if (watch?.signal.aborted === true) return err(failure('plan/cancelled'));
      if (read === null) return err(tooSlow(path, stalledMilliseconds));
      if (read.bytesRead === 0) return ok(undefined);
      timer.refresh();
      size += read.bytesRead;
      if (size > maxBytes) return err(tooLarge(path, size, maxBytes));
      await copy.writeFile(piece.subarray(0, read.bytesRead));
      watch?.tell({ bytes: { done: size, total: Math.max(size, total) } });
    }
  } finally {
    clearTimeout(timer);
  }
}

/** Settles once the signal has fired, also where it had before. */
function endOf(signal: AbortSignal): Promise<null> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(null);
    else signal.addEventListener('abort', () => resolve(null), { once: true });
  });
}
