import type { FailureView } from '../../shared/ipc/common-views';
import type { Answer } from '../../shared/ipc/contract-types';
import { noteLimit } from '../../shared/wizard/note';
import type { ScreenName } from '../../shared/wizard/screen';
import type { AppStore } from './app.svelte';
import { DelayedSave } from './delayed-save';
import { KeptForm } from './kept-form.svelte';

interface Kept {
  readonly text: string;
  readonly savedAt: string;
}

/** How the note of one place is read and written. */
export interface NotePlace {
  /** Where a note that is too long to be saved waits to be shortened. */
  readonly unsaved: string;
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
    unsaved: `note:${screen}`,
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
    unsaved: `note:person:${userId}`,
    read: async () => own(await app.call('notes.getPerson', { userId })),
    save: async (workspaceId, text) =>
      own(await app.call('notes.savePerson', { workspaceId, userId, text })),
  };
}

/**
 * A note while it is written, kept half a second after the last key and when it is closed. One that is
 * too long is not cut: it waits as it was typed, and the note stays as it was. Make it while the
 * component is made.
 */
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
  readonly #long: KeptForm<'text'>;
  /** Too long when it was left: more than what was saved. */
  #waiting: string | null = null;

  constructor(app: AppStore, place: NotePlace) {
    this.#app = app;
    this.#place = place;
    this.#workspaceId = app.state?.workspace?.id;
    this.#long = new KeptForm(app, 'text', place.unsaved, (text) => {
      this.#waiting = text;
      if (this.isReady && this.text === this.#kept) this.text = text;
    });
    void this.#read();
  }

  get isTooLong(): boolean {
    return this.text.length > noteLimit;
  }

  change(text: string): void {
    this.text = text;
    if (this.isTooLong) {
      this.#saving.cancel();
      return this.#long.type(text);
    }
    this.#long.forget();
    this.#saving.changed();
  }

  /** Nothing is sent where nothing changed, nor to another plan that was opened meanwhile. */
  async save(): Promise<void> {
    this.#saving.cancel();
    const { text } = this;
    const workspaceId = this.#workspaceId;
    if (!this.isReady || this.isTooLong || text === this.#kept || workspaceId === undefined) return;
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
    this.#kept = answer.value?.text ?? '';
    this.text = this.#waiting ?? this.#kept;
    this.isReady = true;
  }
}
