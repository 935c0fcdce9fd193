import { randomUUID } from 'node:crypto';
import { lstat, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import writeFileAtomic from 'write-file-atomic';
import { failure, type Failure } from '../../shared/diagnostic';
import { err, ok, type Result } from '../../shared/result';
import { makeFolder } from '../ports/make-folder';
import { systemCode } from './system-code';

/** Characters of one write. */
const partLength = 100_000;
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

/** The same of a text in pieces, made anew for each try: never the whole of it in memory. */
export async function writePieces(
  path: string,
  pieces: () => Iterable<string>,
): Promise<Result<void, Failure>> {
  return writeBy(path, () => replaceByPieces(path, pieces()));
}

async function replaceByPieces(path: string, pieces: Iterable<string>): Promise<void> {
  const temporary = `${path}.${randomUUID()}`;
  const file = await open(temporary, 'wx', 0o600);
  try {
    try {
      for (const part of ofLength(pieces, partLength)) await file.appendFile(part, 'utf8');
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** Pieces put together until they are long enough for one write. */
function* ofLength(pieces: Iterable<string>, length: number): Generator<string, void> {
  let text = '';
  for (const piece of pieces) {
    text += piece;
    if (text.length < length) continue;
    yield text;
    text = '';
  }
  if (text !== '') yield text;
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
