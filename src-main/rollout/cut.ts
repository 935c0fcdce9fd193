/** What ends the requests and waits of a run early: somebody pressed pause, or stop. */
export class Cut {
  #signal: AbortSignal | undefined;

  /** The signal that counts now; undefined: nothing ends what is under way. */
  get signal(): AbortSignal | undefined {
    return this.#signal;
  }

  /** It was pressed: what fails from here on failed because of that. */
  get isOver(): boolean {
    return this.#signal?.aborted === true;
  }

  /** Lets `signal` count while the work goes on, and afterwards what counted before. */
  async by<T>(signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
    const before = this.#signal;
    this.#signal = signal;
    try {
      return await work();
    } finally {
      this.#signal = before;
    }
  }
}
