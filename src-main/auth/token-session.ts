import type { AccountInfo, AuthenticationResult, PublicClientApplication } from '@azure/msal-node';
import { failure, type Failure } from '../../shared/diagnostic';
import { err, ok, type Result } from '../../shared/result';
import { judgeToken } from './accept-token';
import { askInBrowser, type BrowserQuestion } from './ask-in-browser';
import { toAuthFailure, toVerdictFailure } from './auth-failure';
import { forTenant, type Authority } from './authority';
import { createCallQueue } from './call-queue';
import { createMsalClient } from './msal-client';
import { createNetworkClient, type FetchPort } from './network-client';
import { scopesFor, type ScopeKind } from './scopes';
import { forgetTokens } from './token-cache';

export interface TokenOptions {
  /** Claims of a 401 `insufficient_claims` challenge; one silent try is made with them (T5). */
  readonly claims?: string;
  /** Ends a browser question that this call had to open. */
  readonly signal?: AbortSignal;
}

export interface SessionOptions {
  readonly authority: Authority;
  readonly clientId: string;
  readonly graphOrigin?: string | undefined;
  readonly fetch: FetchPort;
  openBrowser(url: string): Promise<void>;
  readonly prompt?: 'select_account' | undefined;
  readonly locale?: string | undefined;
  readonly pages?: BrowserQuestion['pages'];
  readonly now: () => number;
}

const globalGraph = 'https://graph.microsoft.com';
/** Microsoft Graph's application id, the other form of its audience. */
const graphApplicationId = '00000003-0000-0000-c000-000000000000';
const clockLimitMs = 300_000;

/** One account at one authority: MSAL, its queue, and the checks MSAL does not make. */
export class TokenSession {
  readonly #options: SessionOptions;
  readonly #authority: Authority;
  readonly #client: PublicClientApplication;
  readonly #queue = createCallQueue();
  readonly #life = new AbortController();
  #call = new AbortController();
  #clockGapMs = 0;
  #account: AccountInfo | undefined;
  #tenantId = '';
  #hasAskedForWriting = false;

  constructor(options: SessionOptions) {
    this.#options = options;
    const { authority } = options;
    this.#authority = authority;
    const network = createNetworkClient({
      authority,
      fetch: options.fetch,
      signal: () => this.#call.signal,
      onServerDate: (serverDate) => {
        const gap = Math.abs(Date.parse(serverDate) - options.now());
        this.#clockGapMs = Number.isFinite(gap) ? gap : this.#clockGapMs;
      },
    });
    this.#client = createMsalClient({ authority, clientId: options.clientId, network });
    this.#life.signal.addEventListener('abort', () => this.#call.abort(), { once: true });
  }

  /** The first question, in the browser. Undefined tenant: whichever the person chooses. */
  open(
    tenantId: string | undefined,
    signal: AbortSignal,
  ): Promise<Result<{ tenantId: string; account: AccountInfo }, Failure>> {
    return this.#queue(async () => {
      const answer = await this.#ask('read', { tenantId, signal });
      if (!answer.ok) {
        return answer;
      }
      const { account } = answer.value;
      if (!account) {
        return err(failure('auth/failed', { code: 'no-account', trace: '–' }));
      }
      this.#account = account;
      this.#tenantId = answer.value.tenantId.toLowerCase();
      return ok({ tenantId: this.#tenantId, account });
    });
  }

  getToken(kind: ScopeKind, options: TokenOptions): Promise<Result<string, Failure>> {
    return this.#queue(() => this.#getToken(kind, options));
  }

  async signOut(): Promise<void> {
    this.#account = undefined;
    this.#life.abort();
    await this.#queue(() => forgetTokens(this.#client));
  }

  async #getToken(kind: ScopeKind, options: TokenOptions): Promise<Result<string, Failure>> {
    const account = this.#account;
    const tenantId = this.#tenantId;
    if (!account || this.#life.signal.aborted) {
      return err(failure('auth/signed-out'));
    }
    if (kind === 'write' && !this.#hasAskedForWriting) {
      const answer = await this.#ask('write', {
        tenantId,
        account,
        claims: options.claims,
        signal: options.signal,
      });
      if (!answer.ok) {
        return answer;
      }
      this.#hasAskedForWriting = true;
      return ok(answer.value.accessToken);
    }
    return this.#askSilently(kind, tenantId, account, options.claims);
  }

  async #askSilently(
    kind: ScopeKind,
    tenantId: string,
    account: AccountInfo,
    claims: string | undefined,
  ): Promise<Result<string, Failure>> {
    const scopes = scopesFor(kind, this.#resource());
    const once = async (forceRefresh: boolean): Promise<Result<AuthenticationResult, Failure>> => {
      this.#call = new AbortController();
      try {
        const result = await this.#client.acquireTokenSilent({
          // The plain account would fetch its home tenant's token from the cache (T2).
          account: { ...account, tenantId },
          authority: forTenant(this.#authority, tenantId),
          scopes,
          forceRefresh,
          ...(claims === undefined ? {} : { claims }),
        });
        return this.#judge(result, scopes, tenantId, account.homeAccountId);
      } catch (error) {
        return err(this.#clockFailure() ?? toAuthFailure(error, true));
      }
    };
    const first = await once(false);
    const isRefused =
      !first.ok && ['auth/tenant-mismatch', 'auth/scopes-missing'].includes(first.failure.code);
    const answer = isRefused && !this.#life.signal.aborted ? await once(true) : first;
    return answer.ok ? ok(answer.value.accessToken) : answer;
  }

  async #ask(
    kind: ScopeKind,
    ask: {
      readonly tenantId: string | undefined;
      readonly account?: AccountInfo;
      readonly claims?: string | undefined;
      readonly signal?: AbortSignal | undefined;
    },
  ): Promise<Result<AuthenticationResult, Failure>> {
    const call = (this.#call = new AbortController());
    const scopes = scopesFor(kind, this.#resource());
    const either = new AbortController();
    const forward = (): void => either.abort();
    for (const signal of [ask.signal, this.#life.signal]) {
      signal?.addEventListener('abort', forward, { once: true });
      if (signal?.aborted) {
        either.abort();
      }
    }
    const answer = await askInBrowser(this.#client, {
      authority: this.#authority,
      clientId: this.#options.clientId,
      scopes,
      tenantAuthority: ask.tenantId && forTenant(this.#authority, ask.tenantId),
      prompt: ask.account ? 'select_account' : this.#options.prompt,
      loginHint: ask.account?.username,
      claims: ask.claims,
      locale: this.#options.locale,
      pages: this.#options.pages,
      openBrowser: (url) => this.#options.openBrowser(url),
      signal: either.signal,
      abortNetwork: () => call.abort(),
    });
    ask.signal?.removeEventListener('abort', forward);
    this.#life.signal.removeEventListener('abort', forward);
    if (!answer.ok) {
      return answer.failure.code === 'auth/cancelled'
        ? answer
        : err(this.#clockFailure() ?? answer.failure);
    }
    return this.#judge(answer.value, scopes, ask.tenantId, ask.account?.homeAccountId);
  }

  #judge(
    result: AuthenticationResult,
    scopes: readonly string[],
    tenantId: string | undefined,
    homeAccountId: string | undefined,
  ): Result<AuthenticationResult, Failure> {
    // MSAL hands on whatever stood in the answer's place for the token.
    const token: unknown = result.accessToken;
    if (typeof token !== 'string' || token === '') {
      return err(failure('auth/failed', { code: 'no-token', trace: '–' }));
    }
    const idTokenTenant = (result.idTokenClaims as Readonly<Record<string, unknown>>)['tid'];
    const verdict = judgeToken(
      {
        accessToken: result.accessToken,
        tenantId: result.tenantId,
        idTokenTenantId: typeof idTokenTenant === 'string' ? idTokenTenant : undefined,
        homeAccountId: result.account?.homeAccountId,
        scopes: result.scopes,
      },
      {
        tenantId,
        homeAccountId,
        clientId: this.#options.clientId,
        scopes,
        audiences: [graphApplicationId, this.#resource() ?? globalGraph],
      },
    );
    const refused = toVerdictFailure(verdict, tenantId) ?? this.#clockFailure();
    return refused ? err(refused) : ok(result);
  }

  /** The practice tenant has a clock of its own, which may be far from this computer's. */
  #clockFailure(): Failure | undefined {
    return this.#authority.kind === 'cloud' && this.#clockGapMs > clockLimitMs
      ? failure('auth/clock-skew', { minutes: String(Math.round(this.#clockGapMs / 60_000)) })
      : undefined;
  }

  #resource(): string | undefined {
    const origin = this.#options.graphOrigin;
    return origin === undefined || origin === globalGraph ? undefined : origin;
  }
}
