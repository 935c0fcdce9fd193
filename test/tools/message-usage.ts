import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readSources } from './walk-imports';

/** A key that is used, with the first place. */
export interface UsedKey {
  readonly key: string;
  readonly place: string;
}

/** Families whose keys are put together from a code or a Graph value, wherever that happens. */
const DATA_PREFIXES = [
  'finding_',
  'failure_',
  'step_',
  'term_',
  'gate_',
  'reason_',
  'purpose_',
  'verdict_',
  'track_',
  'asked_by_',
  'preference_',
];

/**
 * What the product's sources say about messages: calls `m.key`, words shaped like a key, and the
 * beginnings of keys a template puts together, as in `verdict_${kind}`.
 */
export function readMessageUsage(rootFolder: string, folders: readonly string[]) {
  const called: UsedKey[] = [];
  const mentioned = new Set<string>();
  const prefixes = new Set(DATA_PREFIXES);
  for (const { path } of readSources(rootFolder, folders)) {
    const lines = readFileSync(join(rootFolder, path), 'utf8').split('\n');
    for (const [index, line] of lines.entries()) {
      for (const match of line.matchAll(/(?<![\w.])m\.([a-z][a-z0-9_]*)/g)) {
        called.push({ key: match[1] ?? '', place: `${path}:${index + 1}` });
      }
      for (const match of line.matchAll(/\b[a-z][a-z0-9]*(?:_[a-z0-9]+)+\b/g)) {
        mentioned.add(match[0]);
      }
      for (const match of line.matchAll(/[`'"]([a-z][a-z0-9]*(?:_[a-z0-9]+)*_)(?:\$\{|['"`])/g)) {
        prefixes.add(match[1] ?? '');
      }
    }
  }
  return { called, mentioned, prefixes };
}

/** Keys nothing in the sources names, whole or by the beginning of their family. */
export function unusedKeys(
  keys: readonly string[],
  usage: { readonly mentioned: ReadonlySet<string>; readonly prefixes: ReadonlySet<string> },
): string[] {
  const isOfFamily = (key: string): boolean =>
    [...usage.prefixes].some((prefix) => key.startsWith(prefix));
  return keys.filter((key) => !usage.mentioned.has(key) && !isOfFamily(key));
}
