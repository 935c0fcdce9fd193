/** Between two looks at a table that is still being made. */
const partMs = 700;

/** What a list shows of a table that grows. */
interface GrowingList {
  /** Still the question of this turn, and its table not yet whole. */
  isPart(turn: number): boolean;
  /** Pages that are looked at. */
  shown(): readonly number[];
  readAnew(page: number): Promise<void>;
  readonly held: { keys(): Iterable<number>; delete(page: number): boolean };
}

/**
 * Looks again while the table is being made: more rows have come between those that are shown, and
 * what is held of other pages is old. Once for a turn, however often it is asked to.
 */
export class PartFollower {
  #turn = -1;

  constructor(private readonly list: GrowingList) {}

  async follow(turn: number): Promise<void> {
    if (this.#turn === turn) return;
    this.#turn = turn;
    const { list } = this;
    while (list.isPart(turn)) {
      await new Promise((resolve) => setTimeout(resolve, partMs));
      if (!list.isPart(turn)) break;
      const shown = list.shown();
      for (const page of shown) await list.readAnew(page);
      if (this.#turn !== turn) return;
      for (const page of [...list.held.keys()]) if (!shown.includes(page)) list.held.delete(page);
    }
    if (this.#turn === turn) this.#turn = -1;
  }
}
