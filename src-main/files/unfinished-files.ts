import { rmSync } from 'node:fs';

/** Beside what they will replace, until they do; a killed program leaves them. */
const unfinished = new Set<string>();

export function beginFile(path: string): void {
  unfinished.add(path);
}

export function endFile(path: string): void {
  unfinished.delete(path);
}

/** Before the program ends: what is half written goes, what it would have replaced stays. */
export function removeUnfinished(): void {
  for (const path of unfinished) {
    try {
      rmSync(path, { force: true });
    } catch {
      // Windows keeps a file that is open; nothing else may stop the program from ending.
    }
  }
}
