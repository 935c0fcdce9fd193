import type { Note } from '../../shared/wizard/note';
import type { ScreenName } from '../../shared/wizard/screen';
import type { FailureView } from '../../shared/ipc/common-views';
import type { AppStore } from '../state/app.svelte';
import { DelayedSave } from '../state/delayed-save';

/** The note beside one screen, kept half a second after the last key and when it is closed. */
export class NoteDraft {
  text = $state('');
  savedAt = $state.raw<string | null>(null);
  failure = $state.raw<FailureView | null>(null);
  /** Not before it was read: a note that is not there yet must not be written over. */
  isReady = $state(false);
  readonly #app: AppStore;
  readonly #screen: ScreenName;
  readonly #workspaceId: string | undefined;
  #kept = '';
  readonly #saving = new DelayedSave(() => void this.save());

  constructor(app: AppStore, screen: ScreenName) {
    this.#app = app;
    this.#screen = screen;
    this.#workspaceId = app.state?.workspace?.id;
    void this.#read();
  }

  change(text: string): void {
    this.text = text;
    this.#saving.changed();
  }

  /** Nothing is sent where nothing changed, nor to another plan that was opened meanwhile. */
  async save(): Promise<void> {
    this.#saving.cancel();
    const { text } = this;
    const workspaceId = this.#workspaceId;
    if (!this.isReady || text === this.#kept || workspaceId === undefined) return;
    if (this.#app.state?.workspace?.id !== workspaceId) return;
    const answer = await this.#app.call('notes.save', { workspaceId, screen: this.#screen, text });
    this.failure = answer.ok ? null : answer.failure;
    if (!answer.ok) return;
    this.#kept = text;
    this.#take(answer.value.notes);
  }

  async #read(): Promise<void> {
    const answer = await this.#app.call('notes.get', {});
    this.failure = answer.ok ? null : answer.failure;
    if (!answer.ok) return;
    this.#take(answer.value.notes);
    this.text = this.#kept = this.#own(answer.value.notes)?.text ?? '';
    this.isReady = true;
  }

  #own(notes: readonly Note[]): Note | undefined {
    return notes.find(({ screen }) => screen === this.#screen);
  }

  #take(notes: readonly Note[]): void {
    this.savedAt = this.#own(notes)?.savedAt ?? null;
  }
}
