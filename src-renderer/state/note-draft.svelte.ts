import type { FailureView } from '../../shared/ipc/common-views';
import type { Answer } from '../../shared/ipc/contract-types';
import type { ScreenName } from '../../shared/wizard/screen';
import type { AppStore } from './app.svelte';
import { DelayedSave } from './delayed-save';

interface Kept {
  readonly text: string;
  readonly savedAt: string;
}

/** How the note of one place is read and written. */
export interface NotePlace {
  read(): Promise<Answer<Kept | null>>;
  save(workspaceId: string, text: string): Promise<Answer<Kept | null>>;
}

/** The note beside one screen. */
export function noteOfScreen(app: AppStore, screen: ScreenName): NotePlace {
  const own = (answer: Awaited<ReturnType<typeof app.call<'notes.get'>>>): Answer<Kept | null> =>
    answer.ok
      ? { ok: true, value: answer.value.notes.find((one) => one.screen === screen) ?? null }
      : answer;
  return {
    read: async () => own(await app.call('notes.get', {})),
    save: async (workspaceId, text) =>
      own(await app.call('notes.save', { workspaceId, screen, text })),
  };
}

/** The note about one user. */
export function noteOfPerson(app: AppStore, userId: string): NotePlace {
  const own = (
    answer: Awaited<ReturnType<typeof app.call<'notes.getPerson'>>>,
  ): Answer<Kept | null> => (answer.ok ? { ok: true, value: answer.value.note } : answer);
  return {
    read: async () => own(await app.call('notes.getPerson', { userId })),
    save: async (workspaceId, text) =>
      own(await app.call('notes.savePerson', { workspaceId, userId, text })),
  };
}

/** A note while it is written, kept half a second after the last key and when it is closed. */
export class NoteDraft {
  text = $state('');
  savedAt = $state.raw<string | null>(null);
  failure = $state.raw<FailureView | null>(null);
  /** Not before it was read: a note that is not there yet must not be written over. */
  isReady = $state(false);
  readonly #app: AppStore;
  readonly #place: NotePlace;
  readonly #workspaceId: string | undefined;
  #kept = '';
  readonly #saving = new DelayedSave(() => void this.save());

  constructor(app: AppStore, place: NotePlace) {
    this.#app = app;
    this.#place = place;
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
    const answer = await this.#place.save(workspaceId, text);
    this.failure = answer.ok ? null : answer.failure;
    if (!answer.ok) return;
    this.#kept = text;
    this.savedAt = answer.value?.savedAt ?? null;
  }

  async #read(): Promise<void> {
    const answer = await this.#place.read();
    this.failure = answer.ok ? null : answer.failure;
    if (!answer.ok) return;
    this.savedAt = answer.value?.savedAt ?? null;
    this.text = this.#kept = answer.value?.text ?? '';
    this.isReady = true;
  }
}
