import { join } from 'node:path';
import { failure, type Failure } from '../../shared/diagnostic';
import type { ThinkingView } from '../../shared/ipc/thinking-contract';
import type { Plan } from '../../shared/plan/plan';
import { err, ok, type Result } from '../../shared/result';
import type { MadePreview } from '../exports/preview-export';
import type { JudgeFile } from '../files/judge-file';
import { readTakenPlan } from './plan-folder';
import type { ReadPlan } from './read-plan';
import { smallTenant } from './far-thinking';
import { takenNames } from './taken-files';
import { Thinking } from './thinking';
import type { PreviewWanted } from './thinking-job';

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

  /** As `Planning.preview`, of the plan of the file. */
  async preview(plan: Plan, wanted: PreviewWanted): Promise<Result<MadePreview | null, Failure>> {
    if (plan.people.length <= smallTenant) return ok(null);
    const cancels = this.#cancels;
    const path = join(this.folder, takenNames.plan);
    const made = await this.#thinking.preview({ kind: 'file', path }, wanted);
    if (made === undefined && cancels !== this.#cancels) return err(failure('plan/cancelled'));
    return ok(made ?? null);
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
