import type { Failure } from '../../shared/diagnostic';
import type { Result } from '../../shared/result';
import type { Rollout } from '../rollout/rollout';

/** A piece of work on the engine, for a person who waits for it; a long one ends by the signal. */
export type Give<T> = (rollout: Rollout, signal: AbortSignal) => Promise<Result<T, Failure>>;

/** Persons' answers on their way to the engine: a run, and whoever closes, waits for them. */
export class Answering {
  #last: Promise<unknown> = Promise.resolve();
  #giving = 0;
  #abort = new AbortController();

  constructor(private readonly open: () => Promise<Result<Rollout, Failure>>) {}

  /** Settles once the answers given so far have been carried out, whatever came of them. */
  get ended(): Promise<unknown> {
    return this.#last;
  }

  get isGiving(): boolean {
    return this.#giving > 0;
  }

  /** Ends those that can be ended at their next safe boundary; those that come later go on. */
  cancel(): void {
    this.#abort.abort();
    this.#abort = new AbortController();
  }

  async give<T>(answer: Give<T>): Promise<Result<T, Failure>> {
    const rollout = await this.open();
    if (!rollout.ok) return rollout;
    this.#giving += 1;
    const giving = answer(rollout.value, this.#abort.signal).finally(() => (this.#giving -= 1));
    this.#last = Promise.allSettled([this.#last, giving]);
    return giving;
  }
}
