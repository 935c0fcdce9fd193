import { randomUUID } from 'node:crypto';
import { lstat, open, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import writeFileAtomic from 'write-file-atomic';
import { failure, type Failure } from '../../shared/diagnostic';
import { err, ok, type Result } from '../../shared/result';
import { makeFolder } from '../ports/make-folder';
import { systemCode } from './system-code';
import { beginFile, endFile } from './unfinished-files';

/** Bytes of one write. */
const bufferBytes = 1_048_576;
const renameRetryCodes = new Set(['EPERM', 'EACCES', 'EBUSY']);
const retryMilliseconds = [50, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 20_000];

/**
 * Writes a file whole or not at all: temporary file, fsync, rename, fsync of the directory. Mode
 * 0600. A rename refused because another program holds the file is tried again for a minute
 * (write-file-atomic does neither). A link, a folder or a device under the name is refused.
 */
export async function writeWhole(
  path: string,
  content: string | Uint8Array,
): Promise<Result<void, Failure>> {
  return writeBy(path, () =>
    writeFileAtomic(path, typeof content === 'string' ? content : Buffer.from(content), {
      mode: 0o600,
      fsync: true,
    }),
  );
}

/**
 * The same of a text in pieces, made anew for each try: never the whole of it in memory. `seen` gets
 * all bytes that are written, part by part; a part is written over after the call.
 */
export async function writePieces(
  path: string,
  pieces: () => Iterable<string>,
  seen?: (bytes: Uint8Array) => void,
): Promise<Result<void, Failure>> {
  return writeBy(path, () => replaceByPieces(path, pieces(), seen));
}

async function replaceByPieces(
  path: string,
  pieces: Iterable<string>,
  seen: ((bytes: Uint8Array) => void) | undefined,
): Promise<void> {
  const temporary = `${path}.${randomUUID()}`;
  beginFile(temporary);
  try {
    const file = await open(temporary, 'wx', 0o600);
    try {
      for (const part of encoded(pieces)) {
        seen?.(part);
        await writeAll(file, part);
      }
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  } finally {
    endFile(temporary);
  }
}

/** A write may take a part of what it was given. */
async function writeAll(file: FileHandle, part: Uint8Array): Promise<void> {
  for (let from = 0; from < part.length;) {
    const { bytesWritten } = await file.write(part, from, part.length - from);
    from += bytesWritten;
  }
}

/** Pieces as UTF-8 in one buffer that is filled again and again. */
function* encoded(pieces: Iterable<string>): Generator<Uint8Array, void> {
  const encoder = new TextEncoder();
  const buffer = new Uint8Array(bufferBytes);
  let end = 0;
  for (const piece of pieces) {
    for (let from = 0; from < piece.length;) {
      const rest = from === 0 ? piece : piece.slice(from);
      const { read, written } = encoder.encodeInto(rest, buffer.subarray(end));
      from += read;
      end += written;
      // Full, or the next letter does not fit into what is left.
      if (from === piece.length && end < bufferBytes) break;
      yield buffer.subarray(0, end);
      end = 0;
    }
  }
  if (end > 0) yield buffer.subarray(0, end);
}

async function writeBy(path: string, write: () => Promise<void>): Promise<Result<void, Failure>> {
  const refused = await refusedTarget(path);
  if (refused !== null) return err(refused);
  for (let attempt = 0; ; attempt += 1) {
    try {
      await write();
      await syncDirectory(dirname(path));
      return ok(undefined);
    } catch (error) {
      const wait = isRefusedRename(error) ? retryMilliseconds[attempt] : undefined;
      if (wait === undefined) return err(unwritable(path, error));
      await sleep(wait);
    }
  }
}

/** Makes the directory, and the ones above it, where they are missing. */
export async function makeDirectory(path: string): Promise<Result<void, Failure>> {
  try {
    makeFolder(path);
    const info = await lstat(path);
    if (info.isDirectory()) return ok(undefined);
    return err(unwritable(path, { code: info.isSymbolicLink() ? 'ELOOP' : 'ENOTDIR' }));
  } catch (error) {
    return err(unwritable(path, error));
  }
}

/** Why nothing may be written under a name: a link, a folder or a device is there. Null: it may. */
export async function refusedTarget(path: string): Promise<Failure | null> {
  try {
    const info = await lstat(path);
    if (info.isFile()) return null;
    return unwritable(path, { code: info.isSymbolicLink() ? 'ELOOP' : 'ENOTFILE' });
  } catch (error) {
    return systemCode(error) === 'ENOENT' ? null : unwritable(path, error);
  }
}

function isRefusedRename(error: unknown): boolean {
  const call = typeof error === 'object' && error !== null && 'syscall' in error && error.syscall;
  return call === 'rename' && renameRetryCodes.has(systemCode(error));
}

/** Windows cannot open a directory for this; there the rename itself is durable enough. */
async function syncDirectory(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const directory = await open(path, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}

export function unwritable(path: string, error: unknown): Failure {
  return failure('file/unwritable', { file: path, code: systemCode(error) });
}
