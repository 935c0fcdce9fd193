import { isJsonObject, type Json, type JsonObject } from './json';

/**
 * Canonical JSON: keys sorted by UTF-16 code unit, no spaces. Equal things give equal text.
 * Throws on lone surrogates and on numbers JSON cannot carry (execution.md 1.1).
 */
export function canonicalJson(value: Json): string {
  if (value === null || typeof value === 'boolean') return JSON.stringify(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new RangeError('Not a JSON number');
    return JSON.stringify(value);
  }
  if (typeof value === 'string') return quote(value);
  if (Array.isArray(value)) return `[${value.map((item: Json) => canonicalJson(item)).join(',')}]`;
  if (!isJsonObject(value)) throw new TypeError('Not JSON');
  let text = '';
  for (const { key, head } of fieldsInOrder(value)) {
    const item = value[key];
    if (item !== undefined) text += `${text === '' ? '{' : ','}${head}${canonicalJson(item)}`;
  }
  return text === '' ? '{}' : `${text}}`;
}

interface Field {
  readonly key: string;
  /** As it stands before the value. */
  readonly head: string;
}

/** Objects with more fields are lists by id, each of its own kind. */
const mostFields = 64;

interface Kind {
  readonly keys: readonly string[];
  readonly fields: readonly Field[];
}

/** The last kind of object with so many fields: the rows of a list are alike, a million times. */
const lastKinds: (Kind | undefined)[] = [];

/** The fields sorted, worked out once for one object after another that has the same ones. */
function fieldsInOrder(value: JsonObject): readonly Field[] {
  const keys = Object.keys(value);
  if (keys.length > mostFields) return inOrder(keys);
  const last = lastKinds[keys.length];
  if (last?.keys.every((key, n) => key === keys[n]) === true) return last.fields;
  const fields = inOrder(keys);
  lastKinds[keys.length] = { keys, fields };
  return fields;
}

function inOrder(keys: readonly string[]): readonly Field[] {
  return [...keys].sort().map((key) => ({ key, head: `${quote(key)}:` }));
}

/** All that JSON escapes (and some it does not), and halves of surrogate pairs. */
const needsCare = /["\\\p{Cc}\p{Cs}]/u;

/** A text as JSON writes it; throws on half of a surrogate pair. */
export function quote(text: string): string {
  if (!needsCare.test(text)) return `"${text}"`;
  if (/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/.test(text)) {
    throw new RangeError('Lone surrogate in text');
  }
  return JSON.stringify(text);
}

/** Lists whose order tells nothing. */
export const setKeys: ReadonlySet<string> = new Set([
  'includeTargets',
  'excludeTargets',
  'includeUsers',
  'excludeUsers',
  'includeGroups',
  'excludeGroups',
  'includeRoles',
  'excludeRoles',
  'includeApplications',
  'excludeApplications',
  'includeLocations',
  'excludeLocations',
  'clientAppTypes',
  'builtInControls',
  'includePlatforms',
  'excludePlatforms',
  'authenticationMethodConfigurations',
  'passkeyProfiles',
  'allowedPasskeyProfiles',
  'aaGuids',
  'allowedCombinations',
  'ipRanges',
  'assignedLicenses',
  'assignedPlans',
  'servicePlans',
  'methodsRegistered',
  'certificateUserIds',
  'groupTypes',
  'verifiedDomains',
]);
/** Times that Graph writes by itself. */
const volatileKeys: ReadonlySet<string> = new Set([
  'lastModifiedDateTime',
  'modifiedDateTime',
  'createdDateTime',
  // Of a service plan: it moves when a licence is assigned anew.
  'assignedDateTime',
]);

/** A field that Graph writes by itself, and no comparison looks at: a read-only time, an annotation. */
export function isGraphsOwn(key: string): boolean {
  return volatileKeys.has(key) || (key.includes('@') && key !== '@odata.type');
}

/** A key that sets a prototype where it is assigned: no field of its own. */
export const noField = '__proto__';

export const guid = /^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$/;

/**
 * Brings a Graph object into the form that is compared and hashed: annotations except
 * `@odata.type` and read-only times dropped, null = absent, GUIDs lower case, sets sorted,
 * an empty set = absent (execution.md 1.1).
 */
export function normalizeGraph(value: Json): Json {
  if (typeof value === 'string') return guid.test(value) ? value.toLowerCase() : value;
  if (Array.isArray(value)) return value.map((item: Json) => normalizeGraph(item));
  if (!isJsonObject(value)) return value;
  const out: Record<string, Json> = {};
  for (const [key, item] of Object.entries(value)) {
    if (item === null || key === noField || isGraphsOwn(key)) continue;
    const normal = normalizeGraph(item);
    if (setKeys.has(key) && Array.isArray(normal)) {
      const sorted = sortAsSet(normal as readonly Json[]);
      if (sorted.length > 0) out[key] = sorted;
      continue;
    }
    out[key] = normal;
  }
  return out;
}

function sortAsSet(items: readonly Json[]): Json[] {
  const byText = new Map(items.map((item) => [canonicalJson(item), item] as const));
  return [...byText.keys()].sort().map((key) => byText.get(key) as Json);
}
