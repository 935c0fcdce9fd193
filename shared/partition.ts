/**
 * Parts people, by place, into classes that get finer with every fact looked at. Whole numbers in a
 * column: a fact costs each person some nanoseconds, whoever they are and however many classes.
 */
export class Partition {
  /** Class of each person by place. */
  readonly classOf: Int32Array;
  #size: number;

  constructor(people: number) {
    this.classOf = new Int32Array(people);
    this.#size = people === 0 ? 0 : 1;
  }

  get size(): number {
    return this.#size;
  }

  /** Apart by a value of each person; values are whole numbers from 0 up. */
  by(valueOf: (place: number) => number): void {
    const { classOf } = this;
    const numbers: number[][] = [];
    let size = 0;
    for (let place = 0; place < classOf.length; place += 1) {
      const known = (numbers[classOf[place] ?? 0] ??= []);
      classOf[place] = known[valueOf(place)] ??= size++;
    }
    this.#size = size;
  }

  /** These apart from the others of their classes; a place may stand there twice. */
  apart(places: Iterable<number>): void {
    const { classOf } = this;
    const from = this.#size;
    const numbers: number[] = [];
    for (const place of places) {
      const before = classOf[place] ?? 0;
      // Already parted by this call.
      if (before >= from) continue;
      classOf[place] = numbers[before] ??= this.#size++;
    }
  }

  /** A place of each class that has one; undefined: everybody of that class was parted from it. */
  someone(): readonly (number | undefined)[] {
    const found: (number | undefined)[] = [];
    for (let place = 0; place < this.classOf.length; place += 1) {
      found[this.classOf[place] ?? 0] ??= place;
    }
    return found;
  }
}
