import { failure, type Failure } from '../../shared/diagnostic';
import { err, ok, type Result } from '../../shared/result';
import type { BrowserQuestion } from './ask-in-browser';
import { parseAuthority } from './authority';
import type { FetchPort } from './network-client';
import type { ScopeKind } from './scopes';
import { TokenSession, type TokenOptions } from './token-session';

/** Tokens of one account in one tenant. */
export interface TokenSource {
  /**
   * A Graph access token, checked against tenant, account, application and scopes. The first
   * `write` of a process asks in the browser, so that a person stands behind it (T11).
   */
  getToken(scopes: ScopeKind, options?: TokenOptions): Promise<Result<string, Failure>>;
  readonly tenantId: string;
  readonly account: { readonly id: string; readonly upn: string; readonly name: string };
}

/** A source of this process, with the way to end it. Local only: other sessions live on. */
export interface SignedIn extends TokenSource {
  signOut(): Promise<void>;
}

export interface SignInRequest {
  /** A cloud's authority or http://127.0.0.1:port/tenant of a practice tenant. */
  readonly authority: string;
  readonly clientId: string;
  /** Set when only this tenant will do: the plan's. */
  readonly tenantId?: string | undefined;
  /** Origin of the cloud's Graph, e.g. https://graph.microsoft.us. Default: the global cloud. */
  readonly graphOrigin?: string | undefined;
  readonly fetch: FetchPort;
  openBrowser(url: string): Promise<void>;
  readonly signal: AbortSignal;
  readonly prompt?: 'select_account' | undefined;
  readonly locale?: string | undefined;
  readonly pages?: BrowserQuestion['pages'];
  /** Milliseconds since 1970 of this computer; compared with the server's clock. */
  readonly now: () => number;
}

/** Failures: the `auth/…` codes and `graph/network`. */
export async function signIn(request: SignInRequest): Promise<Result<SignedIn, Failure>> {
  const authority = parseAuthority(request.authority);
  if (!authority) {
    return err(failure('auth/failed', { code: 'authority', trace: '–' }));
  }
  const session = new TokenSession({
    ...request,
    authority,
    openBrowser: (url) => request.openBrowser(url),
  });
  const asked = request.tenantId ?? (isGuid(authority.tenant) ? authority.tenant : undefined);
  const opened = await session.open(asked?.toLowerCase(), request.signal);
  if (!opened.ok) {
    await session.signOut();
    return opened;
  }
  const { tenantId, account } = opened.value;
  return ok({
    tenantId,
    account: {
      id: account.localAccountId,
      upn: account.username,
      name: account.name ?? account.username,
    },
    getToken: (kind: ScopeKind, options: TokenOptions = {}) => session.getToken(kind, options),
    signOut: () => session.signOut(),
  });
}

function isGuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}
