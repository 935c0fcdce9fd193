/** Which rows of a list an address asks for, as far as a recording must agree with it. */
export interface Narrowing {
  /** Which page: tokens and skipped rows as they came. Empty for the first. */
  readonly page: string;
  /** Conditions and search, however they were written or ordered. Empty for all rows. */
  readonly rows: string;
  /** Where the list begins (`createdDateTime ge`), in ms since 1970; null from its beginning. */
  readonly since: number | null;
}

const pages: ReadonlySet<string> = new Set(['skiptoken', 'skip', 'deltatoken']);
const searches: ReadonlySet<string> = new Set(['search', 'apply']);

/** Of the query of an address, without the `?`. Options that narrow nothing are left out. */
export function narrowingOf(query: string): Narrowing {
  const page: string[] = [];
  const rows: string[] = [];
  let since: number | null = null;
  for (const part of query.split('&')) {
    const equals = part.indexOf('=');
    // Graph takes options without their dollar too.
    const name = decode(equals < 0 ? part : part.slice(0, equals))
      .toLowerCase()
      .replace(/^\$/, '');
    const value = equals < 0 ? '' : part.slice(equals + 1);
    if (pages.has(name)) page.push(`${name}=${decode(value)}`);
    if (searches.has(name)) rows.push(`${name}=${plain(decode(value))}`);
    if (name !== 'filter') continue;
    const filter = filterOf(plain(decode(value.replaceAll('+', ' '))));
    since = filter.since;
    if (filter.text !== '') rows.push(`filter=${filter.text}`);
  }
  return { page: page.sort().join('&'), rows: rows.sort().join('&'), since };
}

/** Text of an address without its percent signs; what cannot be read stays as it is. */
export function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Lower case, and spaces outside quotes only where they part words. */
function plain(text: string): string {
  return text
    .toLowerCase()
    .split("'")
    .map((one, at) =>
      at % 2 === 1 ? one : one.replace(/\s+/g, ' ').replace(/ ?([(),:]) ?/g, '$1'),
    )
    .join("'")
    .trim();
}

const bound = /^createddatetime g[et] (\S+)$/;

function filterOf(filter: string): { readonly text: string; readonly since: number | null } {
  const conditions = conditionsOf(filter);
  if (conditions === null) return { text: filter, since: null };
  const bounds = conditions.map((one) => Date.parse(bound.exec(one)?.[1] ?? ''));
  const rest = conditions.filter((_, at) => Number.isNaN(bounds[at]));
  const known = bounds.filter((one) => !Number.isNaN(one));
  return { text: rest.sort().join(' and '), since: known.length === 0 ? null : Math.max(...known) };
}

/** What must all hold, outside brackets and quotes; null where one of several may do. */
function conditionsOf(filter: string): string[] | null {
  const conditions = [''];
  let depth = 0;
  let isQuoted = false;
  for (const word of filter.split(/(?<=[ '()])|(?=[ '()])/)) {
    if (word === "'") isQuoted = !isQuoted;
    if (!isQuoted && word === '(') depth += 1;
    if (!isQuoted && word === ')') depth -= 1;
    const isOutside = !isQuoted && depth === 0;
    if (isOutside && word === 'or') return null;
    if (isOutside && word === 'and') conditions.push('');
    else conditions.push(`${conditions.pop() ?? ''}${word}`);
  }
  return conditions.map((one) => one.trim()).filter((one) => one !== '');
}
