import type { CommitView } from '../../shared/ipc/commit-contract';
import type { RolloutView } from '../../shared/ipc/rollout-contract';
import { Action } from '../state/action.svelte';
import type { AppStore } from '../state/app.svelte';

type Act = CommitView['act'];
export type BackFrom = Pick<CommitView, 'ring' | 'from'>;

/** A commit from the first press to main's answer: asked, shown with its consequences, then done. */
export class CommitRequest {
  view = $state.raw<CommitView | null>(null);
  /** Why it starts although the schedule is closed; empty: it waits. */
  reason = $state('');
  /** What was sent to be taken back last, so that going on asks for the same; null: everything. */
  backFrom = $state.raw<BackFrom>({ ring: null, from: null });
  readonly action = new Action();
  readonly #app: AppStore;
  readonly #done: (view: RolloutView) => void;

  constructor(app: AppStore, done: (view: RolloutView) => void) {
    this.#app = app;
    this.#done = done;
  }

  /** Asks main what the act would do; the dialog shows main's own figures. */
  async ask(act: Act, ring: number | null, from: string | null = null): Promise<void> {
    this.reason = '';
    const asked = { act, ring, ...(from === null ? {} : { from }) };
    this.view = await this.action.run(() => this.#app.call('rollout.prepare', asked));
  }

  /** Sends the ticket. A refused or spent ticket closes the dialog: the figures may be old. */
  async commit(phrase: string, planHash: string): Promise<void> {
    const { view } = this;
    if (view === null) return;
    if (view.act === 'rollBack') this.backFrom = { ring: view.ring, from: view.from };
    const leave = { ticket: view.ticket, phrase, planHash };
    const next = await this.action.run(() =>
      view.act === 'rollBack'
        ? this.#app.call('rollout.rollBack', leave)
        : this.#app.call('rollout.start', { ...leave, outsideReason: this.reason.trim() }),
    );
    this.view = null;
    if (next !== null) this.#done(next);
  }

  close(): void {
    this.view = null;
  }
}
