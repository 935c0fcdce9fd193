import { failure, type Failure } from '../../shared/diagnostic';
import type { RegistrationView } from '../../shared/ipc/registration-contract';
import { readScopes, type OptionalScope } from '../../shared/registration/graph-scopes';
import { err, ok, type Result } from '../../shared/result';
import { isPracticeOrigin, parseAuthority } from '../auth/authority';
import type { checkRegistration } from '../auth/check-registration';
import type { KeptPlace, OpenedVault } from '../auth/kept-sign-ins';
import type { FetchPort } from '../auth/network-client';
import { brokenOff, nothingChecked, notReached, verdictOf } from '../auth/registration-progress';
import { scopesFor } from '../auth/scopes';
import type { SignedIn, SignInRequest } from '../auth/token-broker';
import type { LogEvent } from './log-events';
import { noteRefusal, noteSignIn } from './log-sign-ins';

export interface DeskPorts {
  signIn(request: SignInRequest): Promise<Result<SignedIn, Failure>>;
  readonly checkRegistration: typeof checkRegistration;
  /** Where a sign-in is kept; undefined: its tokens stay in memory. */
  keep(place: KeptPlace): Promise<OpenedVault | undefined>;
  /** True: this runtime may not meet a real tenant. */
  isRealTenantOff(): boolean;
  /** False: read-only mode, in which no permission to change is asked for. */
  mayWrite(): boolean;
  openBrowser(url: string): Promise<void>;
  /** The browser has answered: the window comes to the front again. */
  bringToFront(): void;
  /** System proxy, certificates: Electron's session for the clouds. */
  readonly cloudFetch: FetchPort;
  /** Plain loopback for practice. */
  readonly practiceFetch: FetchPort;
  /** Codes of how it went; never who, where or with which token. */
  readonly log: LogEvent;
  locale(): 'en' | 'ja';
  pages(locale: 'en' | 'ja'): { done: string; failed: string };
  now(): number;
}

export interface DeskRequest {
  readonly authority: string;
  readonly clientId: string;
  readonly writeClientId?: string;
  readonly tenantId?: string;
  readonly graphOrigin?: string;
  /** True: this sign-in is never kept, whatever the settings say. */
  readonly isPassing?: boolean;
  /** Told whenever a page of this sign-in is opened in the browser, then or later. */
  browserOpened?(): void;
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
    const refused = this.#refusal(request);
    return refused ? err(refused) : this.#inTurn((signal) => this.#ask(request, signal));
  }

  /** Begins a check of a registration; how it goes is told to `changed`, its end included. */
  check(
    request: DeskRequest,
    changed: (view: RegistrationView) => void,
  ): Result<undefined, Failure> {
    const refused = this.#refusal(request);
    if (refused) return err(refused);
    const { writeClientId } = request;
    let last: RegistrationView = {
      ...nothingChecked(readScopes),
      second: writeClientId === undefined ? null : verdictOf(nothingChecked(scopesFor('write'))),
    };
    const tell = (view: RegistrationView): RegistrationView => {
      changed((last = view));
      return view;
    };
    void this.#inTurn(async (signal) => {
      const asked = this.#signInRequest(request, signal);
      const first = await this.#ports.checkRegistration(asked, (view) => {
        const isMore = view.state === 'done' && writeClientId !== undefined;
        tell({ ...view, state: isMore ? 'running' : view.state, second: last.second });
      });
      if (writeClientId === undefined) return ok(first);
      const isOver = signal.aborted || first.steps[0]?.state === 'failed';
      if (isOver) return ok(tell({ ...last, state: 'done', second: notReached(last.second) }));
      const ofSecond = { ...asked, clientId: writeClientId };
      const tellSecond = (view: RegistrationView): void =>
        void tell({ ...last, state: view.state, second: verdictOf(view) });
      return ok(await this.#ports.checkRegistration(ofSecond, tellSecond, 'write'));
    }).catch(() => {
      // Whatever became of it: who waits is told, and may try again.
      tell(brokenOff(last, failure('internal/bug', { place: 'registration' })));
    });
    return ok(undefined);
  }

  #refusal(request: DeskRequest): Failure | undefined {
    const authority = parseAuthority(request.authority);
    if (!authority) return failure('auth/failed', { code: 'authority', trace: '–' });
    return authority.kind !== 'practice' && this.#ports.isRealTenantOff()
      ? failure('auth/real-tenant-off')
      : undefined;
  }

  /** Asks about an account that is signed in, in the browser; waits and ends like a sign-in. */
  async renew(signedIn: SignedIn, also?: readonly OptionalScope[]): Promise<Result<void, Failure>> {
    const renewed = await this.#inTurn((signal) => signedIn.renew(signal, also));
    if (!renewed.ok) noteRefusal(this.#ports.log, renewed.failure);
    return renewed;
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

  async #ask(request: DeskRequest, signal: AbortSignal): Promise<Result<SignedIn, Failure>> {
    const { log } = this.#ports;
    const signedIn = await this.#ports.signIn(this.#signInRequest(request, signal));
    if (!signedIn.ok) noteRefusal(log, signedIn.failure);
    if (!signedIn.ok) return signedIn;
    const isPractice = isPracticeOrigin(new URL(request.authority).origin);
    log('auth.signed-in', { source: isPractice ? 'practice' : 'cloud' });
    return ok(noteSignIn(signedIn.value, log));
  }

  #signInRequest(request: DeskRequest, signal: AbortSignal): SignInRequest {
    const locale = this.#ports.locale();
    const isPractice = isPracticeOrigin(new URL(request.authority).origin);
    const { isPassing, browserOpened, ...place } = request;
    return {
      ...place,
      // A practice tenant has another address each time: there is nothing to keep.
      ...(isPractice || isPassing === true ? {} : { keep: (kept) => this.#ports.keep(kept) }),
      fetch: isPractice ? this.#ports.practiceFetch : this.#ports.cloudFetch,
      openBrowser: (url) => {
        browserOpened?.();
        return this.#ports.openBrowser(url);
      },
      answered: () => this.#ports.bringToFront(),
      signal,
      mayWrite: () => this.#ports.mayWrite(),
      locale,
      pages: this.#ports.pages(locale),
      now: () => this.#ports.now(),
    };
  }

  /** Ends a waiting sign-in within a second. */
  cancel(): void {
    this.#pending?.abort();
    this.#pending = undefined;
  }
}
