import { badRequest, okay, type Answer } from './answer';
import type { Call } from './call';
import { parseFilter, type Filter } from './filter';
import { isObject, parseJson, type Json, type JsonObject } from './json';

export interface ListRules {
  /** The last part of `@odata.context`. */
  readonly context: string;
  readonly pageSize: number;
  readonly maxPageSize: number;
  /** Refuse a larger `$top` instead of capping it. */
  readonly strictTop?: boolean;
  /** Directory objects: `ne`, `not`, `endsWith` and `$count` need the ConsistencyLevel header. */
  readonly directoryObjects?: boolean;
  /** Properties that may be named; others are a 400. Absent: anything goes. */
  readonly properties?: readonly string[];
  readonly defaultSelect?: readonly string[];
  readonly typeName?: string;
}

/**
 * Rows to page through. `rowAt` is called only for rows that are looked at, and told which
 * properties will be; without names all are wanted.
 */
export interface Rows {
  readonly length: number;
  readonly rowAt: (index: number, names?: readonly string[]) => JsonObject | undefined;
  /** Rising along the list and stable when rows go: what a page token remembers. */
  readonly ordinalAt: (index: number) => number;
  /** How many rows there are, where some places are empty; absent: `length`. */
  readonly count?: () => number;
}

export function rowsOf(list: readonly JsonObject[]): Rows {
  return { length: list.length, rowAt: (i) => list[i], ordinalAt: (i) => i };
}

export function selectOf(query: URLSearchParams): string[] | undefined {
  const text = query.get('$select');
  if (text === null || text.trim() === '') return undefined;
  return text.split(',').map((name) => name.trim());
}

export function pickProperties(row: JsonObject, names: readonly string[] | undefined): JsonObject {
  if (names === undefined) return row;
  const picked: JsonObject = {};
  for (const [key, value] of Object.entries(row)) if (key.startsWith('@odata')) picked[key] = value;
  for (const name of names) {
    const value = row[name];
    if (value !== undefined) picked[name] = value;
  }
  return picked;
}

export function refuseSelect(call: Call, rules: ListRules): Answer | undefined {
  const unknown = selectOf(call.query)?.find((name) => !isKnown(name, rules));
  return unknown === undefined ? undefined : unknownProperty(unknown, rules);
}

function isKnown(name: string, rules: ListRules): boolean {
  return rules.properties === undefined || rules.properties.includes(name);
}

function unknownProperty(name: string, rules: ListRules): Answer {
  const type = rules.typeName ?? 'entity';
  return badRequest(
    `Parsing OData Select and Expand failed: Could not find a property named '${name}' on type 'microsoft.graph.${type}'.`,
  );
}

/** One page: `$filter`, `$top`, `$count`, `$select` and an opaque `$skiptoken`. */
export function answerList(call: Call, rows: Rows, rules: ListRules): Answer {
  const { query } = call;
  const refusal = refuseSelect(call, rules) ?? refuseOptions(query);
  if (refusal !== undefined) return refusal;
  const eventual = call.header('consistencylevel')?.toLowerCase() === 'eventual';
  const filterText = query.get('$filter');
  const filter = filterText === null ? undefined : parseFilter(filterText);
  if (filterText !== null && filter === undefined) {
    return badRequest('Invalid filter clause', 'BadRequest');
  }
  const wrong = filter?.paths.find((name) => !isKnown(name, rules));
  if (wrong !== undefined) return unknownProperty(wrong, rules);
  const counted = query.get('$count') === 'true';
  if (rules.directoryObjects === true && filter?.advanced === true && !(eventual && counted)) {
    return badRequest(
      'Operator is not supported without ConsistencyLevel: eventual and $count=true.',
      'Request_UnsupportedQuery',
    );
  }
  const size = pageSizeOf(query, rules);
  if (typeof size !== 'number') return size;
  const start = startOf(query.get('$skiptoken'), rows);
  if (start === undefined) {
    return badRequest('The skip token is invalid or has expired.', 'Directory_ExpiredPageToken');
  }
  const select = selectOf(query) ?? rules.defaultSelect;
  const page = takePage(rows, { filter, select, start, size });
  const body: JsonObject = { '@odata.context': `${call.root}/$metadata#${contextOf(call, rules)}` };
  if (counted && (eventual || rules.directoryObjects !== true)) {
    body['@odata.count'] =
      filter === undefined ? (rows.count?.() ?? rows.length) : countRows(rows, filter);
  }
  if (page.last !== undefined) body['@odata.nextLink'] = nextLink(call, page.last);
  body['value'] = page.rows.map((row) => pickProperties(row, select));
  return okay(body);
}

/** `/$count`: plain text, and for directory objects only with the ConsistencyLevel header. */
export function answerCount(call: Call, count: number): Answer {
  if (call.header('consistencylevel')?.toLowerCase() !== 'eventual') {
    return badRequest('$count is not currently supported.', 'Request_BadRequest');
  }
  return { status: 200, text: String(count) };
}

function contextOf(call: Call, rules: ListRules): string {
  const select = selectOf(call.query);
  return select === undefined ? rules.context : `${rules.context}(${select.join(',')})`;
}

const options = ['$filter', '$top', '$count', '$select', '$skiptoken', '$expand', '$orderby'];

function refuseOptions(query: URLSearchParams): Answer | undefined {
  for (const name of query.keys()) {
    if (name.startsWith('$') && !options.includes(name)) {
      return badRequest(`Query option '${name}' is not supported.`, 'Request_UnsupportedQuery');
    }
  }
  return undefined;
}

function pageSizeOf(query: URLSearchParams, rules: ListRules): number | Answer {
  const text = query.get('$top');
  if (text === null) return rules.pageSize;
  const top = Number(text);
  const most = rules.maxPageSize;
  if (!Number.isInteger(top) || top < 1 || (top > most && rules.strictTop === true)) {
    return badRequest(
      `Invalid page size specified: '${text}'. Must be between 1 and ${Math.min(most, 999_999)} inclusive.`,
      'Request_UnsupportedQuery',
    );
  }
  return Math.min(top, most);
}

interface Wanted {
  filter: Filter | undefined;
  select: readonly string[] | undefined;
  start: number;
  size: number;
}

function takePage(
  rows: Rows,
  { filter, select, start, size }: Wanted,
): { rows: JsonObject[]; last: number | undefined } {
  const taken: JsonObject[] = [];
  for (let i = start; i < rows.length; i++) {
    if (filter !== undefined && !passes(rows, i, filter)) continue;
    if (taken.length === size) {
      if (filter === undefined && rows.rowAt(i, []) === undefined) continue;
      return { rows: taken, last: rows.ordinalAt(i) };
    }
    const row = rows.rowAt(i, select);
    if (row !== undefined) taken.push(row);
  }
  return { rows: taken, last: undefined };
}

/** Looks only at what the filter names: most rows need no more. */
function passes(rows: Rows, index: number, filter: Filter): boolean {
  const row = rows.rowAt(index, filter.paths);
  return row !== undefined && filter.test(row);
}

function countRows(rows: Rows, filter: Filter): number {
  let count = 0;
  for (let i = 0; i < rows.length; i++) if (passes(rows, i, filter)) count++;
  return count;
}

function nextLink(call: Call, from: number): string {
  const query = new URLSearchParams(call.query);
  query.delete('$skiptoken');
  const token = Buffer.from(JSON.stringify({ v: 1, from })).toString('base64url');
  const kept = [...query].map(([key, value]) => `${key}=${encodeURIComponent(value)}`);
  return `${call.root}${call.path}?${[...kept, `$skiptoken=${token}`].join('&')}`;
}

/** The first row not before the token's; by binary search, so a page costs what it shows. */
function startOf(token: string | null, rows: Rows): number | undefined {
  if (token === null) return 0;
  const parsed: Json | undefined = parseJson(Buffer.from(token, 'base64url').toString('utf8'));
  const from = isObject(parsed) ? parsed['from'] : undefined;
  if (typeof from !== 'number') return undefined;
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rows.ordinalAt(middle) < from) low = middle + 1;
    else high = middle;
  }
  return low;
}
