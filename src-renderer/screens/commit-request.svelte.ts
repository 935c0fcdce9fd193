import type { CommitView } from '../../shared/ipc/commit-contract';
import type { RolloutView } from '../../shared/ipc/rollout-contract';
import { Action } from '../state/action.svelte';
import type { AppStore } from '../state/app.svelte';

type Act = CommitView['act'];

/** A commit from the first press to main's answer: asked, shown with its consequences, then done. */
export class CommitRequest {
  view = $state.raw<CommitView | null>(null);
  /** Why it starts although the schedule is closed; empty: it waits. */
  reason = $state('');
  readonly action = new Action();
  readonly #app: AppStore;
  readonly #done: (view: RolloutView) => void;

  constructor(app: AppStore, done: (view: RolloutView) => void) {
    this.#app = app;
    this.#done = done;
  }

  /** Asks main what the act would do; the dialog shows main's own figures. */
  async ask(act: Act, ring: number | null): Promise<void> {
    this.reason = '';
    this.view = await this.action.run(() => this.#app.call('rollout.prepare', { act, ring }));
  }

  /** Sends the ticket. A refused or spent ticket closes the dialog: the figures may be old. */
  async commit(phrase: string, planHash: string): Promise<void> {
    const { view } = this;
    if (view === null) return;
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
