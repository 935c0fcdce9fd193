import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readSources } from './walk-imports';

/** A key that is used, with the first place. */
export interface UsedKey {
  readonly key: string;
  readonly place: string;
}

/** Families whose keys are put together from a code or a Graph value in shared/i18n. */
export const DATA_PREFIXES = ['finding_', 'failure_', 'step_', 'term_', 'gate_', 'reason_'];

/** What the product's sources say about messages: calls `m.key`, and words shaped like a key. */
export function readMessageUsage(rootFolder: string, folders: readonly string[]) {
  const called: UsedKey[] = [];
  const mentioned = new Set<string>();
  for (const { path } of readSources(rootFolder, folders)) {
    const lines = readFileSync(join(rootFolder, path), 'utf8').split('\n');
    for (const [index, line] of lines.entries()) {
      for (const match of line.matchAll(/(?<![\w.])m\.([a-z][a-z0-9_]*)/g)) {
        called.push({ key: match[1] ?? '', place: `${path}:${index + 1}` });
      }
      for (const match of line.matchAll(/\b[a-z][a-z0-9]*(?:_[a-z0-9]+)+\b/g)) {
        mentioned.add(match[0]);
      }
    }
  }
  return { called, mentioned };
}

/** Keys nothing in the sources names; keys of a data-built family never count as unused. */
export function unusedKeys(keys: readonly string[], mentioned: ReadonlySet<string>): string[] {
  return keys.filter(
    (key) => !mentioned.has(key) && !DATA_PREFIXES.some((prefix) => key.startsWith(prefix)),
  );
}
