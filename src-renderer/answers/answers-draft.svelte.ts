import type { AnswerSuggestions } from '../../shared/ipc/assess-contract';
import type { FailureView } from '../../shared/ipc/common-views';
import type { Answer, CallInput, CallOutput } from '../../shared/ipc/contract-types';
import type { Answers } from '../../shared/tenant/answer';
import { ownValueAt, valueAt, type AnswerPath } from '../../shared/tenant/answer-paths';
import { checkAnswers } from '../../shared/tenant/check-answers';
import { enteredOf, type Entered } from '../../shared/tenant/entered';
import { DelayedSave } from '../state/delayed-save';
import { withValueAt } from './path-value';

type Saved = CallOutput<'answers.save'>;
type Drafts = CallInput<'answers.save'>['drafts'];

export interface AnswersPort {
  readonly get: () => Promise<Answer<CallOutput<'answers.get'>>>;
  readonly suggest: () => Promise<Answer<AnswerSuggestions>>;
  readonly save: (input: CallInput<'answers.save'>) => Promise<Answer<Saved>>;
}

/**
 * The answers as they are typed. Saved half a second after the last change, never on a button; a
 * text that cannot be read as an answer yet is kept beside them.
 */
export class AnswersDraft {
  isLoaded = $state(false);
  isSaving = $state(false);
  /** Counts finished savings, so that the page can say so once each. */
  savings = $state(0);
  failure = $state.raw<FailureView | null>(null);
  unanswered = $state.raw<Saved['unanswered']>([]);
  problems = $state.raw<Saved['problems']>([]);
  suggestions = $state.raw<AnswerSuggestions | null>(null);
  #root = $state.raw<Record<string, unknown>>({ schema: 'causeway-answers/1' });
  #drafts = $state.raw<Drafts>({});
  /** As main keeps them, with who entered what. */
  #kept = $state.raw<Answers | null>(null);
  readonly #port: AnswersPort;
  readonly #saving = new DelayedSave(() => void this.save());

  constructor(port: AnswersPort) {
    this.#port = port;
  }

  async load(): Promise<void> {
    const answer = await this.#port.get();
    if (!answer.ok) {
      this.failure = answer.failure;
      return;
    }
    const { answers, unanswered, problems, drafts } = answer.value;
    if (answers !== null) this.#root = { ...answers };
    this.#kept = answers;
    this.#drafts = drafts;
    this.unanswered = unanswered;
    this.problems = problems;
    this.failure = null;
    this.isLoaded = true;
    await this.suggest();
  }

  /** After a reading: what it says about the answers. They themselves stay as they are typed. */
  async judgeAgain(): Promise<void> {
    const answer = await this.#port.get();
    if (answer.ok) {
      this.unanswered = answer.value.unanswered;
      this.problems = answer.value.problems;
    }
    await this.suggest();
  }

  /** What the last reading suggests; without it the form is whole all the same. */
  async suggest(): Promise<void> {
    const answer = await this.#port.suggest();
    this.suggestions = answer.ok ? answer.value : null;
  }

  suggestedAt(path: AnswerPath): AnswerSuggestions['lists'][number] | null {
    return this.suggestions?.lists.find((one) => one.path === path) ?? null;
  }

  /** Puts suggested accounts into an answer; who pressed is who entered them. */
  add(path: AnswerPath, accounts: readonly { readonly upn: string }[]): void {
    const known: readonly unknown[] = Array.isArray(this.answer(path))
      ? (this.answer(path) as readonly unknown[])
      : [];
    this.set(path, [...known, ...accounts.map(({ upn }) => ({ upn }))]);
    const taken = accounts.map(({ upn }) => upn);
    if (this.suggestions === null) return;
    this.suggestions = {
      ...this.suggestions,
      lists: this.suggestions.lists.flatMap((one) => {
        if (one.path !== path) return [one];
        const left = one.accounts.filter(({ upn }) => !taken.includes(upn));
        const of = one.of - (one.accounts.length - left.length);
        return left.length === 0 ? [] : [{ ...one, of, accounts: left }];
      }),
    };
  }

  value(path: string): unknown {
    return valueAt(this.#root, path);
  }

  /** What was answered at a path: undefined not yet, null "I don't know". */
  answer(path: AnswerPath): unknown {
    return ownValueAt(this.#root, path);
  }

  /** What was typed and is no answer yet; null where the field holds nothing of the kind. */
  text(path: AnswerPath): string | null {
    return this.#drafts[path] ?? null;
  }

  /** Who entered the value that stands there; null while it is not kept yet or not answered. */
  entered(path: AnswerPath): Entered | null {
    const isKept =
      JSON.stringify(this.answer(path)) === JSON.stringify(ownValueAt(this.#kept, path));
    return isKept ? enteredOf(this.#kept, path) : null;
  }

  problemsAt(path: AnswerPath): Saved['problems'] {
    return this.problems.filter((problem) => problem.path === path);
  }

  /** Undefined takes the answer away: not asked. */
  set(path: string, value: unknown): void {
    this.#root = withValueAt(this.#root, path, value);
    this.#saveSoon();
  }

  /** Keeps a text that is no answer yet; null: it has become one. */
  setText(path: AnswerPath, text: string | null): void {
    if ((this.#drafts[path] ?? null) === text) return;
    const others = Object.entries(this.#drafts).filter(([other]) => other !== path);
    this.#drafts = Object.fromEntries(text === null ? others : [...others, [path, text]]);
    this.#saveSoon();
  }

  /** Saves now what waits to be saved: when the screen is left. */
  async flush(): Promise<void> {
    if (this.#saving.isWaiting) await this.save();
  }

  async save(): Promise<void> {
    this.#saving.cancel();
    const answers = checkAnswers(this.#root);
    if (answers === null) {
      this.failure = { code: 'input/answers-invalid', values: {} };
      return;
    }
    this.isSaving = true;
    const answer = await this.#port.save({ answers, drafts: this.#drafts });
    this.isSaving = false;
    if (!answer.ok) {
      this.failure = answer.failure;
      return;
    }
    const { accounts, populations } = this.#kept ?? {};
    const areListsChanged =
      JSON.stringify([accounts, populations]) !==
      JSON.stringify([answer.value.answers.accounts, answer.value.answers.populations]);
    // What was typed meanwhile stays: only what main knows better is taken over.
    this.#kept = answer.value.answers;
    this.unanswered = answer.value.unanswered;
    this.problems = answer.value.problems;
    this.failure = null;
    this.savings += 1;
    if (areListsChanged) await this.suggest();
  }

  #saveSoon(): void {
    this.#saving.changed();
  }
}
