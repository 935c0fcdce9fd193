/** Of SHA-256. */
const bytesOfHash = 32;
/** Up to so many, comparing them is quicker than counting over every head there is. */
const fewHashes = 1_000;

/**
 * Hex hashes as their bytes, which come out in the order of their texts. Of a million rows the texts
 * would take four times the room, all of them at once.
 */
export class HashList {
  readonly #bytes: Buffer;
  #count = 0;

  /** `most`: at most so many are added. */
  constructor(most: number) {
    this.#bytes = Buffer.allocUnsafe(bytesOfHash * most);
  }

  get count(): number {
    return this.#count;
  }

  /** Throws where it is no hex SHA-256, or one too many. */
  add(hex: string): void {
    const written = this.#bytes.write(hex, this.#count * bytesOfHash, bytesOfHash, 'hex');
    if (written !== bytesOfHash || hex.length !== 2 * bytesOfHash) {
      throw new RangeError('Not a hash, or one too many');
    }
    this.#count += 1;
  }

  /** Sorted, so many at a time; the last ones may be fewer. */
  *sorted(size: number): Generator<readonly string[], void> {
    const order = this.#order();
    for (let start = 0; start < order.length; start += size) {
      yield Array.from(order.subarray(start, start + size), (place) =>
        this.#bytes.toString('hex', place * bytesOfHash, (place + 1) * bytesOfHash),
      );
    }
  }

  /** Counted into place by their first two bytes, those that share them compared. */
  #order(): Uint32Array {
    if (this.#count <= fewHashes) return this.#orderOfFew();
    const starts = new Uint32Array(65_537);
    for (let place = 0; place < this.#count; place += 1) {
      const next = this.#headOf(place) + 1;
      starts[next] = (starts[next] as number) + 1;
    }
    for (let head = 1; head < starts.length; head += 1) {
      starts[head] = (starts[head] as number) + (starts[head - 1] as number);
    }
    const order = new Uint32Array(this.#count);
    const ends = starts.slice();
    for (let place = 0; place < this.#count; place += 1) {
      const head = this.#headOf(place);
      order[ends[head] as number] = place;
      ends[head] = (ends[head] as number) + 1;
    }
    for (let head = 0; head + 1 < starts.length; head += 1) {
      const [start, end] = [starts[head] as number, starts[head + 1] as number];
      if (end - start > 1) order.subarray(start, end).sort((a, b) => this.#compared(a, b));
    }
    return order;
  }

  #orderOfFew(): Uint32Array {
    const places = Uint32Array.from({ length: this.#count }, (_, place) => place);
    return places.sort((a, b) => this.#compared(a, b));
  }

  #headOf(place: number): number {
    return this.#bytes.readUInt16BE(place * bytesOfHash);
  }

  #compared(one: number, other: number): number {
    for (let at = 0; at < bytesOfHash; at += 4) {
      const difference =
        this.#bytes.readUInt32BE(one * bytesOfHash + at) -
        this.#bytes.readUInt32BE(other * bytesOfHash + at);
      if (difference !== 0) return difference;
    }
    return 0;
  }
}
