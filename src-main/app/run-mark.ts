import { rmSync } from 'node:fs';
import * as v from 'valibot';
import { shortText } from '../../shared/bounds';
import type { RolloutView } from '../../shared/ipc/rollout-contract';
import { readJsonFile, writeJsonFile } from './json-file';
import { runStates } from '../workspace/run-states';

const schema = v.strictObject({ schema: v.literal('causeway-run/1'), id: shortText });

/**
 * A small file that lies there while a rollout runs: one that an earlier process left behind tells
 * that it ended in the middle. What the journal says counts; this decides only what is said.
 */
export class RunMark {
  readonly #file: string;
  #interrupted: string | null;
  #isSet = false;

  constructor(file: string) {
    this.#file = file;
    const found = v.safeParse(schema, readJsonFile(file));
    this.#interrupted = found.success ? found.output.id : null;
  }

  /** Follows the rollout of the open plan; called at every change of it. */
  see(id: string | undefined, state: RolloutView['state']): void {
    const isRunning = runStates.has(state);
    if (isRunning === this.#isSet) return;
    try {
      if (!isRunning) rmSync(this.#file, { force: true });
      else if (id !== undefined) writeJsonFile(this.#file, { schema: 'causeway-run/1', id });
      this.#isSet = isRunning && id !== undefined;
    } catch {
      // Without it a crash is told by the open step alone.
    }
  }

  /** True once: the rollout of this plan was running when an earlier process ended. */
  takeInterrupted(id: string): boolean {
    if (this.#interrupted !== id) return false;
    this.#interrupted = null;
    if (!this.#isSet) rmSync(this.#file, { force: true });
    return true;
  }
}
