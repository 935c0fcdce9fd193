import { onMount } from 'svelte';
import {
  parseFormDraft,
  type FormDraft,
  type FormDraftName,
} from '../../shared/wizard/form-drafts';
import type { AppStore } from './app.svelte';
import { DelayedSave } from './delayed-save';
import { flushOnLeave } from './flush-on-leave';

/**
 * What is typed into a form that is sent by a button: kept in the plan half a second after the last
 * letter and when the form goes, there again the next time, forgotten once it is sent. Make it
 * while the component is made.
 */
export class KeptForm<N extends FormDraftName> {
  /** What was kept from before has been looked for. */
  isReady = $state(false);
  readonly #app: Pick<AppStore, 'call' | 'state'>;
  readonly #place: string;
  readonly #workspaceId: string | undefined;
  readonly #saving = new DelayedSave(() => this.#send());
  /** As JSON, as main has it; null: nothing. */
  #kept: string | null = null;
  #typed: string | null = null;

  /** `ontake`: called with what was kept, unless something was typed before it came. */
  constructor(
    app: Pick<AppStore, 'call' | 'state'>,
    name: N,
    place: string,
    ontake: (kept: FormDraft<N>) => void,
  ) {
    this.#app = app;
    this.#place = place;
    this.#workspaceId = app.state?.workspace?.id;
    onMount(async () => {
      const answer = await app.call('drafts.get', { place });
      if (answer.ok && this.#typed === null) {
        const kept = parseFormDraft(name, answer.value.text);
        this.#kept = this.#typed = kept === null ? null : JSON.stringify(kept);
        if (kept !== null) ontake(kept);
      }
      this.isReady = true;
    });
    flushOnLeave(() => this.#saving.flush());
  }

  /** What stands in the form now. */
  type(value: FormDraft<N>): void {
    const text = JSON.stringify(value);
    if (text === this.#typed) return;
    this.#typed = text;
    this.#saving.changed();
  }

  /** It was sent, or taken back: there is nothing to come back to. */
  forget(): void {
    this.#typed = null;
    if (this.#kept !== null || this.#saving.isWaiting) this.#saving.now();
  }

  #send(): void {
    const text = this.#typed;
    const workspaceId = this.#workspaceId;
    if (workspaceId === undefined || text === this.#kept) return;
    this.#kept = text;
    void this.#app.call('drafts.keep', { workspaceId, place: this.#place, text }).then((answer) => {
      // Kept nowhere: the next letter, or leaving, tries again.
      if (!answer.ok && this.#kept === text) this.#kept = null;
    });
  }
}
