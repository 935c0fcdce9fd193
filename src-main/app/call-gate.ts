import { failure } from '../../shared/diagnostic';
import { callChannel } from '../../shared/ipc/contract-names';
import type { SenderEvent } from '../ipc/sender';
import type { ServePorts } from '../ipc/serve-contract';

type Listener = Parameters<ServePorts['ipc']['handle']>[1];

/**
 * Holds what the page asks until there is something to answer it with: the window opens before
 * everything behind it is loaded. Who asks is judged before it is held, and again by who answers.
 */
export class CallGate {
  readonly #ipc: ServePorts['ipc'];
  readonly #listeners = new Map<string, Listener>();
  readonly #opened: Promise<void>;
  #isOpen = false;
  #open: () => void = () => undefined;

  /**
   * @param names of all calls that are held
   * @param onRefused told of every call that is not
   */
  constructor(
    ipc: ServePorts['ipc'],
    names: readonly string[],
    isTrusted: (event: SenderEvent) => boolean,
    onRefused: (name: string) => void,
  ) {
    this.#ipc = ipc;
    this.#opened = new Promise((resolve) => (this.#open = resolve));
    for (const name of names) {
      const channel = callChannel(name);
      ipc.handle(channel, (event, input) => {
        if (this.#isOpen) return this.#answer(channel, event, input);
        if (!isTrusted(event)) {
          onRefused(name);
          return refused();
        }
        return this.#opened.then(() => this.#answer(channel, event, input));
      });
    }
  }

  /** In place of `ipcMain`: for calls that are held as well. */
  readonly ipc: ServePorts['ipc'] = {
    handle: (channel, listener) => void this.#listeners.set(channel, listener),
    removeHandler: (channel) => {
      this.#listeners.delete(channel);
      this.#ipc.removeHandler(channel);
    },
  };

  /** Answers what was held, in its order, and everything after it at once. */
  open(): void {
    this.#isOpen = true;
    this.#open();
  }

  #answer(channel: string, event: SenderEvent, input: unknown): unknown {
    return this.#listeners.get(channel)?.(event, input) ?? refused();
  }
}

function refused() {
  return { ok: false, failure: failure('ipc/refused', { reason: 'sender' }) };
}
