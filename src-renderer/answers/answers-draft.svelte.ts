import type { FailureView } from '../../shared/ipc/common-views';
import type { Answer, CallOutput } from '../../shared/ipc/contract-types';
import type { Answers } from '../../shared/tenant/answer';
import { checkAnswers } from '../../shared/tenant/check-answers';
import { valueAt, withValueAt, type AnswerPath } from './path-value';

const SAVE_DELAY_MS = 500;

export interface AnswersPort {
  readonly get: () => Promise<Answer<CallOutput<'answers.get'>>>;
  readonly save: (answers: Answers) => Promise<Answer<CallOutput<'answers.save'>>>;
}

/** The answers as they are typed. Saved half a second after the last change, never on a button. */
export class AnswersDraft {
  isLoaded = $state(false);
  isSaving = $state(false);
  /** Counts finished savings, so that the page can say so once each. */
  savings = $state(0);
  failure = $state.raw<FailureView | null>(null);
  unanswered = $state.raw<readonly string[]>([]);
  /** Selectors that name nobody in the tenant. */
  unmatched = $state.raw<readonly string[]>([]);
  #root = $state.raw<Record<string, unknown>>({ schema: 'causeway-answers/1' });
  readonly #port: AnswersPort;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(port: AnswersPort) {
    this.#port = port;
  }

  async load(): Promise<void> {
    const answer = await this.#port.get();
    if (!answer.ok) {
      this.failure = answer.failure;
      return;
    }
    if (answer.value.answers !== null) this.#root = { ...answer.value.answers };
    this.unanswered = answer.value.unanswered;
    this.failure = null;
    this.isLoaded = true;
  }

  value(path: AnswerPath): unknown {
    return valueAt(this.#root, path);
  }

  /** Undefined takes the answer away: not asked. */
  set(path: AnswerPath, value: unknown): void {
    this.#root = withValueAt(this.#root, path, value);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.save(), SAVE_DELAY_MS);
  }

  /** Saves now what waits to be saved: when the screen is left. */
  async flush(): Promise<void> {
    if (this.#timer !== undefined) await this.save();
  }

  async save(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const answers = checkAnswers(this.#root);
    if (answers === null) {
      this.failure = { code: 'input/answers-invalid', values: {} };
      return;
    }
    this.isSaving = true;
    const answer = await this.#port.save(answers);
    this.isSaving = false;
    if (!answer.ok) {
      this.failure = answer.failure;
      return;
    }
    // What was typed meanwhile stays: only what main knows better is taken over.
    this.unanswered = answer.value.unanswered;
    this.unmatched = answer.value.unmatched;
    this.failure = null;
    this.savings += 1;
  }
}
