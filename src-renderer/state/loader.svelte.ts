import type { FailureView } from '../../shared/ipc/common-views';
import type { Answer } from '../../shared/ipc/contract-types';

/** Under this nothing is shown; a spinner that flashes disturbs more than a short wait. */
const SLOW_MS = 1_000;

/** Something read once and shown: what it is, or why it could not be read. A late answer of an
 * earlier reading never replaces a newer one. */
export class Loader<T> {
  value = $state.raw<T | null>(null);
  failure = $state.raw<FailureView | null>(null);
  isLoading = $state(false);
  isSlow = $state(false);
  readonly #read: () => Promise<Answer<T>>;
  #turn = 0;

  constructor(read: () => Promise<Answer<T>>) {
    this.#read = read;
  }

  async load(): Promise<void> {
    const turn = ++this.#turn;
    this.isLoading = true;
    const timer = setTimeout(() => (this.isSlow = turn === this.#turn), SLOW_MS);
    const answer = await this.#read();
    clearTimeout(timer);
    if (turn !== this.#turn) return;
    this.isLoading = false;
    this.isSlow = false;
    if (answer.ok) this.set(answer.value);
    else this.failure = answer.failure;
  }

  /** A newer value from a command or an event. */
  set(value: T): void {
    this.#turn += 1;
    this.value = value;
    this.failure = null;
    this.isLoading = false;
    this.isSlow = false;
  }
}
