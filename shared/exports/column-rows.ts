/** A field that nearly everybody has another text in. */
interface OwnColumn<T> {
  own(one: T): string;
}

/** A field of few different values: `key` tells them apart, `text` is asked once for each. */
interface SharedColumn<T> {
  key(one: T): unknown;
  text(one: T): string;
}

export type CsvColumn<T> = OwnColumn<T> | SharedColumn<T>;

/** A table by its columns: those of their own first, then those whose values many have in common. */
export interface CsvColumns<T = unknown> {
  readonly all: readonly T[];
  readonly own: readonly OwnColumn<T>[];
  readonly shared: readonly SharedColumn<T>[];
}

/** Different sets of values that are remembered; lists from a file are all apart. */
const mostKept = 8_192;

/** What is known of those who are alike in the columns so far. */
class Node {
  joint: string | null = null;
  readonly #byKey = new Map<unknown, Node>();
  /** Most people are like the one before. */
  #lastKey: unknown = Node;
  #last: Node | undefined;

  get(key: unknown): Node | undefined {
    if (key !== this.#lastKey) {
      this.#lastKey = key;
      this.#last = this.#byKey.get(key);
    }
    return this.#last;
  }

  add(key: unknown): Node {
    const node = new Node();
    this.#byKey.set(key, node);
    this.#lastKey = key;
    return (this.#last = node);
  }
}

/**
 * What stands in the shared columns of each, put together by `join` once for all in whom every value
 * is the same.
 */
export function jointTexts<T>(
  columns: readonly SharedColumn<T>[],
  join: (texts: readonly string[]) => string,
): (one: T) => string {
  const root = new Node();
  let kept = 0;
  const make = (one: T): string => join(columns.map((column) => column.text(one)));
  return (one) => {
    let node = root;
    for (const column of columns) {
      const key = column.key(one);
      const next = node.get(key);
      if (next === undefined && kept >= mostKept) return make(one);
      if (next === undefined) kept += 1;
      node = next ?? node.add(key);
    }
    return (node.joint ??= make(one));
  };
}

/** Row by row, made anew each time somebody goes through them. */
export function rowsOf<T>({ all, own, shared }: CsvColumns<T>): Iterable<readonly string[]> {
  return {
    *[Symbol.iterator]() {
      for (const one of all) {
        yield [
          ...own.map((column) => column.own(one)),
          ...shared.map((column) => column.text(one)),
        ];
      }
    },
  };
}
