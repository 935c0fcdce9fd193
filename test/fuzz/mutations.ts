import { isJsonObject, type Json, type JsonObject } from '../../shared/json';

/** One way to spoil an answer. */
export interface Mutation {
  readonly name: string;
  /** Nothing of use is left: the whole source must be named. */
  readonly isWhole?: boolean;
  /** It came with another status; `removed`: it did not come at all. Left out: as it was. */
  readonly status?: number | 'removed';
  /** The text of it ends in the middle. */
  readonly isCut?: boolean;
  apply(body: Json): Json;
}

/** Refusals and failures in place of any answer, as Graph words them. */
const otherAnswers: readonly Mutation[] = (
  [
    [404, 'Request_ResourceNotFound'],
    [403, 'Authorization_RequestDenied'],
    [400, 'BadRequest'],
    [429, 'TooManyRequests'],
    [500, 'InternalServerError'],
  ] as const
).map(([status, code]) => ({
  ...{ name: `status ${String(status)}`, status, isWhole: true },
  apply: () => ({ error: { code, message: '' } }),
}));

const removed: Mutation = {
  ...{ name: 'an answer that is missing', status: 'removed', isWhole: true },
  apply: (body) => body,
};

const cut: Mutation = {
  ...{ name: 'a text that is cut', isWhole: true, isCut: true },
  apply: (body) => body,
};

/** Bodies that are no answer at all, whatever was asked. */
const wholeBodies: readonly Mutation[] = (
  [
    ['an empty object', {}],
    ['a bare list', []],
    ['rows that are null', { value: null }],
    ['rows that are an object', { value: {} }],
    ['rows that are text', { value: 'none' }],
    ['an error that came with 200', { error: { code: 'UnknownError', message: '' } }],
    ['a page for people', '<!doctype html><title>Sign in</title>'],
    ['null', null],
    ['a number', 7],
  ] as const
).map(([name, body]) => ({ name, apply: () => body, isWhole: true }));

const anyAnswer: readonly Mutation[] = [...otherAnswers, removed, cut, ...wholeBodies];

const spoiltRows: readonly Mutation[] = [
  { ...withRows('rows that are null', () => [null]), isWhole: true },
  { ...withRows('rows that are empty', () => [{}]), isWhole: true },
  { ...withRows('rows that are lists', () => [[]]), isWhole: true },
  { ...withRows('rows that are text', () => ['row']), isWhole: true },
  { ...withRows('one row that is null', ([, ...rest]) => [null, ...rest]), isWhole: true },
  withRows('every row twice', (rows) => [...rows, ...rows]),
];

function withRows(name: string, change: (rows: readonly Json[]) => readonly Json[]): Mutation {
  return { name, apply: (body) => ({ ...(body as JsonObject), value: change(rowsOf(body)) }) };
}

/** Links to a page that is not there, or that are no links. */
const links: readonly Mutation[] = (
  [
    ['a page that is cut', 'https://graph.microsoft.com/v1.0/users?$skiptoken=nowhere'],
    ['a link that is no text', 7],
    ['a link that is an object', {}],
  ] as const
).map(([name, link]) => ({
  name,
  isWhole: true,
  apply: (body) => ({ ...(body as JsonObject), '@odata.nextLink': link }),
}));

type Path = readonly (string | number)[];

/**
 * Every way to spoil the answer with this body: as a whole, by its rows, and by each field of the object or of the
 * first `rows` rows. `fields`: only these at the top of a row, with all that lies below them.
 */
export function mutationsOf(
  body: Json,
  limits: {
    readonly rows: number;
    readonly fields?: readonly string[];
    readonly items?: number;
  },
): readonly Mutation[] {
  const isRead = (path: Path): boolean =>
    limits.fields === undefined || limits.fields.includes(String(path[0]));
  if (!isJsonObject(body) || !Array.isArray(body['value'])) {
    const listed: Mutation = {
      ...{ name: 'a list with the object in it', isWhole: true },
      apply: () => ({ value: [body] }),
    };
    const paths = pathsOf(body, [], limits.items).filter(isRead);
    return [...anyAnswer, listed, ...paths.flatMap((path) => fieldMutations(body, path))];
  }
  const rows = rowsOf(body);
  const paths = rows.slice(0, limits.rows).flatMap((row, at) =>
    pathsOf(row, [], limits.items)
      .filter(isRead)
      .map((path) => ['value', at, ...path]),
  );
  const top = [...new Set(pathsOf(rows[0] ?? null, []).map((path) => String(path[0])))].filter(
    (name) => isRead([name]),
  );
  return [
    ...anyAnswer,
    ...spoiltRows,
    ...links,
    ...paths.flatMap((path) => fieldMutations(body, path)),
    ...top.map((name) =>
      withRows(`every row without ${name}`, (all) => all.map((row) => without(row, [name]))),
    ),
    ...top.map((name) =>
      withRows(`the first row again, without ${name}`, (all) => [
        ...all,
        without(all[0] ?? null, [name]),
      ]),
    ),
  ];
}

function rowsOf(body: Json): readonly Json[] {
  const rows = isJsonObject(body) ? body['value'] : undefined;
  return Array.isArray(rows) ? (rows as readonly Json[]) : [];
}

function fieldMutations(body: Json, path: Path): readonly Mutation[] {
  const value = at(body, path);
  const name = path.join('.');
  const wrong: Json = typeof value === 'string' ? { text: value } : 'wrong';
  return [
    ...textMutations(value, path),
    { name: `${name} is nested beyond reading`, apply: (one) => put(one, path, nestedMark) },
    { name: `without ${name}`, apply: (one) => without(one, path) },
    ...(isJsonObject(value) ? [unheardOf(path)] : []),
    ...(value === null
      ? []
      : [{ name: `${name} is null`, apply: (one: Json) => put(one, path, null) }]),
    { name: `${name} is of another type`, apply: (one) => put(one, path, wrong) },
  ];
}

/** Stands in a body for what is nested so deep that it cannot be built, only written (`writeBody`). */
const nestedMark = '\u{10ffff}nested';
const nestings = 20_000;

/** The text of an answer with this body. */
export function writeBody(body: Json): string {
  const nested = '['.repeat(nestings) + ']'.repeat(nestings);
  return JSON.stringify(body).replace(JSON.stringify(nestedMark), nested);
}

const isMember = /^#?[a-z]+(\.[a-z]+)*(\.?[a-z0-9]+|[A-Z][a-z0-9]*)*$/;

/** What a newer Graph, or a broken one, could send in place of a text: a member unknown, or no end. */
function textMutations(value: Json, path: Path): readonly Mutation[] {
  if (typeof value !== 'string') return [];
  const name = path.join('.');
  const next = value.startsWith('#') ? '#microsoft.graph.unknownFutureThing' : 'unknownFutureValue';
  return [
    ...(isMember.test(value)
      ? [{ name: `${name} is a member unheard of`, apply: (one: Json) => put(one, path, next) }]
      : []),
    { name: `${name} has no end`, apply: (one) => put(one, path, 'x'.repeat(2_000_000)) },
  ];
}

/** One more field in the object at this place, as a newer Graph could send it. */
export function unheardOf(path: Path): Mutation {
  const place = [...path, 'unheardOf'];
  return {
    name: `with ${place.join('.')}`,
    apply: (body) => put(body, place, ['x']),
  };
}

/** Paths of fields, annotations apart; of a list the first `items` are looked into. */
function pathsOf(value: Json, from: Path, items = 2): readonly Path[] {
  if (Array.isArray(value)) {
    return (value as readonly Json[])
      .slice(0, items)
      .flatMap((item, index) => pathsOf(item, [...from, index], items));
  }
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([key, item]): readonly Path[] => {
    if (key.includes('@') && key !== '@odata.type') return [];
    const path = [...from, key];
    return [path, ...pathsOf(item, path, items)];
  });
}

function at(value: Json, path: Path): Json {
  let found: Json | undefined = value;
  for (const part of path) {
    found = (found as { readonly [key: string]: Json } | undefined)?.[part];
  }
  return found ?? null;
}

function put(value: Json, path: Path, next: Json): Json {
  const copy = structuredClone<Json>(value);
  const holder = at(copy, path.slice(0, -1)) as Record<string | number, Json>;
  holder[path.at(-1) ?? ''] = next;
  return copy;
}

function without(value: Json, path: Path): Json {
  const copy = structuredClone<Json>(value);
  const holder = at(copy, path.slice(0, -1));
  if (typeof holder === 'object' && holder !== null) {
    Reflect.deleteProperty(holder, path.at(-1) ?? '');
  }
  return copy;
}
