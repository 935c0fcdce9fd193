import type { FileHandle } from 'node:fs/promises';

/**
 * A slice of a file, however many reads it takes: one may give less than it was asked for, and what
 * follows would then lie elsewhere than it is said to. Rejects with `ENODATA` where the file has
 * become shorter.
 */
export async function readExactly(
  file: Pick<FileHandle, 'read'>,
  start: number,
  length: number,
): Promise<Uint8Array> {
  const bytes = new Uint8Array(length);
  let done = 0;
  while (done < length) {
    const { bytesRead } = await file.read(bytes, done, length - done, start + done);
    if (bytesRead === 0) throw Object.assign(new Error('file ended'), { code: 'ENODATA' });
    done += bytesRead;
  }
  return bytes;
}
