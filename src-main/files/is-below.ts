import { realpathSync } from 'node:fs';
import path from 'node:path';

/** Whether a folder is another one or lies in it, by whatever name it was reached. */
export function isBelow(folder: string, inner: string): boolean {
  const way = path.relative(realOf(folder), realOf(inner));
  return way !== '..' && !way.startsWith(`..${path.sep}`) && !path.isAbsolute(way);
}

function realOf(folder: string): string {
  try {
    return realpathSync.native(folder);
  } catch {
    return path.resolve(folder);
  }
}
