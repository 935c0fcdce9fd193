import { isJsonObject, type Json, type JsonObject } from '../../shared/json';
import { parseJson } from './graph-error';
import { endOfPart, endOfText, isAt, PageField } from './page-fields';

const QUOTE = 0x22;
const COMMA = 0x2c;
/** Kinds of rows told apart by their fields; a list with more of them is read by the parser. */
const mostKinds = 8;

interface Kind {
  readonly fields: readonly PageField[];
  /** A row of its fields without their values: copied, each row has its size and shape at once. */
  readonly blank: Readonly<Record<string, Json>>;
}

/**
 * Reads the pages of one long list from their bytes. Rows have the fields of the rows before, in the
 * same order, and most of their values: both are recognised by their bytes, where a parser would
 * make a text of the page and each value anew. Gives what `parseJson` gives, or null where a page is
 * written in any other way: then the parser is asked.
 */
export class PageRows {
  readonly #kinds: Kind[] = [];
  #bytes: Buffer = Buffer.alloc(0);
  #at = 0;

  read(bytes: Buffer): JsonObject | null {
    this.#bytes = bytes;
    this.#at = 0;
    try {
      return this.#page();
    } finally {
      this.#bytes = Buffer.alloc(0);
    }
  }

  #page(): JsonObject | null {
    const page: Record<string, Json> = {};
    if (!this.#isNext(0x7b)) return null;
    do {
      const key = this.#text();
      if (key === null || key === '__proto__' || !this.#isNext(0x3a)) return null;
      if (key in page) return null;
      const value = key === 'value' ? this.#list() : this.#text();
      if (value === null) return null;
      page[key] = value;
    } while (this.#isNext(COMMA));
    return this.#isNext(0x7d) && this.#at === this.#bytes.length ? page : null;
  }

  #list(): readonly Json[] | null {
    const rows: Json[] = [];
    if (!this.#isNext(0x5b)) return null;
    if (this.#isNext(0x5d)) return rows;
    do {
      const row = this.#row();
      if (row === null) return null;
      rows.push(row);
    } while (this.#isNext(COMMA));
    return this.#isNext(0x5d) ? rows : null;
  }

  #row(): Json | null {
    for (let n = 0; n < this.#kinds.length; n += 1) {
      const row = this.#rowOf(this.#kinds[n] as Kind);
      if (row === null) continue;
      // Asked first for the next row.
      if (n > 0) this.#kinds.unshift(...this.#kinds.splice(n, 1));
      return row;
    }
    return this.#newRow();
  }

  #rowOf({ fields, blank }: Kind): Json | null {
    const bytes = this.#bytes;
    let at = this.#at;
    const [first] = fields;
    // A row of another kind mostly has another first field: seen before anything is made.
    if (first !== undefined && !isAt(bytes, at, first.head)) return null;
    const row: Record<string, Json> = { ...blank };
    for (const field of fields) {
      if (!isAt(bytes, at, field.head)) return null;
      at = field.read(bytes, at + field.head.length);
      if (at < 0) return null;
      row[field.key] = field.value;
    }
    if (bytes[at] !== 0x7d) return null;
    this.#at = at + 1;
    return row;
  }

  /** A row by the parser, whose fields are known from then on. */
  #newRow(): Json | null {
    if (this.#bytes[this.#at] !== 0x7b) return null;
    const end = endOfPart(this.#bytes, this.#at);
    const row = end < 0 ? undefined : parseJson(this.#bytes.toString('utf8', this.#at, end));
    if (!isJsonObject(row)) return null;
    const keys = Object.keys(row);
    const isKnown = this.#kinds.some((kind) => isSame(kind, keys));
    if (isKnown || this.#kinds.length >= mostKinds || keys.includes('__proto__')) return null;
    const fields = keys.map((key, n) => new PageField(key, n === 0));
    this.#kinds.unshift({ fields, blank: Object.fromEntries(keys.map((key) => [key, null])) });
    this.#at = end;
    return row;
  }

  #text(): string | null {
    if (this.#bytes[this.#at] !== QUOTE) return null;
    const end = endOfText(this.#bytes, this.#at);
    const text = end < 0 ? undefined : parseJson(this.#bytes.toString('utf8', this.#at, end));
    if (typeof text !== 'string') return null;
    this.#at = end;
    return text;
  }

  #isNext(byte: number): boolean {
    if (this.#bytes[this.#at] !== byte) return false;
    this.#at += 1;
    return true;
  }
}

function isSame({ fields }: Kind, keys: readonly string[]): boolean {
  return fields.length === keys.length && fields.every((field, n) => field.key === keys[n]);
}
