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
    const values = new Coded(most);
    const codes = new Uint16Array(given.length);
    for (let place = 0; place < given.length; place += 1) {
      const code = values.codeOf(given[place] as Json);
      if (code === tooMany) return null;
      codes[place] = code;
    }
    const { all } = values;
    return new CodeColumn(all, all.length <= 256 ? Uint8Array.from(codes) : codes);
  }

  at(place: number): Json {
    return this.values[this.codes[place] as number] as Json;
  }

  get isWhole(): boolean {
    const { codes } = this;
    let highest = -1;
    for (let place = 0; place < codes.length; place += 1) {
      const code = codes[place] as number;
      if (code > highest) highest = code;
    }
    return highest < this.values.length;
  }
}

const tooMany = -1;
/** Of most fields there are fewer kinds: compared one by one sooner than looked up. */
const few = 8;

/** Values as they come, each once: the same one, or one that says the same. */
class Coded {
  readonly all: Json[] = [];
  /** As they came, one for each that is another object. */
  readonly #seen: Json[] = [];
  readonly #codes: number[] = [];
  readonly #byValue = new Map<Json, number>();
  readonly #byText = new Map<string, number>();

  constructor(private readonly most: number) {}

  codeOf(value: Json): number {
    const seen = this.#seen;
    for (let n = 0; n < seen.length; n += 1) {
      if (seen[n] === value) return this.#codes[n] as number;
    }
    return this.#byValue.get(value) ?? this.#added(value);
  }

  #added(value: Json): number {
    const text = JSON.stringify(value);
    let code = this.#byText.get(text);
    if (code === undefined) this.#byText.set(text, (code = this.all.push(value) - 1));
    if (this.all.length > this.most) return tooMany;
    if (this.#seen.length < few) {
      this.#seen.push(value);
      this.#codes.push(code);
    } else this.#byValue.set(value, code);
    return code;
  }
}
