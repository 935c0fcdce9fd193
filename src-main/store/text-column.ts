import type { Column } from '../../shared/entra/row-view';

/** The last bit of an end: nothing was told there. */
const nothing = 1;

/** Texts one after the other, one byte a letter or two. */
export interface TextBytes {
  readonly kind: 'latin1' | 'utf16le';
  readonly bytes: Buffer;
  /** Where each text ends, in letters, twice; one more where it is null. */
  readonly ends: Uint32Array;
}

/**
 * A field that tells rows apart. As it is read it lies there in its bytes: texts are made of them
 * when somebody asks for one, and kept. They stay as they came, halves of surrogate pairs too.
 */
export class TextColumn implements Column<string | null> {
  #texts: (string | null)[] | null = null;
  #bytes: TextBytes | null = null;

  static of(values: readonly (string | null)[]): TextColumn {
    const column = new TextColumn();
    column.#texts = [...values];
    return column;
  }

  /** Null: the texts do not end where their bytes do. */
  static from(bytes: TextBytes): TextColumn | null {
    let before = 0;
    for (const end of bytes.ends) {
      if (end >>> 1 < before) return null;
      before = end >>> 1;
    }
    if (before * widthOf(bytes.kind) !== bytes.bytes.length) return null;
    const column = new TextColumn();
    column.#bytes = bytes;
    return column;
  }

  at(place: number): string | null {
    return (this.#texts ??= this.#made())[place] ?? null;
  }

  toBytes(): TextBytes {
    const texts = (this.#texts ??= this.#made());
    const ends = new Uint32Array(texts.length);
    let end = 0;
    for (let place = 0; place < texts.length; place += 1) {
      const text = texts[place] ?? null;
      end += text?.length ?? 0;
      ends[place] = 2 * end + (text === null ? nothing : 0);
    }
    const text = texts.join('');
    const short = Buffer.from(text, 'latin1');
    return short.toString('latin1') === text
      ? { kind: 'latin1', bytes: short, ends }
      : { kind: 'utf16le', bytes: Buffer.from(text, 'utf16le'), ends };
  }

  #made(): (string | null)[] {
    if (this.#bytes === null) return [];
    const { kind, bytes, ends } = this.#bytes;
    const width = widthOf(kind);
    const texts: (string | null)[] = [];
    let start = 0;
    for (const end of ends) {
      const letters = end >>> 1;
      const isNull = (end & nothing) === nothing;
      texts.push(isNull ? null : bytes.toString(kind, start * width, letters * width));
      start = letters;
    }
    this.#bytes = null;
    return texts;
  }
}

function widthOf(kind: TextBytes['kind']): number {
  return kind === 'latin1' ? 1 : 2;
}
