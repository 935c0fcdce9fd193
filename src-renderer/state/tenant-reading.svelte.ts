import type { ReadView } from '../../shared/ipc/home-contract';
import { m } from '../../shared/paraglide/messages.js';
import { count } from '../i18n.svelte';
import { Action } from './action.svelte';
import type { AppStore } from './app.svelte';

/** The tenant read again from another screen than Read data, and shown there. */
export class TenantReading {
  /** Null: nothing was asked for on this screen. */
  view = $state.raw<ReadView | null>(null);
  readonly action = new Action();
  readonly isUnderWay = $derived(
    this.action.isBusy || this.view?.state === 'reading' || this.view?.state === 'paused',
  );
  readonly #app: AppStore;
  readonly #ended: () => void;

  /** `ended`: the new reading is there. */
  constructor(app: AppStore, ended: () => void) {
    this.#app = app;
    this.#ended = ended;
  }

  /** Follows a reading while the screen is on show. */
  follow(): () => void {
    return this.#app.api.on('read.changed', (next) => this.#take(next));
  }

  async start(): Promise<void> {
    const next = await this.action.run(() => this.#app.call('read.start', {}));
    if (next !== null) this.#take(next);
  }

  /** Says the end once; a reading that fails says why on the screen. */
  #take(next: ReadView): void {
    const isEnd = this.view?.state !== next.state && next.state === 'done';
    this.view = next;
    if (!isEnd) return;
    this.#app.announcer.say(m.read_announce_done({ count: count(next.users) }));
    this.#ended();
  }
}
