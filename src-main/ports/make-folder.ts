import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Makes a folder and those above it that are missing, for their owner alone. Node's own recursive
 * way never ends below a folder that is there and takes nothing (`/proc`). Throws the system's error.
 */
export function makeFolder(path: string): void {
  const above = dirname(path);
  if (above !== path && !existsSync(above)) makeFolder(above);
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    // A file in its place is told by whoever opens something in it.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}
