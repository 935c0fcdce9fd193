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

/**
 * Words that a line of the service may be told with, lower case: those of the product's own texts
 * and of Graph's description, whole and in their parts. A name that is such a word says nothing.
 */
export function plainVocabulary(): ReadonlySet<string> {
  const found = new Set(errorWords.split(/\s+/));
  const take = (text: string): void => {
    for (const word of text.match(/[A-Za-z][A-Za-z\d]*/g) ?? []) found.add(word.toLowerCase());
  };
  const texts = JSON.parse(
    readFileSync(join(rootFolder, 'shared/messages/en.json'), 'utf8'),
  ) as Json;
  eachText(texts, take);
  for (const version of ['v1.0', 'beta']) {
    const path = join(rootFolder, `../shared/graph/openapi-subset-${version}.json`);
    eachText(JSON.parse(readFileSync(path, 'utf8')) as Json, take);
  }
  return found;
}

/** Of Graph's error answers (Graph page "errors"), where the texts above lack them. */
const errorWords = `insufficient privileges unauthorized forbidden malformed throttled exceeded quota
  specified supplied unsupported invalid unable conflicting internal against bad denied`;

/** Names of fields too; examples are of somebody's tenant. */
function eachText(value: Json, take: (text: string) => void): void {
  if (typeof value === 'string') take(value);
  else if (Array.isArray(value)) for (const one of value as readonly Json[]) eachText(one, take);
  else if (isJsonObject(value)) {
    for (const [name, inner] of Object.entries(value)) {
      take(name);
      if (!/^examples?$/.test(name)) eachText(inner, take);
    }
  }
}
