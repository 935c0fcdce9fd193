import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { KeptPorts } from '../auth/kept-sign-ins';
import { writeTextFile } from './json-file';

/**
 * Vaults of kept sign-ins: `<name>.vault`, `<name>.unreadable` for what did not open, and what an
 * interrupted writing left, `<name>.vault.<digits>`.
 */
export function keptFiles(folder: string): KeptPorts['files'] {
  const vault = (name: string): string => join(folder, `${name}.vault`);
  const aside = (name: string): string => join(folder, `${name}.unreadable`);
  const entries = (): readonly string[] => {
    try {
      return readdirSync(folder);
    } catch (error) {
      if (isMissing(error)) return [];
      throw error;
    }
  };
  const remove = (name: string): void => {
    for (const entry of entries()) {
      if (entry.startsWith(`${name}.`)) rmSync(join(folder, entry), removal);
    }
  };
  return {
    read: (name) => {
      try {
        return readFileSync(vault(name), 'utf8');
      } catch (error) {
        // There and not readable: no vault of ours, which is what an empty text is too.
        return isMissing(error) ? undefined : '';
      }
    },
    write: (name, text) => {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      writeTextFile(vault(name), text);
    },
    setAside: (name) => {
      try {
        renameSync(vault(name), aside(name));
      } catch {
        remove(name);
      }
    },
    remove,
    names: () => [...new Set(entries().map((entry) => entry.replace(/\..*$/, '')))],
  };
}

/** A scanner or an indexer may hold a file for a moment (Windows). */
const removal = { force: true, recursive: true, maxRetries: 3, retryDelay: 50 };

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
