import path from 'node:path';
import { failure, type Failure } from '../../shared/diagnostic';
import type { TakingView } from '../../shared/ipc/taking-contract';
import { err, type Result } from '../../shared/result';

/** What is told of a file on its way in; what is left out is not known at this point. */
export type TakingStep = Partial<Omit<TakingView, 'file'>>;

/** Whoever takes a file in tells here how far it is, and hears that nobody waits for it any more. */
export interface Watch {
  readonly signal: AbortSignal;
  tell(step: TakingStep): void;
  /** All of it is in: from here on nothing is cancelled, and nothing is told. */
  done(): void;
}

/** For a file nobody waits for at a screen. */
export const unwatched: Watch = {
  signal: new AbortController().signal,
  tell: () => undefined,
  done: () => undefined,
};

/** No more often than this is a step of the same kind told. */
const toldMilliseconds = 100;

/** The files that are being taken in: what the window shows of them, and their cancel. */
export class FileIntake {
  readonly #open = new Set<AbortController>();

  /** @param publish what is shown; null: nothing is taken in any more */
  constructor(
    private readonly publish: (view: TakingView | null) => void,
    private readonly now: () => number,
  ) {}

  /** Failure besides those of the act: `plan/cancelled`, when a person ended it. */
  async run<T>(
    file: string,
    act: (watch: Watch) => Promise<Result<T, Failure>>,
  ): Promise<Result<T, Failure>> {
    const abort = new AbortController();
    const name = path.basename(file);
    let told = Number.NEGATIVE_INFINITY;
    let isDone = false;
    const tell = (step: TakingStep): void => {
      const isSameStep = [step.bytes, step.answers, step.reading].some((one) => one !== undefined);
      if (isDone || (isSameStep && this.now() < told + toldMilliseconds)) return;
      told = this.now();
      this.publish({ file: name, bytes: null, answers: null, thinking: null, ...step });
    };
    const done = (): void => {
      if (isDone) return;
      isDone = true;
      this.#open.delete(abort);
      if (this.#open.size === 0) this.publish(null);
    };
    this.#open.add(abort);
    tell({});
    try {
      const taken = await act({ signal: abort.signal, tell, done });
      return abort.signal.aborted && !taken.ok ? err(failure('plan/cancelled')) : taken;
    } finally {
      done();
    }
  }

  /** Ends whatever is being taken in. */
  cancel(): void {
    for (const abort of this.#open) abort.abort();
  }
}
