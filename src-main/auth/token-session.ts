import type { AccountInfo, AuthenticationResult, PublicClientApplication } from '@azure/msal-node';
import { failure, type Failure } from '../../shared/diagnostic';
import type { OptionalScope } from '../../shared/registration/graph-scopes';
import { err, ok, type Result } from '../../shared/result';
import { acquireSilently, type SilentQuestion } from './acquire-silently';
import { askForAll, type Answer, type Ask } from './ask-for-all';
import { askedAbout } from './asked-about';
import { askInBrowser } from './ask-in-browser';
import { passingFailures, toAuthFailure } from './auth-failure';
import { forTenant } from './authority';
import { KeptCachePlugin } from './cache-plugin';
import { createCallQueue } from './call-queue';
import { eitherSignal } from './either-signal';
import { judgeResult, type JudgedResult } from './judge-result';
import { createMsalClient } from './msal-client';
import { createNetworkClient } from './network-client';
import { AskedScopes, type ScopeKind } from './scopes';
import { ServerClock } from './server-clock';
import type { OpenedSession, Question, SessionOptions, TokenOptions } from './session-options';
import { forgetTokens, onlyAccount } from './token-cache';
import type { Vault } from './vault';

type Opened = Result<OpenedSession, Failure>;

/** One account at one authority: MSAL, its queue, and the checks MSAL does not make. */
export class TokenSession {
  readonly #options: SessionOptions;
  readonly #client: PublicClientApplication;
  readonly #queue = createCallQueue();
  readonly #life = new AbortController();
  readonly #kept: KeptCachePlugin | undefined;
  readonly #clock: ServerClock;
  readonly #scopes: AskedScopes;
  #call = new AbortController();
  #account: AccountInfo | undefined;
  #tenantId = '';
  /** Claims that no silent try could bring: the person is asked about them next. */
  #demanded: string | undefined;

  constructor(options: SessionOptions) {
    this.#options = options;
    const { authority, clientId, fetch } = options;
    this.#scopes = new AskedScopes(options.graphOrigin);
    this.#clock = new ServerClock(authority, options.now);
    const network = createNetworkClient({
      ...{ authority, fetch, signal: () => this.#call.signal },
      mayWrite: () => options.mayWrite(),
      onServerDate: (serverDate) => this.#clock.note(serverDate),
    });
    this.#kept = options.mayKeep === true ? new KeptCachePlugin() : undefined;
    this.#client = createMsalClient({ authority, clientId, network, cachePlugin: this.#kept });
    this.#life.signal.addEventListener('abort', () => this.#call.abort(), { once: true });
  }

  /** A question in the browser. Undefined tenant: whichever the person chooses. */
  open(tenantId: string | undefined, signal: AbortSignal, account?: AccountInfo): Promise<Opened> {
    return this.#queue(async () => {
      const ask: Ask = (scopes) => this.#ask({ tenantId, signal, account, scopes });
      const answer = await this.#askForAll(ask, signal);
      return answer.ok ? this.#opened(answer.value) : answer;
    });
  }

  /** Goes on with a kept sign-in, without a browser. */
  restore(tenantId: string): Promise<Opened> {
    return this.#queue(async () => {
      const account = await onlyAccount(this.#client);
      if (account === undefined) return err(failure('auth/signed-out'));
      const answer = await this.#askForAll((scopes) =>
        this.#askSilently({ scopes, tenantId, account }),
      );
      return answer.ok ? this.#opened(answer.value) : answer;
    });
  }

  /** What a person has said yes to in this process. */
  get said(): Pick<AskedScopes, 'allowed' | 'confirmed' | 'lacking'> {
    return this.#scopes;
  }

  /**
   * Asks a person again about the account that is signed in: its sign-in has run out, or these
   * optional permissions are wanted, which every later token to read asks for as well.
   */
  renew(signal: AbortSignal, also: readonly OptionalScope[] = []): Promise<Opened> {
    return this.#queue(async () => {
      const [account, tenantId] = [this.#account, this.#tenantId];
      if (!account) return err(failure('auth/signed-out'));
      const claims = this.#demanded;
      const ask: Ask = (scopes) => this.#ask({ tenantId, signal, account, claims, scopes });
      const isWhole = also.length === 0;
      const answer = await (isWhole ? this.#askForAll(ask, signal) : ask(this.#scopes.apart(also)));
      if (!answer.ok) return answer;
      this.#demanded = undefined;
      this.#scopes.allow(also);
      return this.#opened(answer.value);
    });
  }

  /** For an account that signed in with another registration: it is asked before the first write. */
  standFor({ account, tenantId }: OpenedSession, lacking: readonly string[]): void {
    [this.#account, this.#tenantId] = [account, tenantId];
    // What that one was refused could fail the whole question here.
    this.#scopes.settle(lacking);
    this.#scopes.unconfirm();
  }

  /** The account of a kept sign-in that could not go on by itself. */
  keptAccount(): Promise<AccountInfo | undefined> {
    return this.#queue(() => onlyAccount(this.#client));
  }

  /** From here on the vault keeps this sign-in; `cache` is what it held. */
  keepIn(vault: Vault, cache?: string): Promise<void> {
    return this.#queue(async () => {
      this.#kept?.attach(vault, cache);
      if (this.#account) await this.#kept?.commit();
    });
  }

  getToken(kind: ScopeKind, options: TokenOptions): Promise<Result<string, Failure>> {
    return this.#queue(() => this.#getToken(kind, options));
  }

  /** Nothing is left, in memory or on disk. Rejects where the file stayed; memory is empty then. */
  signOut(): Promise<void> {
    return this.#end(() => this.#kept?.forget());
  }

  /** The sign-in leaves this process; what a vault keeps stays. */
  close(): Promise<void> {
    return this.#end(() => this.#kept?.close());
  }

  async #end(endKept: () => void): Promise<void> {
    this.#account = undefined;
    this.#life.abort();
    await this.#queue(async () => {
      try {
        endKept();
      } finally {
        await forgetTokens(this.#client);
      }
    });
  }

  /** Until there is an answer, what was lacking stays so: a question may be given up. */
  async #askForAll(ask: Ask, signal?: AbortSignal): Promise<Answer> {
    const over = eitherSignal([signal, this.#life.signal]);
    over.signal.addEventListener('abort', () => this.#call.abort(), { once: true });
    const askAlone = (scope: string, { account, tenantId }: JudgedResult): Promise<Answer> =>
      this.#askSilently({ scopes: [scope], tenantId, account, isFresh: true });
    const answer = await askForAll(this.#scopes.whole(), ask, askAlone, over.signal);
    over.release();
    if (answer.ok) this.#scopes.settle(answer.value.lacking);
    return answer;
  }

  async #getToken(kind: ScopeKind, options: TokenOptions): Promise<Result<string, Failure>> {
    const [account, tenantId] = [this.#account, this.#tenantId];
    if (!account || this.#life.signal.aborted) return err(failure('auth/signed-out'));
    // Before anything is asked of anybody; what MSAL would send is looked at once more.
    if (this.#isTooMuch(kind)) return err(failure('auth/read-only'));
    const { claims, signal, scopes: write } = options;
    // A sign-in that was kept cannot write before a person stood behind it in this process, and
    // each permission to change is asked for at the first write that takes it (T11).
    const isNew = kind === 'write' && !this.#scopes.isConfirmed(write);
    const scopes = this.#scopes.of(kind, write);
    const isProof = this.#scopes.isUnconfirmed;
    const silently = (): Promise<Answer> =>
      this.#askSilently({ scopes: this.#scopes.of(kind, write), tenantId, account, claims });
    let answer = await (isNew
      ? this.#ask({ tenantId, account, claims, signal, scopes, isProof })
      : silently());
    // Taken away meanwhile: what a plan does without must not stop what it needs.
    const isLess = !answer.ok && !isNew && !passingFailures.has(answer.failure.code);
    if (isLess && this.#scopes.forget()) answer = await silently();
    // The mode may have been turned on while a person was asked.
    if (this.#isTooMuch(kind)) return err(failure('auth/read-only'));
    if (answer.ok) this.#scopes.lack(answer.value.lacking);
    if (isNew && answer.ok) this.#scopes.confirm(answer.value.scopes);
    return answer.ok ? ok(answer.value.accessToken) : answer;
  }

  #isTooMuch(kind: ScopeKind): boolean {
    return kind === 'write' && !this.#options.mayWrite();
  }

  async #askSilently(question: SilentQuestion): Promise<Answer> {
    const { scopes, tenantId, account, claims } = question;
    const { authority } = this.#options;
    const once = async (forceRefresh: boolean): Promise<Answer> => {
      this.#call = new AbortController();
      try {
        const result = await acquireSilently(this.#client, authority, question, forceRefresh);
        return this.#judge(result, scopes, tenantId, account.homeAccountId);
      } catch (error) {
        return err(this.#clock.failure() ?? toAuthFailure(error, true));
      }
    };
    const first = await once(question.isFresh === true);
    const isRefused =
      !first.ok && ['auth/tenant-mismatch', 'auth/scopes-missing'].includes(first.failure.code);
    const answer = isRefused && !this.#life.signal.aborted ? await once(true) : first;
    if (answer.ok) await this.#kept?.commit();
    if (claims !== undefined) this.#demanded = answer.ok ? undefined : claims;
    return answer;
  }

  async #ask(question: Question): Promise<Answer> {
    const { tenantId, account, claims, scopes, signal, isProof } = question;
    const call = (this.#call = new AbortController());
    const either = eitherSignal([signal, this.#life.signal]);
    const { authority, clientId, locale, pages, answered } = this.#options;
    const answer = await askInBrowser(this.#client, {
      ...{ authority, clientId, scopes, claims, locale, pages, answered, signal: either.signal },
      tenantAuthority: tenantId && forTenant(authority, tenantId),
      ...askedAbout(account, isProof === true),
      openBrowser: (url) => this.#options.openBrowser(url),
      mayWrite: () => this.#options.mayWrite(),
      abortNetwork: () => call.abort(),
    });
    either.release();
    if (!answer.ok) {
      return answer.failure.code === 'auth/cancelled'
        ? answer
        : err(this.#clock.failure() ?? answer.failure);
    }
    const judged = this.#judge(answer.value, scopes, tenantId, account?.homeAccountId);
    if (judged.ok) await this.#kept?.commit();
    return judged;
  }

  #judge(
    result: AuthenticationResult,
    scopes: readonly string[],
    tenantId: string | undefined,
    homeAccountId: string | undefined,
  ): Answer {
    const [{ clientId }, { graph }] = [this.#options, this.#scopes];
    const judged = judgeResult(result, { clientId, scopes, tenantId, homeAccountId, graph });
    const skewed = judged.ok ? this.#clock.failure() : undefined;
    return skewed ? err(skewed) : judged;
  }

  #opened({ account, tenantId }: JudgedResult): Opened {
    [this.#account, this.#tenantId] = [account, tenantId.toLowerCase()];
    return ok({ tenantId: this.#tenantId, account });
  }
}
