import { shortLimit } from '../../shared/bounds';
import type { MessageBody } from '../../shared/exports/messages-to-users/templates';
import { messageLimit } from '../../shared/ipc/message-contract';
import type { AppStore } from './app.svelte';
import { KeptForm } from './kept-form.svelte';

/**
 * Messages that are too long to be saved: neither cut nor lost, each by the place it was typed at,
 * until it is short enough. Make it while the component is made.
 */
export class OverlongMessage {
  #texts = $state.raw<Readonly<Record<string, MessageBody>>>({});
  readonly #kept: KeptForm<'messages'>;

  constructor(app: Pick<AppStore, 'call' | 'state'>) {
    this.#kept = new KeptForm(app, 'messages', 'over:message', (texts) => {
      this.#texts = { ...texts, ...this.#texts };
    });
  }

  /** What stands there though it is too long; null: nothing does. */
  at(place: string): MessageBody | null {
    return this.#texts[place] ?? null;
  }

  /** Every text that waits. */
  get all(): readonly MessageBody[] {
    return Object.values(this.#texts);
  }

  /** True: it is too long, and waits here. */
  takes(place: string, { subject, body }: MessageBody): boolean {
    const isLong = subject.length > shortLimit || body.length > messageLimit;
    if (!isLong) {
      this.forget(place);
      return false;
    }
    this.#texts = { ...this.#texts, [place]: { subject, body } };
    this.#kept.type(this.#texts);
    return true;
  }

  forget(place: string): void {
    if (this.#texts[place] === undefined) return;
    const { [place]: _gone, ...others } = this.#texts;
    this.#texts = others;
    if (Object.keys(others).length === 0) this.#kept.forget();
    else this.#kept.type(others);
  }
}
