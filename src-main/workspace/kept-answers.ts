const mostKept = 8;

/** The newest few answers; a page asks for the same thing again and again. */
export class KeptAnswers<T> {
  readonly #answers = new Map<string, T>();

  get(key: string, make: () => T): T {
    const known = this.#answers.get(key);
    if (known !== undefined) return known;
    const made = make();
    const [oldest] = this.#answers.keys();
    if (this.#answers.size >= mostKept && oldest !== undefined) this.#answers.delete(oldest);
    this.#answers.set(key, made);
    return made;
  }

  clear(): void {
    this.#answers.clear();
  }
}
