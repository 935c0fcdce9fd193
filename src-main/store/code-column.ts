import type { Column } from '../../shared/entra/row-view';
import type { Json } from '../../shared/json';

export type Codes = Uint8Array | Uint16Array;

/** Values many rows have in common, each once, and which of them a row has. */
export class CodeColumn implements Column<Json> {
  constructor(
    readonly values: readonly Json[],
    readonly codes: Codes,
  ) {}

  /** At most 65,536 rows. Null: they have more than so many values. */
  static of(given: readonly Json[], most: number): CodeColumn | null {
    const values: Json[] = [];
    const byValue = new Map<Json, number>();
    const byText = new Map<string, number>();
    const codes = new Uint16Array(given.length);
    for (let place = 0; place < given.length; place += 1) {
      const value = given[place] as Json;
      let code = byValue.get(value);
      if (code === undefined) {
        const text = JSON.stringify(value);
        code = byText.get(text);
        if (code === undefined) byText.set(text, (code = values.push(value) - 1));
        if (values.length > most) return null;
        byValue.set(value, code);
      }
      codes[place] = code;
    }
    return new CodeColumn(values, values.length <= 256 ? Uint8Array.from(codes) : codes);
  }

  at(place: number): Json {
    return this.values[this.codes[place] as number] as Json;
  }

  get isWhole(): boolean {
    for (const code of this.codes) if (code >= this.values.length) return false;
    return true;
  }
}
