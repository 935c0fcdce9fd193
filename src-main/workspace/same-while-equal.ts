/**
 * The same object for as long as what is stored is the same: Planning compares by identity, and a
 * store parses anew each time it is asked.
 */
export class SameWhileEqual<T> {
  #known: { readonly text: string; readonly value: T } | null = null;

  same(value: T): T {
    const text = JSON.stringify(value);
    if (this.#known?.text !== text) this.#known = { text, value };
    return this.#known.value;
  }
}
