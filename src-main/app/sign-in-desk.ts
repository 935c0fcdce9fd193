import { failure, type Failure } from '../../shared/diagnostic';
import { err, type Result } from '../../shared/result';
import { isPracticeOrigin, parseAuthority } from '../auth/authority';
import type { KeptPlace, OpenedVault } from '../auth/kept-sign-ins';
import type { FetchPort } from '../auth/network-client';
import type { SignedIn, SignInRequest } from '../auth/token-broker';

export interface DeskPorts {
  signIn(request: SignInRequest): Promise<Result<SignedIn, Failure>>;
  /** Where a sign-in is kept; undefined: its tokens stay in memory. */
  keep(place: KeptPlace): Promise<OpenedVault | undefined>;
  /** True: this runtime may not meet a real tenant. */
  isRealTenantOff(): boolean;
  openBrowser(url: string): Promise<void>;
  /** System proxy, certificates: Electron's session for the clouds. */
  readonly cloudFetch: FetchPort;
  /** Plain loopback for practice. */
  readonly practiceFetch: FetchPort;
  locale(): 'en' | 'ja';
  pages(locale: 'en' | 'ja'): { done: string; failed: string };
  now(): number;
}

export interface DeskRequest {
  readonly authority: string;
  readonly clientId: string;
  readonly tenantId?: string;
  readonly graphOrigin?: string;
  /** True: this sign-in is never kept, whatever the settings say. */
  readonly isPassing?: boolean;
}

/** Where sign-ins begin and end: one at a time, each of them can be stopped. */
export class SignInDesk {
  readonly #ports: DeskPorts;
  #pending: AbortController | undefined;
  #ended: Promise<unknown> = Promise.resolve();

  constructor(ports: DeskPorts) {
    this.#ports = ports;
  }

  get isWaiting(): boolean {
    return this.#pending !== undefined;
  }

  /** A second call ends the first: the person has started again. */
  async signIn(request: DeskRequest): Promise<Result<SignedIn, Failure>> {
    const authority = parseAuthority(request.authority);
    if (!authority) {
      return err(failure('auth/failed', { code: 'authority', trace: '–' }));
    }
    if (authority.kind !== 'practice' && this.#ports.isRealTenantOff()) {
      return err(failure('auth/real-tenant-off'));
    }
    return this.#inTurn((signal) => this.#ask(request, signal));
  }

  /** Asks about an account that is signed in, in the browser; waits and ends like a sign-in. */
  renew(signedIn: SignedIn): Promise<Result<void, Failure>> {
    return this.#inTurn((signal) => signedIn.renew(signal));
  }

  async #inTurn<T>(
    ask: (signal: AbortSignal) => Promise<Result<T, Failure>>,
  ): Promise<Result<T, Failure>> {
    this.cancel();
    const before = this.#ended;
    const own = new AbortController();
    this.#pending = own;
    const answer = before.then(() => ask(own.signal));
    this.#ended = answer.catch(() => undefined);
    try {
      return await answer;
    } finally {
      if (this.#pending === own) {
        this.#pending = undefined;
      }
    }
  }

  #ask(request: DeskRequest, signal: AbortSignal): Promise<Result<SignedIn, Failure>> {
    const locale = this.#ports.locale();
    const isPractice = isPracticeOrigin(new URL(request.authority).origin);
    const { isPassing, ...place } = request;
    return this.#ports.signIn({
      ...place,
      // A practice tenant has another address each time: there is nothing to keep.
      ...(isPractice || isPassing === true ? {} : { keep: (kept) => this.#ports.keep(kept) }),
      fetch: isPractice ? this.#ports.practiceFetch : this.#ports.cloudFetch,
      openBrowser: (url) => this.#ports.openBrowser(url),
      signal,
      locale,
      pages: this.#ports.pages(locale),
      now: () => this.#ports.now(),
    });
  }

  /** Ends a waiting sign-in within a second. */
  cancel(): void {
    this.#pending?.abort();
    this.#pending = undefined;
  }
}
