/** Notices when the page has been given its files: then it works on them, and main may be busy. */
export class PageFiles {
  /** Once a script has left, and nothing was asked for since for so long. */
  readonly quiet: Promise<void>;
  readonly #quietMs: number;
  #onTheWay = 0;
  #hasScript = false;
  #timer: NodeJS.Timeout | undefined;
  #settle: () => void = () => undefined;

  constructor(quietMs: number) {
    this.#quietMs = quietMs;
    this.quiet = new Promise((resolve) => (this.#settle = resolve));
  }

  /** Gives the answer on, and counts it. */
  async answered<T>(url: string, answer: Promise<T>): Promise<T> {
    clearTimeout(this.#timer);
    this.#onTheWay += 1;
    try {
      return await answer;
    } finally {
      this.#onTheWay -= 1;
      this.#hasScript ||= url.endsWith('.js');
      if (this.#hasScript && this.#onTheWay === 0) {
        this.#timer = setTimeout(this.#settle, this.#quietMs);
      }
    }
  }
}
