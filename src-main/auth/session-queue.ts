import { failure, type Failure } from '../../shared/diagnostic';
import { err, type Result } from '../../shared/result';
import { createCallQueue } from './call-queue';
import { eitherSignal } from './either-signal';

type Answer<T> = Promise<Result<T, Failure>>;

/**
 * The calls of one session, one at a time (T7). Whoever waits may give up waiting, which is
 * `auth/cancelled` at once, and a person never waits for a call that nobody sees: it is ended, and
 * made again after them.
 */
export class SessionQueue {
  readonly #queue = createCallQueue();
  /** Questions to a person that wait or run. */
  #people = 0;
  /** Ends the silent call that runs. */
  #givesWay = new AbortController();

  next<T>(task: () => Promise<T>): Promise<T> {
    return this.#queue(task);
  }

  /** For a person: before every silent call, after other people. The task itself ends by the signal. */
  async ask<T>(task: () => Answer<T>, signal: AbortSignal | undefined): Answer<T> {
    this.#people += 1;
    this.#givesWay.abort();
    try {
      return await this.#waited(task, signal);
    } finally {
      this.#people -= 1;
    }
  }

  /**
   * Without a person.
   * @param task ends by the signal it is given; what comes of it then is not used
   */
  async silently<T>(
    task: (signal: AbortSignal) => Answer<T>,
    signal: AbortSignal | undefined,
  ): Answer<T> {
    for (;;) {
      const turn = { isMade: false };
      const answer = await this.#waited(async () => {
        if (this.#people > 0) return err(failure('auth/cancelled'));
        const own = (this.#givesWay = new AbortController());
        const either = eitherSignal([signal, own.signal]);
        const made = await task(either.signal);
        either.release();
        turn.isMade = !own.signal.aborted;
        return made;
      }, signal);
      if (turn.isMade || signal?.aborted === true) return answer;
    }
  }

  #waited<T>(task: () => Answer<T>, signal: AbortSignal | undefined): Answer<T> {
    const cancelled = err(failure('auth/cancelled'));
    return new Promise((resolve, reject) => {
      const giveUp = (): void => resolve(cancelled);
      signal?.addEventListener('abort', giveUp, { once: true });
      const turn = this.#queue(() => {
        // From here on it is the task's own to end: it may have a port to close.
        signal?.removeEventListener('abort', giveUp);
        return signal?.aborted === true ? Promise.resolve(cancelled) : task();
      });
      turn.then(resolve, reject);
    });
  }
}
