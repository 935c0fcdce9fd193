import { canonicalJson, guid, isGraphsOwn, noField, quote, setKeys } from './canonical';
import { plainRow } from './entra/row-view';
import { isJsonObject, type Json, type JsonObject } from './json';

/** Parts of rows remembered by what they are; rows that share none would fill memory for nothing. */
const mostParts = 10_000;

/**
 * The text of `canonicalJson(normalizeGraph(row))` for one row after another, without building the
 * normal form: fields are sorted once for rows that have the same ones, and a part that is the same
 * object in many rows is written once. Rows must not change meanwhile. `left`: fields left out of
 * each row, not of what lies within it.
 */
export class CanonicalRows {
  #keys: readonly string[] = [];
  #order: readonly RowField[] = [];
  #parts = 0;
  readonly #texts = new Map<string, WeakMap<object, string>>();

  constructor(private readonly left: ReadonlySet<string> = new Set()) {}

  text(given: Json): string {
    if (!isJsonObject(given)) return textOf(given);
    const row = plainRow(given);
    let text = '';
    for (const field of this.#fieldsOf(row)) text = added(text, field, this.#partOf(row, field));
    return text === '' ? '{}' : `${text}}`;
  }

  #fieldsOf(row: JsonObject): readonly RowField[] {
    if (!this.#isAsBefore(row)) {
      const keys = Object.keys(row);
      this.#keys = keys;
      const named = fieldsOf(keys.filter((key) => !this.left.has(key)));
      this.#order = named.map((field) => ({ ...field, texts: this.#textsOf(field.key) }));
    }
    return this.#order;
  }

  #isAsBefore(row: JsonObject): boolean {
    let n = 0;
    for (const key in row) {
      if (key !== this.#keys[n]) return false;
      n += 1;
    }
    return n === this.#keys.length;
  }

  #textsOf(key: string): WeakMap<object, string> {
    const texts = this.#texts.get(key) ?? new WeakMap<object, string>();
    this.#texts.set(key, texts);
    return texts;
  }

  #partOf(row: JsonObject, field: RowField): string | null {
    const value = row[field.key];
    if (typeof value !== 'object' || value === null) return valueText(field, value);
    const known = field.texts.get(value);
    if (known !== undefined) return known === '' ? null : known;
    const text = valueText(field, value);
    if (this.#parts < mostParts) {
      this.#parts += 1;
      field.texts.set(value, text ?? '');
    }
    return text;
  }
}

interface Field {
  readonly key: string;
  /** As it stands before the value; null: not needed yet. A key that is left out may be no text. */
  head: string | null;
  readonly isSet: boolean;
}

interface RowField extends Field {
  /** Of its parts: the same list says something else as a set. */
  readonly texts: WeakMap<object, string>;
}

function fieldsOf(keys: readonly string[]): readonly Field[] {
  return keys
    .filter((key) => key !== noField && !isGraphsOwn(key))
    .sort()
    .map((key) => ({ key, head: null, isSet: setKeys.has(key) }));
}

function added(text: string, field: Field, value: string | null): string {
  if (value === null) return text;
  field.head ??= `${quote(field.key)}:`;
  return `${text === '' ? '{' : `${text},`}${field.head}${value}`;
}

/** Null: the field counts as absent. */
function valueText(field: Field, value: Json | undefined): string | null {
  if (value === undefined || value === null) return null;
  if (!field.isSet || !Array.isArray(value)) return textOf(value);
  const texts = [...new Set((value as readonly Json[]).map(textOf))].sort();
  return texts.length === 0 ? null : `[${texts.join(',')}]`;
}

function textOf(value: Json): string {
  if (typeof value === 'string') {
    return quote(value.length === 36 && guid.test(value) ? value.toLowerCase() : value);
  }
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (Array.isArray(value)) return `[${(value as readonly Json[]).map(textOf).join(',')}]`;
  if (!isJsonObject(value)) return canonicalJson(value);
  let text = '';
  for (const field of fieldsOf(Object.keys(value))) {
    text = added(text, field, valueText(field, value[field.key]));
  }
  return text === '' ? '{}' : `${text}}`;
}
