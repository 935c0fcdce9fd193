/**
 * Finds the place of an id among ids that can be made again from their place: a hash table of
 * places, four bytes an entry, filled up to what exists when it is first asked.
 */
export class IdIndex {
  readonly #idAt: (ordinal: number) => string;
  #slots = new Int32Array(64);
  #count = 0;

  constructor(idAt: (ordinal: number) => string) {
    this.#idAt = idAt;
  }

  /** Place of an id in lower case among the first `length`; undefined when no place fits. */
  find(
    id: string,
    length: number,
    fits: (ordinal: number) => boolean = () => true,
  ): number | undefined {
    this.#fill(length);
    const mask = this.#slots.length - 1;
    for (let slot = hashOf(id) & mask; ; slot = (slot + 1) & mask) {
      const held = this.#slots[slot] ?? 0;
      if (held === 0) return undefined;
      if (this.#idAt(held - 1) === id && fits(held - 1)) return held - 1;
    }
  }

  #fill(length: number): void {
    if (length <= this.#count) return;
    const wanted = 2 ** Math.ceil(Math.log2(length * 2 + 1));
    if (wanted > this.#slots.length) {
      this.#slots = new Int32Array(wanted);
      this.#count = 0;
    }
    for (; this.#count < length; this.#count++) this.#place(this.#count);
  }

  #place(ordinal: number): void {
    const mask = this.#slots.length - 1;
    let slot = hashOf(this.#idAt(ordinal)) & mask;
    while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
    this.#slots[slot] = ordinal + 1;
  }
}

/** The first eight digits of a GUID; other text finds its way too. */
function hashOf(id: string): number {
  const hash = Number.parseInt(id.slice(0, 8), 16);
  return Number.isNaN(hash) ? 0 : hash | 0;
}
