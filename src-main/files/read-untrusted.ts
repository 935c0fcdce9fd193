import type { Stats } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { failure, type Failure } from '../../shared/diagnostic';
import { err, ok, type Result } from '../../shared/result';
import { fileLimits, type FileKind } from './file-limits';
import { systemCode } from './system-code';
import type { Judge, Verdict } from './judge-file';
import { unlessHanging } from './unless-hanging';

/**
 * The text of a file from outside, once the judge found nothing wrong with it. Failures name the
 * file and the place: file/not-found, file/unreadable, file/too-large, file/not-json, file/invalid.
 */
export async function readUntrusted(
  path: string,
  kind: FileKind,
  judge: Judge,
): Promise<Result<string, Failure>> {
  const bytes = await readBounded(path, fileLimits[kind].maxBytes);
  if (!bytes.ok) return bytes;
  const refused = refusalOf(await judge(bytes.value, kind), path);
  return refused === null ? decode(bytes.value, path) : err(refused);
}

/** What a verdict says of a file; null: nothing is wrong with it. */
export function refusalOf(verdict: Verdict, path: string): Failure | null {
  switch (verdict.kind) {
    case 'tooSlow':
      return tooSlow(path, verdict.milliseconds);
    case 'gaveUp':
      return failure('file/reader-ended', { file: path });
    case 'fault': {
      const { place, expected } = verdict.fault;
      const code = verdict.fault.kind === 'syntax' ? 'file/not-json' : 'file/invalid';
      return failure(code, { file: path, place, expected });
    }
    case 'clean':
      return null;
  }
}

/** @param milliseconds how long it was waited for */
export function tooSlow(path: string, milliseconds: number): Failure {
  return failure('file/too-slow', { file: path, seconds: String(Math.round(milliseconds / 1000)) });
}

/** Reads at most `maxBytes`: the size is checked on the open file, so it cannot change between. */
export async function readBounded(
  path: string,
  maxBytes: number,
): Promise<Result<Buffer, Failure>> {
  return overBounded(path, maxBytes, async (file) => {
    const bytes = await file.readFile();
    return bytes.length > maxBytes ? err(tooLarge(path, bytes.length, maxBytes)) : ok(bytes);
  });
}

/**
 * Uses an open file of at most `maxBytes`. Failures: those of opening and of its size;
 * `file/no-answer`: the drive it lies on does not answer; `plan/cancelled`.
 */
export async function overBounded<T>(
  path: string,
  maxBytes: number,
  use: (file: FileHandle, size: number) => Promise<Result<T, Failure>>,
  wait: { readonly signal?: AbortSignal; readonly milliseconds?: number } = {},
): Promise<Result<T, Failure>> {
  try {
    const opened = await unlessHanging(() => openKnown(path), {
      ...wait,
      late: ({ file }) => void file.close().catch(() => undefined),
    });
    if (opened.kind === 'cancelled') return err(failure('plan/cancelled'));
    if (opened.kind === 'hangs') return err(failure('file/no-answer', { file: path }));
    const { file, info } = opened.value;
    let isRead = false;
    try {
      if (!info.isFile()) return err(failure('file/unreadable', { file: path, code: 'ENOTFILE' }));
      if (info.size > maxBytes) return err(tooLarge(path, info.size, maxBytes));
      const used = await use(file, info.size);
      isRead = used.ok;
      return used;
    } finally {
      // Where a read was given up, closing may hang as the read does: nobody waits for it then.
      const closed = file.close();
      if (isRead) await closed;
      else closed.catch(() => undefined);
    }
  } catch (error) {
    const code = systemCode(error);
    return err(
      code === 'ENOENT' || code === 'ENOTDIR'
        ? failure('file/not-found', { file: path })
        : failure('file/unreadable', { file: path, code }),
    );
  }
}

/** Opened, and what it is: a share that is gone may answer neither. */
async function openKnown(path: string): Promise<{ file: FileHandle; info: Stats }> {
  const file = await open(path, 'r');
  try {
    return { file, info: await file.stat() };
  } catch (error) {
    file.close().catch(() => undefined);
    throw error;
  }
}

export function tooLarge(path: string, size: number, limit: number): Failure {
  const megabytes = (bytes: number): string => `${(bytes / 1_000_000).toFixed(1)} MB`;
  return failure('file/too-large', {
    file: path,
    place: '–',
    actual: megabytes(size),
    limit: megabytes(limit),
  });
}

function decode(bytes: Buffer, path: string): Result<string, Failure> {
  try {
    return ok(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return err(failure('file/not-json', { file: path, place: '–', expected: 'utf8' }));
  }
}
