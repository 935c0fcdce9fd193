import { failure, type Failure } from '../../shared/diagnostic';
import type { ThinkingView } from '../../shared/ipc/thinking-contract';
import { err, type Result } from '../../shared/result';
import type { JudgeFile } from '../files/judge-file';
import { readTakenPlan } from './plan-folder';
import type { ReadPlan } from './read-plan';
import { Thinking } from './thinking';

/** The plan of a workspace that was made from a plan file; read when it is first asked for. */
export class FiledPlan {
  #read: ReadPlan | null = null;
  /** One reading for all who ask meanwhile. */
  #reading: Promise<Result<ReadPlan, Failure>> | null = null;
  #cancels = 0;
  readonly #thinking: Thinking;

  constructor(
    private readonly folder: string,
    private readonly judge: JudgeFile,
    script: string | null,
    tell: (view: ThinkingView | null) => void,
  ) {
    this.#thinking = new Thinking(script, tell);
  }

  take(read: ReadPlan): void {
    this.#read = read;
  }

  /** Failures: those of files, by the name of the copy; `plan/cancelled`: a person ended it. */
  async get(): Promise<Result<ReadPlan, Failure>> {
    if (this.#read !== null) return { ok: true, value: this.#read };
    this.#reading ??= this.#readNow().finally(() => (this.#reading = null));
    return this.#reading;
  }

  /** Whoever waits has had enough. */
  cancel(): void {
    this.#cancels += 1;
    this.#thinking.stop();
  }

  close(): void {
    this.cancel();
    this.#read = null;
  }

  async #readNow(): Promise<Result<ReadPlan, Failure>> {
    const cancels = this.#cancels;
    const read = await readTakenPlan(this.folder, { judge: this.judge, thinking: this.#thinking });
    if (cancels !== this.#cancels) return err(failure('plan/cancelled'));
    // Read once, it needs no thread any more.
    this.#thinking.stop();
    if (read.ok) this.#read = read.value;
    return read;
  }
}
