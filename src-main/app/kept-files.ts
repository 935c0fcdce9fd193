import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { KeptPorts } from '../auth/kept-sign-ins';
import { writeTextFile } from './json-file';

/** Vaults of kept sign-ins: `<name>.vault`, and `<name>.unreadable` for what did not open. */
export function keptFiles(folder: string): KeptPorts['files'] {
  const vault = (name: string): string => join(folder, `${name}.vault`);
  const aside = (name: string): string => join(folder, `${name}.unreadable`);
  const remove = (name: string): void => {
    for (const path of [vault(name), aside(name)]) rmSync(path, { force: true, recursive: true });
  };
  return {
    read: (name) => {
      try {
        return readFileSync(vault(name), 'utf8');
      } catch (error) {
        const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
        // There and not readable: no vault of ours, which is what an empty text is too.
        return isMissing ? undefined : '';
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
    names: () => {
      try {
        return [...new Set(readdirSync(folder).map((file) => file.replace(/\.[a-z]+$/, '')))];
      } catch {
        return [];
      }
    },
  };
}
