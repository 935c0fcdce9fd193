import type { Failure } from '../../shared/diagnostic';
import type { ConnectView } from '../../shared/ipc/home-contract';
import type { Result } from '../../shared/result';
import { eitherSignal } from '../auth/either-signal';
import type { TokenOptions } from '../auth/session-options';

type Token = Result<string, Failure>;
type Ask = (options: TokenOptions) => Promise<Token>;

/**
 * A person's leave to change the tenant. The first write of a sign-in asks for it in the browser
 * (T11): while that page is open this says so, and can end the wait.
 */
export class WriteLeave {
  #state: ConnectView['permission'] = 'notAsked';
  /** Stays, whatever becomes of a later question: that one is about a further permission. */
  #isGiven = false;
  #open = 0;
  #question = new AbortController();

  constructor(private readonly changed: () => void) {}

  get state(): ConnectView['permission'] {
    return this.#state;
  }

  /** A token to change something, by `ask`; its browser question ends with `cancel`. */
  async token(ask: Ask, options: TokenOptions = {}): Promise<Token> {
    const either = eitherSignal([options.signal, this.#question.signal]);
    this.#open += 1;
    try {
      const token = await ask({ ...options, signal: either.signal });
      if (token.ok) this.#isGiven = true;
      if (token.ok) this.#set('given');
      return token;
    } finally {
      either.release();
      this.#open -= 1;
      if (this.#state === 'asking') this.#set(this.#isGiven ? 'given' : 'notAsked');
    }
  }

  /** The browser was opened: for this, where a token to change something is being waited for. */
  browserOpened(): void {
    if (this.#open > 0) this.#set('asking');
  }

  /** Ends the wait at once: who asked for the token is told `auth/cancelled`. */
  cancel(): void {
    this.#question.abort();
    this.#question = new AbortController();
  }

  /** The next write asks again: another sign-in stands behind it. */
  reset(): void {
    this.cancel();
    this.#isGiven = false;
    this.#set('notAsked');
  }

  #set(state: ConnectView['permission']): void {
    if (this.#state === state) return;
    this.#state = state;
    this.changed();
  }
}
