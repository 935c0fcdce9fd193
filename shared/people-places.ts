/**
 * Places of people by id. Lists of a plan name the same people in the same order again and again, at
 * first mostly that of the plan: whoever came after somebody last time is looked at first, the index
 * is asked, and made, only where that was somebody else.
 */
export class PeoplePlaces {
  #byId: ReadonlyMap<string, number> | null = null;
  /** Who is likely to be named after each, by place. */
  readonly #next: Int32Array;
  #last = -1;

  constructor(private readonly people: readonly { readonly id: string }[]) {
    this.#next = Int32Array.from(people, (_, place) => place + 1);
  }

  get count(): number {
    return this.people.length;
  }

  /** Minus one: nobody of these has the id. */
  of(id: string): number {
    const likely = this.#last < 0 ? 0 : (this.#next[this.#last] ?? 0);
    if (this.people[likely]?.id === id) return (this.#last = likely);
    this.#byId ??= new Map(this.people.map((person, place) => [person.id, place]));
    const found = this.#byId.get(id) ?? -1;
    if (found < 0) return found;
    if (this.#last >= 0) this.#next[this.#last] = found;
    return (this.#last = found);
  }

  /** Of those who are here, in the order given. */
  *ofAll(ids: Iterable<string>): Generator<number, void> {
    for (const id of ids) {
      const place = this.of(id);
      if (place >= 0) yield place;
    }
  }
}
