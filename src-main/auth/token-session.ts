import type { AccountInfo, AuthenticationResult, PublicClientApplication } from '@azure/msal-node';
import { failure, type Failure } from '../../shared/diagnostic';
import type { OptionalScope } from '../../shared/registration/graph-scopes';
import { err, ok, type Result } from '../../shared/result';
import { acquireSilently, type SilentQuestion } from './acquire-silently';
import { askForAll, type Answer, type Ask } from './ask-for-all';
import { browserQuestion } from './asked-about';
import { askInBrowser } from './ask-in-browser';
import { toAuthFailure } from './auth-failure';
import { scopesMissing } from './scopes-missing';
import { KeptCachePlugin } from './cache-plugin';
import { eitherSignal } from './either-signal';
import { judgeAnswer, type JudgedResult } from './judge-result';
import { AskedScopes, type ScopeKind } from './scopes';
import { ServerClock } from './server-clock';
import { createSessionClient } from './session-client';
import { SessionQueue } from './session-queue';
import type { OpenedSession, Question, SessionOptions, TokenOptions } from './session-options';
import { forgetTokens, onlyAccount } from './token-cache';
import { TokenInMemory } from './token-in-memory';
import type { Vault } from './vault';

type Opened = Result<OpenedSession, Failure>;
/** What one token is asked for. */
type Wanted = ReturnType<AskedScopes['wanted']> & { readonly claims: string | undefined };

/** One account at one authority: MSAL, its queue, and the checks MSAL does not make. */
export class TokenSession {
  readonly #options: SessionOptions;
  readonly #client: PublicClientApplication;
  readonly #queue = new SessionQueue();
  readonly #life = new AbortController();
  readonly #kept: KeptCachePlugin | undefined;
  readonly #clock: ServerClock;
  readonly #scopes: AskedScopes;
  readonly #held = new TokenInMemory();
  #call = new AbortController();
  #account: AccountInfo | undefined;
  #tenantId = '';
  /** Claims that no silent try could bring: the person is asked about them next. */
  #demanded: string | undefined;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#scopes = new AskedScopes(options.graphOrigin, options.now);
    this.#clock = new ServerClock(options.authority, options.now);
    this.#kept = options.mayKeep === true ? new KeptCachePlugin() : undefined;
    this.#client = createSessionClient(options, this.#kept, {
      signal: () => this.#call.signal,
      onServerDate: (serverDate) => this.#clock.note(serverDate),
    });
    this.#life.signal.addEventListener('abort', () => this.#call.abort(), { once: true });
  }

  /** A question in the browser. Undefined tenant: whichever the person chooses. */
  open(tenantId: string | undefined, signal: AbortSignal, account?: AccountInfo): Promise<Opened> {
    return this.#queue.ask(async () => {
      const ask: Ask = (scopes) => this.#ask({ tenantId, signal, account, scopes });
      const answer = await this.#askForAll(ask, signal);
      return answer.ok ? this.#opened(answer.value) : answer;
    }, signal);
  }

  /** Goes on with a kept sign-in, without a browser. */
  restore(tenantId: string, signal: AbortSignal): Promise<Opened> {
    return this.#queue.ask(async () => {
      const account = await onlyAccount(this.#client);
      if (account === undefined) return err(failure('auth/signed-out'));
      const ask: Ask = (scopes) => this.#askSilently({ scopes, tenantId, account });
      const answer = await this.#askForAll(ask, signal);
      return answer.ok ? this.#opened(answer.value) : answer;
    }, signal);
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
    return this.#queue.ask(async () => {
      const [account, tenantId] = [this.#account, this.#tenantId];
      if (!account) return err(failure('auth/signed-out'));
      const claims = this.#demanded;
      const ask: Ask = (scopes) => this.#ask({ tenantId, signal, account, claims, scopes });
      const isWhole = also.length === 0;
      const answer = await (isWhole ? this.#askForAll(ask, signal) : ask(this.#scopes.apart(also)));
      if (!answer.ok) return answer;
      const { lacking } = answer.value;
      if (!isWhole && lacking.length > 0) return err(scopesMissing(lacking));
      this.#demanded = undefined;
      this.#scopes.allow(also);
      return this.#opened(answer.value);
    }, signal);
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
    return this.#queue.next(() => onlyAccount(this.#client));
  }

  /** From here on the vault keeps this sign-in; `cache` is what it held. */
  keepIn(vault: Vault, cache?: string): Promise<void> {
    return this.#queue.next(async () => {
      this.#kept?.attach(vault, cache);
      if (this.#account) await this.#kept?.commit();
    });
  }

  /** To read, also while a page in the browser holds up the queue. */
  async getToken(kind: ScopeKind, options: TokenOptions): Promise<Result<string, Failure>> {
    const [account, tenantId, now] = [this.#account, this.#tenantId, this.#options.now()];
    const wanted = { account, tenantId, now, scopes: this.#scopes.of('read') };
    const held = kind === 'read' && !options.claims ? this.#held.find(wanted) : undefined;
    if (held !== undefined) return ok(held);
    const { signal } = options;
    return this.#scopes.takesPerson(kind, options.scopes)
      ? this.#queue.ask(() => this.#getToken(kind, options), signal)
      : this.#queue.silently((own) => this.#getToken(kind, { ...options, signal: own }), signal);
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
    await this.#queue.next(async () => {
      try {
        endKept();
      } finally {
        this.#held.forget();
        await forgetTokens(this.#client);
      }
    });
  }

  /**
   * All that is given of what is wanted: one permission that is not must not stop the others. Until
   * there is an answer, what was lacking stays so: a question may be given up.
   */
  async #askForAll(ask: Ask, signal?: AbortSignal, token?: Wanted): Promise<Answer> {
    const over = eitherSignal([signal, this.#life.signal]);
    over.signal.addEventListener('abort', () => this.#call.abort(), { once: true });
    const silently = (scopes: readonly string[], now: JudgedResult | null): Promise<Answer> => {
      const { account, tenantId } = now ?? { account: this.#account, tenantId: this.#tenantId };
      if (!account) return Promise.resolve(err(failure('auth/signed-out')));
      return this.#askSilently({ account, tenantId, claims: token?.claims, scopes, isFresh: true });
    };
    const answer = await askForAll(token ?? this.#scopes.whole(), ask, silently, over.signal);
    over.release();
    if (answer.ok && token) this.#scopes.lack(answer.value.lacking, token.again);
    else if (answer.ok) this.#scopes.settle(answer.value.lacking);
    if (token === undefined) this.#held.settle(answer);
    return answer;
  }

  async #getToken(kind: ScopeKind, options: TokenOptions): Promise<Result<string, Failure>> {
    const [account, tenantId] = [this.#account, this.#tenantId];
    if (!account || this.#life.signal.aborted) return err(failure('auth/signed-out'));
    // Before anything is asked of anybody; what MSAL would send is looked at once more.
    if (this.#isTooMuch(kind)) return err(failure('auth/read-only'));
    const { claims, signal, scopes: write } = options;
    const isNew = this.#scopes.takesPerson(kind, write);
    const about = { tenantId, account, claims };
    const ask: Ask = (scopes) =>
      isNew
        ? this.#ask({ ...about, signal, scopes, isProof: this.#scopes.isUnconfirmed })
        : this.#askSilently({ ...about, scopes });
    const wanted = { ...this.#scopes.wanted(kind, write), claims };
    const answer = await this.#askForAll(ask, signal, wanted);
    // The mode may have been turned on while a person was asked.
    if (this.#isTooMuch(kind)) return err(failure('auth/read-only'));
    if (kind === 'read') this.#held.settle(answer);
    if (isNew && answer.ok) this.#scopes.confirm(answer.value.scopes);
    return answer.ok ? ok(answer.value.accessToken) : answer;
  }

  #isTooMuch(kind: ScopeKind): boolean {
    return kind === 'write' && !this.#options.mayWrite();
  }

  async #askSilently(question: SilentQuestion): Promise<Answer> {
    const [{ claims }, { authority }] = [question, this.#options];
    const once = async (forceRefresh: boolean): Promise<Answer> => {
      this.#call = new AbortController();
      try {
        const result = await acquireSilently(this.#client, authority, question, forceRefresh);
        return this.#judge(result, question);
      } catch (error) {
        return err(this.#clock.failure() ?? toAuthFailure(error, true));
      }
    };
    const first = await once(question.isFresh === true);
    const isRefused =
      !first.ok && ['auth/tenant-mismatch', 'auth/scopes-missing'].includes(first.failure.code);
    const answer = isRefused && !this.#call.signal.aborted ? await once(true) : first;
    if (answer.ok) await this.#kept?.commit();
    if (claims !== undefined) this.#demanded = answer.ok ? undefined : claims;
    return answer;
  }

  async #ask(question: Question): Promise<Answer> {
    const call = (this.#call = new AbortController());
    const either = eitherSignal([question.signal, this.#life.signal]);
    const ends = { signal: either.signal, abortNetwork: () => call.abort() };
    const asked = { ...browserQuestion(this.#options, question), ...ends };
    const answer = await this.#held.during(() => askInBrowser(this.#client, asked));
    either.release();
    if (!answer.ok) {
      return answer.failure.code === 'auth/cancelled'
        ? answer
        : err(this.#clock.failure() ?? answer.failure);
    }
    const judged = this.#judge(answer.value, question);
    if (judged.ok) await this.#kept?.commit();
    return judged;
  }

  #judge(result: AuthenticationResult, asked: Question): Answer {
    const [{ clientId }, { graph }] = [this.#options, this.#scopes];
    const judged = judgeAnswer(result, asked, { clientId, graph });
    const skewed = judged.ok ? this.#clock.failure() : undefined;
    return skewed ? err(skewed) : judged;
  }

  #opened({ account, tenantId }: JudgedResult): Opened {
    [this.#account, this.#tenantId] = [account, tenantId.toLowerCase()];
    return ok({ tenantId: this.#tenantId, account });
  }
}
