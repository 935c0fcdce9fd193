import { isObject, listOf, without, type Json, type JsonObject } from './json';

/** Recorded answers for all rows, by path without version: the beta one where both exist. */
export interface Captured {
  has(path: string): boolean;
  /** All rows of a list, over its pages in the order they were recorded. */
  rows(path: string): JsonObject[];
  one(path: string): JsonObject | undefined;
  /** The methods policy without Graph's context lines; beta's fuller answer wins. */
  policy(): JsonObject | undefined;
}

interface Recorded {
  method: string;
  url: string;
  status: number;
  body?: unknown;
}

export function readCaptured(responses: readonly Recorded[]): Captured {
  const byPath = new Map<string, { beta: boolean; bodies: JsonObject[] }>();
  for (const response of responses) {
    const { body } = response;
    if (response.method !== 'GET' || response.status !== 200 || !isObject(body)) continue;
    if (isNarrowed(response)) continue;
    const beta = isBeta(response);
    const key = pathOf(response.url);
    const known = byPath.get(key);
    // Read in both versions: pages of one version only, or every row would come twice.
    if (known === undefined || (beta && !known.beta)) byPath.set(key, { beta, bodies: [body] });
    else if (known.beta === beta) known.bodies.push(body);
  }
  const bodies = (path: string): JsonObject[] => byPath.get(path.toLowerCase())?.bodies ?? [];
  const one = (path: string): JsonObject | undefined => {
    const [body] = bodies(path);
    return body && (withoutNotes(body) as JsonObject);
  };
  return {
    has: (path) => byPath.has(path.toLowerCase()),
    one,
    rows: (path) =>
      bodies(path).flatMap((body) => listOf(body['value']).filter(isObject).map(plainRow)),
    policy: () => one('/policies/authenticationMethodsPolicy'),
  };
}

function isBeta(response: Recorded): boolean {
  return /^(https?:\/\/[^/]+)?\/beta\//.test(response.url);
}

/** Some rows of a list would come twice beside all of them, and alone they are not the list. */
function isNarrowed(response: Recorded): boolean {
  return /[?&](\$|%24)?(filter|search)=/i.test(response.url);
}

function pathOf(url: string): string {
  const path = url.replace(/^https?:\/\/[^/]+/, '').split('?')[0] ?? '';
  return path
    .replace(/^\/(v1\.0|beta)/, '')
    .replace(/\/+$/, '')
    .toLowerCase();
}

function plainRow(row: JsonObject): JsonObject {
  return withoutNotes(row) as JsonObject;
}

/** `@odata.context` and tips are made anew when the answer is served; `@odata.type` is data. */
function withoutNotes(value: Json): Json {
  if (Array.isArray(value)) return value.map(withoutNotes);
  if (!isObject(value)) return value;
  const notes = Object.keys(value).filter((key) => /@odata\.context$|@microsoft\.graph/.test(key));
  return Object.fromEntries(
    Object.entries(without(value, ...notes)).map(([key, inner]) => [key, withoutNotes(inner)]),
  );
}
