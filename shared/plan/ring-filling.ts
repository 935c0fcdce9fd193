import type { Ring } from './plan';

export type RingHead = Omit<Ring, 'ring' | 'members'>;

/** Where the people of each group go, so many after the other; group 0 goes to ring 0 whole. */
export class RingFilling {
  readonly #heads: RingHead[];
  readonly #ways: { readonly ring: number; readonly people: number }[][] = [];

  constructor(first: RingHead) {
    this.#heads = [first];
    this.#ways[0] = [{ ring: 0, people: Number.POSITIVE_INFINITY }];
  }

  get heads(): readonly RingHead[] {
    return this.#heads;
  }

  /** A new last ring. */
  open(head: RingHead): void {
    this.#heads.push(head);
  }

  /** The next of a group, into the last ring. */
  send(group: number, people: number): void {
    (this.#ways[group] ??= []).push({ ring: this.#heads.length - 1, people });
  }

  /** Into the last ring as well, which is called after them too. */
  add(group: number, people: number, label: string): void {
    const last = this.#heads.length - 1;
    const head = this.#heads[last] as RingHead;
    this.#heads[last] = { ...head, label: `${head.label ?? ''}, ${label}` };
    this.send(group, people);
  }

  /** A whole group into rings of its own, none where nobody is in it; `first`: head of the first. */
  slice(
    group: number,
    people: number,
    head: RingHead,
    nextCap: () => number,
    first: RingHead = head,
  ): void {
    for (let from = 0; from < people;) {
      const size = Math.min(nextCap(), people - from);
      this.open(from === 0 ? first : head);
      this.send(group, size);
      from += size;
    }
  }

  /** The ring of each person by place; `order`: who comes before whom. */
  ringOf(groupOf: ArrayLike<number>, order: Uint32Array): Int32Array {
    const ringOf = new Int32Array(groupOf.length);
    const left = this.#ways.map((way) => way[0]?.people ?? 0);
    const at = this.#ways.map(() => 0);
    for (const place of order) {
      const group = groupOf[place] ?? 0;
      if (left[group] === 0) {
        at[group] = (at[group] ?? 0) + 1;
        left[group] = this.#ways[group]?.[at[group] ?? 0]?.people ?? 0;
      }
      left[group] = (left[group] ?? 0) - 1;
      ringOf[place] = this.#ways[group]?.[at[group] ?? 0]?.ring ?? 0;
    }
    return ringOf;
  }
}
