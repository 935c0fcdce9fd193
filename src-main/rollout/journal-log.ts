import type { Failure } from '../../shared/diagnostic';
import type { EntryDraft } from '../../shared/journal/chain';
import type { JournalEntry } from '../../shared/journal/journal-entry';
import { stepStateOf, type StepState } from '../../shared/journal/step-state';
import { ok, type Result } from '../../shared/result';
import type { JournalStore } from '../store/journal-store';

export type LogDraft = Omit<EntryDraft, 'at'>;

/**
 * The journal of one rollout, with what it says about each step at hand. An entry exists once
 * `append` succeeded, and only then may what it announces happen (execution.md 1.5).
 */
export class JournalLog {
  readonly #entries: JournalEntry[] = [];
  readonly #byStep = new Map<string, JournalEntry[]>();
  readonly #states = new Map<string, StepState>();

  constructor(
    private readonly store: JournalStore,
    readonly rolloutId: string,
    private readonly nowIso: () => Promise<string>,
    private readonly lastIso: () => string,
    private readonly onEntry: (entry: JournalEntry) => void,
  ) {
    for (const entry of store.read(rolloutId)) this.#keep(entry);
  }

  get entries(): readonly JournalEntry[] {
    return this.#entries;
  }

  ofStep(stepId: string): readonly JournalEntry[] {
    return this.#byStep.get(stepId) ?? [];
  }

  state(stepId: string): StepState {
    const known = this.#states.get(stepId);
    if (known) return known;
    const state = stepStateOf(this.ofStep(stepId));
    this.#states.set(stepId, state);
    return state;
  }

  /** One transaction. A failure is `store/halted`: nothing may be written in this process again. */
  async append(...drafts: readonly LogDraft[]): Promise<Result<void, Failure>> {
    if (drafts.length === 0) return ok(undefined);
    return this.#commit(drafts, await this.nowIso());
  }

  /** The same without asking the server for its time: the last known time serves. */
  appendNow(...drafts: readonly LogDraft[]): Result<void, Failure> {
    return this.#commit(drafts, this.lastIso());
  }

  #commit(drafts: readonly LogDraft[], at: string): Result<void, Failure> {
    const appended = this.store.append(
      this.rolloutId,
      drafts.map((draft) => ({ ...draft, at })),
    );
    if (!appended.ok) return appended;
    for (const entry of appended.value) {
      this.#keep(entry);
      this.onEntry(entry);
    }
    return ok(undefined);
  }

  #keep(entry: JournalEntry): void {
    this.#entries.push(entry);
    if (entry.stepId === null) return;
    const list = this.#byStep.get(entry.stepId);
    if (list) list.push(entry);
    else this.#byStep.set(entry.stepId, [entry]);
    this.#states.delete(entry.stepId);
  }
}
