import type { ActivityQuery } from '../../shared/ipc/activity-contract';
import { language } from '../i18n.svelte';
import { Action } from './action.svelte';
import type { AppStore } from './app.svelte';

/** Saves the journal, or what was found in it, in a folder of one's choice, without names. */
export class JournalExport {
  readonly saving = new Action();
  /** The file last written; null: none yet, or the folder was not chosen. */
  file = $state.raw<string | null>(null);
  readonly #app: Pick<AppStore, 'call'>;

  constructor(app: Pick<AppStore, 'call'>) {
    this.#app = app;
  }

  async save(found: Pick<ActivityQuery, 'show' | 'search'>): Promise<void> {
    this.file = null;
    const asked = { ...found, language: language() };
    const done = await this.saving.run(() => this.#app.call('activity.export', asked));
    this.file = done?.file ?? null;
  }
}
