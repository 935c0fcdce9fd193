import type { Lag } from './lag';

/** Objects by id, in the order they were made. Values are replaced, never changed in place. */
export class Shelf<T extends { id: string }> {
  readonly #items = new Map<string, T>();
  readonly #name: string;
  readonly #lag: Lag;

  constructor(name: string, lag: Lag) {
    this.#name = name;
    this.#lag = lag;
  }

  /** Fills the shelf before the tenant opens: no lag. */
  place(item: T): void {
    this.#items.set(item.id, item);
  }

  put(item: T): void {
    this.#lag.note(this.#key(item.id), this.#items.get(item.id));
    this.#items.set(item.id, item);
  }

  remove(id: string): void {
    this.#lag.note(this.#key(id), this.#items.get(id));
    this.#items.delete(id);
  }

  /** What is true now: for checking writes. */
  truth(id: string): T | undefined {
    return this.#items.get(id);
  }

  truths(): T[] {
    return [...this.#items.values()];
  }

  /** What a read by id shows. */
  get(id: string): T | undefined {
    return this.#lag.view<T | undefined>(this.#key(id), this.#items.get(id), 'id');
  }

  /** What a list shows. */
  list(): T[] {
    if (this.#lag.quiet) return this.truths();
    const shown: T[] = [];
    for (const item of this.#items.values()) {
      const seen = this.#lag.view<T | undefined>(this.#key(item.id), item, 'list');
      if (seen !== undefined) shown.push(seen);
    }
    for (const key of this.#lag.keysWith(this.#key(''))) {
      const id = key.slice(this.#key('').length);
      if (this.#items.has(id)) continue;
      const seen = this.#lag.view<T | undefined>(key, undefined, 'list');
      if (seen !== undefined) shown.push(seen);
    }
    return shown;
  }

  #key(id: string): string {
    return `${this.#name}:${id}`;
  }
}
