import type { FailureView } from '../../shared/ipc/common-views';
import type { Answer } from '../../shared/ipc/contract-types';

/** Something a person asked for: busy while it runs, and the failure of the last try. */
export class Action {
  isBusy = $state(false);
  failure = $state.raw<FailureView | null>(null);
  #running: Promise<unknown> = Promise.resolve();

  /** The value, or null after a failure. A second press while busy does nothing. */
  async run<T>(work: () => Promise<Answer<T>>): Promise<T | null> {
    if (this.isBusy) return null;
    this.isBusy = true;
    this.failure = null;
    const working = work();
    this.#running = working;
    const answer = await working;
    this.isBusy = false;
    if (answer.ok) return answer.value;
    this.failure = answer.failure;
    return null;
  }

  /** As `run`, after what runs already: what somebody typed is never dropped for being early. */
  async runNext<T>(work: () => Promise<Answer<T>>): Promise<T | null> {
    while (this.isBusy) await this.#running;
    return this.run(work);
  }
}
