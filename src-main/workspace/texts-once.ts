/** Texts told by so many rows that they are kept once; what tells rows apart would fill it for nothing. */
const mostTexts = 4_096;
const longestText = 64;

/**
 * Gives rows that come as copies the texts that rows before them had: a thread hands over each state,
 * kind and day of a hundred thousand people as a text of its own.
 */
export class TextsOnce {
  readonly #texts = new Map<string, string>();

  /** Texts that are kept. */
  get size(): number {
    return this.#texts.size;
  }

  /** The row itself, which nobody else has yet. */
  in<T>(row: T): T {
    return this.#same(row) as T;
  }

  #same(value: unknown): unknown {
    if (typeof value === 'string') return this.#text(value);
    if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
    if (Array.isArray(value)) {
      for (let n = 0; n < value.length; n += 1) value[n] = this.#same(value[n]);
      return value;
    }
    const part = value as Record<string, unknown>;
    for (const key in part) part[key] = this.#same(part[key]);
    return part;
  }

  #text(text: string): string {
    if (text.length > longestText) return text;
    const known = this.#texts.get(text);
    if (known !== undefined) return known;
    if (this.#texts.size < mostTexts) this.#texts.set(text, text);
    return text;
  }
}
