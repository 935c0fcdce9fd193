import { stableHash } from './stable-hash';

/** Left out by a list that keeps the order, in a row: the next one is looked for so far ahead. */
const ahead = 16;
/** Asked about so few, people are looked through: an index of a million takes longer. */
const lookedThrough = 2;
/** Taken places for each id while the index is made: a good hash meets half of one. */
const mostSteps = 4;

/**
 * Places of people by id. Lists of a plan name the same people in the same order again and again, at
 * first mostly that of the plan: whoever came after somebody last time is looked at first, the index
 * is asked, and made, only where that was somebody else.
 */
export class PeoplePlaces {
  /** Places and one more, each where the hash of its id tells or as soon after as one was free. */
  #byHash: Int32Array | null = null;
  /** Who is likely to be named after each, by place. */
  readonly #next: Int32Array;
  /** So many letters from the end decide where an id stands in it. */
  #letters = 12;
  /** Places that were taken already, of all that were looked for. */
  #steps = 0;
  #last = -1;
  #looks = 0;

  constructor(private readonly people: readonly { readonly id: string }[]) {
    this.#next = new Int32Array(people.length);
    for (let place = 0; place < people.length; place += 1) this.#next[place] = place + 1;
  }

  get count(): number {
    return this.people.length;
  }

  /** Minus one: nobody of these has the id. */
  of(id: string): number {
    const last = this.#last;
    const likely = last < 0 ? 0 : (this.#next[last] ?? 0);
    if (this.people[likely]?.id === id) return (this.#last = likely);
    const found = this.#find(id, likely);
    if (found < 0) return found;
    if (last >= 0) this.#next[last] = found;
    return (this.#last = found);
  }

  #find(id: string, likely: number): number {
    if (this.#byHash === null) {
      const end = Math.min(likely + ahead, this.people.length);
      for (let near = likely + 1; near < end; near += 1) {
        if (this.people[near]?.id === id) return near;
      }
      if (this.#looks < lookedThrough) {
        this.#looks += 1;
        return this.#lookThrough(id);
      }
      this.#byHash = this.#index();
    }
    return (this.#byHash[this.#slotOf(id, this.#byHash)] ?? 0) - 1;
  }

  /**
   * Half of it is free at least. The last of those with the same id is the one it tells. Ids are told
   * apart by how they end, all of each only where too many end alike.
   */
  #index(): Int32Array {
    const index = new Int32Array(2 ** Math.ceil(Math.log2(2 * this.people.length + 2)));
    for (let place = 0; place < this.people.length; place += 1) {
      const id = this.people[place]?.id ?? '';
      index[this.#slotOf(id, index)] = place + 1;
      if (this.#steps <= mostSteps * this.people.length || this.#letters === Infinity) continue;
      this.#letters = Infinity;
      return this.#index();
    }
    return index;
  }

  /** Where the id stands, or the free place where it would. */
  #slotOf(id: string, index: Int32Array): number {
    const last = index.length - 1;
    let slot = stableHash(id, this.#letters) & last;
    for (;;) {
      const held = index[slot] ?? 0;
      if (held === 0 || this.people[held - 1]?.id === id) return slot;
      slot = (slot + 1) & last;
      this.#steps += 1;
    }
  }

  /** The last of them, as the index would tell. */
  #lookThrough(id: string): number {
    for (let place = this.people.length - 1; place >= 0; place -= 1) {
      if (this.people[place]?.id === id) return place;
    }
    return -1;
  }

  /** Of those who are here, in the order given. */
  *ofAll(ids: Iterable<string>): Generator<number, void> {
    for (const id of ids) {
      const place = this.of(id);
      if (place >= 0) yield place;
    }
  }
}
