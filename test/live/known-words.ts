import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isJsonObject, type Json } from '../../shared/json';
import { rootFolder } from '../../src-main/launch/places.mjs';

const folders = [
  'shared/entra',
  'shared/assess',
  'shared/plan',
  'src-main/graph',
  'src-main/rollout',
];
const literal = /'([^'\n]{2,120})'|"([^"\n]{2,120})"/g;

/**
 * What the product or Graph's own description knows by name, lower case: ids of roles, applications
 * and service plans, values of closed lists. They are alike in every tenant, and findings hang on
 * them.
 */
export function knownWords(): ReadonlySet<string> {
  const found = new Set<string>();
  for (const version of ['v1.0', 'beta']) {
    const path = join(rootFolder, `../shared/graph/openapi-subset-${version}.json`);
    for (const word of closedWords(JSON.parse(readFileSync(path, 'utf8')) as Json)) found.add(word);
  }
  for (const folder of folders) {
    for (const file of readdirSync(join(rootFolder, folder), { recursive: true })) {
      if (typeof file !== 'string' || !file.endsWith('.ts')) continue;
      const text = readFileSync(join(rootFolder, folder, file), 'utf8');
      for (const [, single, double] of text.matchAll(literal)) {
        found.add((single ?? double ?? '').toLowerCase());
      }
    }
  }
  return found;
}

/** Every value of every `enum` of a description. */
function closedWords(value: Json, key = ''): readonly string[] {
  if (typeof value === 'string') return key === 'enum' ? [value.toLowerCase()] : [];
  if (Array.isArray(value))
    return (value as readonly Json[]).flatMap((one) => closedWords(one, key));
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) => closedWords(inner, name));
}
