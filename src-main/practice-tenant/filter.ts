import { isObject, listOf, type Json, type JsonObject } from './json';

export type Predicate = (row: JsonObject) => boolean;

/** A parsed `$filter`: the test, the properties it names, and whether it is an advanced query. */
export interface Filter {
  readonly test: Predicate;
  readonly paths: readonly string[];
  readonly advanced: boolean;
}

const tokenPattern =
  /\s*(?:('(?:[^']|'')*')|([A-Za-z_@][\w.@]*(?:\/[A-Za-z_][\w.]*)*)|(-?\d[\w:.+-]*)|([(),:]))/y;
const guidAt = /\s*([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})/iy;

interface Token {
  kind: 'text' | 'word' | 'number' | 'mark';
  value: string;
}

/** Parses the part of OData's filter language that clients of these resources use; undefined: not understood. */
export function parseFilter(text: string): Filter | undefined {
  const tokens = tokenize(text);
  if (tokens === undefined) return undefined;
  try {
    return new FilterParser(tokens).parse();
  } catch (error) {
    if (error instanceof FilterSyntaxError) return undefined;
    throw error;
  }
}

function tokenize(text: string): Token[] | undefined {
  const tokens: Token[] = [];
  let at = 0;
  while (text.slice(at).trim() !== '') {
    guidAt.lastIndex = at;
    const guid = guidAt.exec(text);
    if (guid !== null) {
      tokens.push({ kind: 'text', value: guid[1] ?? '' });
      at = guidAt.lastIndex;
      continue;
    }
    tokenPattern.lastIndex = at;
    const match = tokenPattern.exec(text);
    if (match === null) return undefined;
    at = tokenPattern.lastIndex;
    const [, quoted, word, number, mark] = match;
    if (quoted !== undefined) {
      tokens.push({ kind: 'text', value: quoted.slice(1, -1).replaceAll("''", "'") });
    } else if (word !== undefined) tokens.push({ kind: 'word', value: word });
    else if (number !== undefined) tokens.push({ kind: 'number', value: number });
    else tokens.push({ kind: 'mark', value: mark ?? '' });
  }
  return tokens;
}

class FilterSyntaxError extends Error {}

class FilterParser {
  readonly #tokens: Token[];
  readonly #paths: string[] = [];
  #at = 0;
  #advanced = false;
  #variable: string | undefined;

  constructor(tokens: Token[]) {
    this.#tokens = tokens;
  }

  parse(): Filter {
    const test = this.#either();
    if (this.#at < this.#tokens.length) throw new FilterSyntaxError();
    return { test, paths: this.#paths, advanced: this.#advanced };
  }

  #either(): Predicate {
    let left = this.#both();
    while (this.#takeWord('or')) {
      const [a, b] = [left, this.#both()];
      left = (row) => a(row) || b(row);
    }
    return left;
  }

  #both(): Predicate {
    let left = this.#single();
    while (this.#takeWord('and')) {
      const [a, b] = [left, this.#single()];
      left = (row) => a(row) && b(row);
    }
    return left;
  }

  #single(): Predicate {
    if (this.#takeWord('not')) {
      this.#advanced = true;
      const inner = this.#single();
      return (row) => !inner(row);
    }
    if (this.#takeMark('(')) {
      const inner = this.#either();
      this.#needMark(')');
      return inner;
    }
    const word = this.#needWord();
    const call = word.toLowerCase();
    if (call === 'startswith' || call === 'endswith' || call === 'contains') {
      return this.#callOf(call);
    }
    if (word.endsWith('/any')) return this.#any(word.slice(0, -'/any'.length));
    return this.#comparison(word);
  }

  #callOf(name: 'startswith' | 'endswith' | 'contains'): Predicate {
    this.#needMark('(');
    const path = this.#path(this.#needWord());
    this.#needMark(',');
    const wanted = plain(this.#literal()).toLowerCase();
    this.#needMark(')');
    if (name !== 'startswith') this.#advanced = true;
    return (row) => {
      const value = valueAt(row, path);
      const text = typeof value === 'string' ? value.toLowerCase() : undefined;
      if (text === undefined) return false;
      if (name === 'startswith') return text.startsWith(wanted);
      return name === 'endswith' ? text.endsWith(wanted) : text.includes(wanted);
    };
  }

  #any(name: string): Predicate {
    const path = this.#path(name);
    this.#needMark('(');
    const before = this.#variable;
    this.#variable = this.#needWord();
    this.#needMark(':');
    const inner = this.#either();
    this.#variable = before;
    this.#needMark(')');
    return (row) =>
      listOf(valueAt(row, path)).some((item) => inner(isObject(item) ? item : { '': item }));
  }

  #comparison(word: string): Predicate {
    const path = this.#path(word);
    const operator = this.#needWord().toLowerCase();
    if (operator === 'in') {
      this.#needMark('(');
      const wanted: Json[] = [];
      do wanted.push(this.#literal());
      while (this.#takeMark(','));
      this.#needMark(')');
      return (row) => wanted.some((value) => compare(valueAt(row, path), value) === 0);
    }
    const value = this.#literal();
    if (operator === 'ne') this.#advanced = true;
    if (operator === 'has') {
      return (row) => plain(valueAt(row, path)).split(',').includes(plain(value));
    }
    const test = orders[operator];
    if (test === undefined) throw new FilterSyntaxError();
    return (row) => test(compare(valueAt(row, path), value));
  }

  /** A lambda's variable stands for the item itself. */
  #path(word: string): string {
    if (this.#variable === undefined) {
      this.#paths.push(word.split('/')[0] ?? word);
      return word;
    }
    if (word === this.#variable) return '';
    if (!word.startsWith(`${this.#variable}/`)) throw new FilterSyntaxError();
    return word.slice(this.#variable.length + 1);
  }

  #literal(): Json {
    const token = this.#tokens[this.#at++];
    if (token === undefined || token.kind === 'mark') throw new FilterSyntaxError();
    if (token.kind === 'text') return token.value;
    if (token.kind === 'number') {
      return /^-?\d+(\.\d+)?$/.test(token.value) ? Number(token.value) : token.value;
    }
    const words: Record<string, Json> = { true: true, false: false, null: null };
    const value = words[token.value.toLowerCase()];
    if (value === undefined) throw new FilterSyntaxError();
    return value;
  }

  #takeWord(word: string): boolean {
    const token = this.#tokens[this.#at];
    if (token?.kind !== 'word' || token.value.toLowerCase() !== word) return false;
    this.#at++;
    return true;
  }

  #takeMark(mark: string): boolean {
    const token = this.#tokens[this.#at];
    if (token?.kind !== 'mark' || token.value !== mark) return false;
    this.#at++;
    return true;
  }

  #needWord(): string {
    const token = this.#tokens[this.#at++];
    if (token?.kind !== 'word') throw new FilterSyntaxError();
    return token.value;
  }

  #needMark(mark: string): void {
    if (!this.#takeMark(mark)) throw new FilterSyntaxError();
  }
}

const orders: Record<string, (order: number | undefined) => boolean> = {
  eq: (order) => order === 0,
  ne: (order) => order !== 0,
  gt: (order) => order !== undefined && order > 0,
  ge: (order) => order !== undefined && order >= 0,
  lt: (order) => order !== undefined && order < 0,
  le: (order) => order !== undefined && order <= 0,
};

function valueAt(row: JsonObject, path: string): Json | undefined {
  if (path === '') return row['' as string];
  let value: Json | undefined = row;
  for (const part of path.split('/')) value = isObject(value) ? value[part] : undefined;
  return value;
}

function plain(value: Json | undefined): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? '');
}

/** Graph compares text without regard to case; undefined: not comparable. */
function compare(left: Json | undefined, right: Json): number | undefined {
  if (left === undefined || left === null || right === null) {
    return (left ?? null) === right ? 0 : undefined;
  }
  if (typeof left === 'string' && typeof right === 'string') {
    const [a, b] = [left.toLowerCase(), right.toLowerCase()];
    const dates = [Date.parse(left), Date.parse(right)] as const;
    if (/^\d{4}-\d\d-\d\dt/.test(a) && /^\d{4}-\d\d-\d\d/.test(b)) return dates[0] - dates[1];
    return a === b ? 0 : a < b ? -1 : 1;
  }
  if (typeof left !== typeof right) return undefined;
  return left === right ? 0 : Number(left) - Number(right);
}
