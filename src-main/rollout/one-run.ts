import { failure, type Failure } from '../../shared/diagnostic';
import { err, type Result } from '../../shared/result';
import type { Engine, Run } from './engine';
import type { RolloutEvent } from './rollout-types';

const never = new AbortController().signal;

/** A run that nobody pauses, and that nobody listens to. */
export const noRun: Run = { signal: never, urgent: never, onEvent: () => undefined };

export type RunOptions = Pick<Run, 'signal'> & { onEvent(event: RolloutEvent): void };
type Work<T> = (engine: Engine, run: Run) => Promise<Result<T, Failure>>;

/** One piece of work on the tenant at a time. What comes meanwhile is refused; a stop is not. */
export class OneRun {
  #run: Run | null = null;
  #interrupt = new AbortController();
  #urgent = new AbortController();
  #current: Promise<unknown> = Promise.resolve();
  #stopping: Promise<unknown> = Promise.resolve();
  #isClosed = false;

  /** `engine` null: only to look. */
  constructor(
    private readonly engine: Engine | null,
    private readonly refusal: () => Failure | null,
  ) {}

  /** From here on nothing is begun; what runs is the business of whoever lets go. */
  close(): void {
    this.#isClosed = true;
  }

  get isRunning(): boolean {
    return this.#run !== null;
  }

  tell(event: RolloutEvent): void {
    this.#run?.onEvent(event);
  }

  /**
   * Failures of its own: `graph/read-only-source`, `store/halted`, `store/locked`, and where the
   * journal is no longer what was written `store/corrupt`, `store/short`.
   */
  async during<T>(options: RunOptions, work: Work<T>): Promise<Result<T, Failure>> {
    const { engine } = this;
    if (engine === null) return err(failure('graph/read-only-source'));
    // Whoever still holds it after it was let go would write beside the engine that took its place.
    if (this.#isClosed) return err(failure('store/locked'));
    if (this.#run !== null) return err(failure('store/locked'));
    const refusal = this.refusal();
    if (refusal !== null) return err(refusal);
    const interrupt = (this.#interrupt = new AbortController());
    this.#urgent = new AbortController();
    const pass = (): void => interrupt.abort();
    if (options.signal.aborted) pass();
    options.signal.addEventListener('abort', pass, { once: true });
    const run: Run = {
      ...{ signal: interrupt.signal, urgent: this.#urgent.signal },
      onEvent: (event) => options.onEvent(event),
    };
    this.#run = run;
    // What was read before somebody pressed may be of another tenant by now: it is read anew.
    engine.fresh.invalidate();
    const working = engine.cut
      .by(run.signal, () => work(engine, run))
      .finally(() => {
        options.signal.removeEventListener('abort', pass);
        this.#run = null;
      });
    this.#current = working.catch(() => undefined);
    return working;
  }

  /** The same once what runs now is over: a look at the tenant that nobody needs refused. */
  async after<T>(options: RunOptions, work: Work<T>): Promise<Result<T, Failure>> {
    while (this.#run !== null) await this.#current;
    return this.during(options, work);
  }

  /**
   * Ends what is under way as fast as it can be, then does its own work: also where another run
   * begins in between. One after the other: a second stop does not cut off the first.
   */
  stop<T>(onEvent: (event: RolloutEvent) => void, work: Work<T>): Promise<Result<T, Failure>> {
    const own = this.#stopping.then(async () => {
      while (this.#run !== null) {
        this.#urgent.abort();
        this.#interrupt.abort();
        await this.#current;
      }
      return this.during({ ...noRun, onEvent }, work);
    });
    this.#stopping = own.catch(() => undefined);
    return own;
  }
}
