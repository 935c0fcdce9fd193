import { failure, type Failure } from '../../shared/diagnostic';
import { isGuid } from '../../shared/ids';
import type { OptionalScope, WriteScope } from '../../shared/registration/graph-scopes';
import { err, ok, type Result } from '../../shared/result';
import type { BrowserQuestion } from './ask-in-browser';
import { passingFailures } from './auth-failure';
import { parseAuthority } from './authority';
import type { FetchPort } from './network-client';
import type { ScopeKind } from './scopes';
import type { KeptPlace, OpenedVault } from './kept-sign-ins';
import type { OpenedSession, TokenOptions } from './session-options';
import { TokenSession } from './token-session';

/** Tokens of one account in one tenant. */
export interface TokenSource {
  /**
   * A Graph access token, checked against tenant, account, application and scopes. The first
   * `write` of a process asks in the browser, so that a person stands behind it, and so does the
   * first one that takes a permission nobody was asked about yet (T11).
   */
  getToken(scopes: ScopeKind, options?: TokenOptions): Promise<Result<string, Failure>>;
  readonly tenantId: string;
  readonly account: { readonly id: string; readonly upn: string; readonly name: string };
}

/** A source of this process, with the way to end it. Local only: other sessions live on. */
export interface SignedIn extends TokenSource {
  /**
   * Asks a person in the browser again, about this account: nobody else is taken. `also`: optional
   * permissions that are wanted from now on.
   */
  renew(signal: AbortSignal, also?: readonly OptionalScope[]): Promise<Result<void, Failure>>;
  /** Optional permissions that were allowed since this sign-in. */
  allowed(): readonly OptionalScope[];
  /** Permissions to read that were not given: what needs them stays unknown. */
  lacking(): readonly string[];
  /** Permissions to change that a person gave in this process: no write that takes them asks. */
  confirmed(): readonly WriteScope[];
  /** Nothing is left of it, in memory or on disk. */
  signOut(): Promise<void>;
  /** Leaves this process; a sign-in that is kept stays kept. */
  close(): Promise<void>;
}

export interface SignInRequest {
  /** A cloud's authority or http://127.0.0.1:port/tenant of a practice tenant. */
  readonly authority: string;
  readonly clientId: string;
  /** A registration of its own for changing: the first one then asks for reading alone. */
  readonly writeClientId?: string | undefined;
  /** Set when only this tenant will do: the plan's. */
  readonly tenantId?: string | undefined;
  /** Origin of the cloud's Graph, e.g. https://graph.microsoft.us. Default: the global cloud. */
  readonly graphOrigin?: string | undefined;
  readonly fetch: FetchPort;
  openBrowser(url: string): Promise<void>;
  readonly signal: AbortSignal;
  /** False: read-only mode, in which no permission to change is asked for. */
  mayWrite(): boolean;
  /** Where this sign-in may be kept. Undefined: its tokens stay in memory. */
  readonly keep?: ((place: KeptPlace) => Promise<OpenedVault | undefined>) | undefined;
  readonly locale?: string | undefined;
  readonly pages?: BrowserQuestion['pages'];
  readonly answered?: BrowserQuestion['answered'];
  /** Milliseconds since 1970 of this computer; compared with the server's clock. */
  readonly now: () => number;
}

/** Failures: the `auth/…` codes and `graph/network`. */
export async function signIn(request: SignInRequest): Promise<Result<SignedIn, Failure>> {
  const authority = parseAuthority(request.authority);
  if (!authority) {
    return err(failure('auth/failed', { code: 'authority', trace: '–' }));
  }
  const { writeClientId } = request;
  const isSplit = writeClientId !== undefined && writeClientId !== request.clientId;
  const common = { ...request, authority, openBrowser: (url: string) => request.openBrowser(url) };
  const session = new TokenSession({
    ...common,
    mayKeep: request.keep !== undefined,
    mayWrite: () => !isSplit && request.mayWrite(),
  });
  const asked = request.tenantId ?? (isGuid(authority.tenant) ? authority.tenant : undefined);
  const opened = await openSession(session, request, asked?.toLowerCase());
  if (!opened.ok) {
    await session.close();
    return opened;
  }
  const { tenantId, account } = opened.value;
  // Never kept: what can change a tenant lives in memory alone (execution.md 5).
  const writer = isSplit
    ? new TokenSession({
        ...common,
        ...{ clientId: writeClientId, mayKeep: false, mayWrite: () => request.mayWrite() },
      })
    : null;
  writer?.standFor(opened.value, session.said.lacking);
  return ok({
    tenantId,
    account: {
      id: account.localAccountId,
      upn: account.username,
      name: account.name ?? account.username,
    },
    getToken: (kind: ScopeKind, options: TokenOptions = {}) =>
      (kind === 'write' ? (writer ?? session) : session).getToken(kind, options),
    allowed: () => session.said.allowed,
    lacking: () => session.said.lacking,
    confirmed: () => (writer ?? session).said.confirmed,
    renew: async (signal, also) => {
      const renewed = await session.renew(signal, also);
      if (renewed.ok) writer?.standFor(renewed.value, session.said.lacking);
      return renewed.ok ? ok(undefined) : renewed;
    },
    signOut: () => endBoth(writer, session.signOut()),
    close: () => endBoth(writer, session.close()),
  });
}

async function endBoth(writer: TokenSession | null, first: Promise<void>): Promise<void> {
  const [ended] = await Promise.allSettled([first, writer?.close()]);
  if (ended.status === 'rejected') throw ended.reason;
}

/** With what was kept, if anything was; else, or where that does not suffice, in the browser. */
async function openSession(
  session: TokenSession,
  request: SignInRequest,
  tenantId: string | undefined,
): Promise<Result<OpenedSession, Failure>> {
  const { origin } = new URL(request.authority);
  const vaultOf = (tenant: string): Promise<OpenedVault | undefined> =>
    request.keep?.({ origin, clientId: request.clientId, tenantId: tenant }) ??
    Promise.resolve(undefined);
  const kept = tenantId === undefined ? undefined : await vaultOf(tenantId);
  if (kept !== undefined && tenantId !== undefined) {
    const { vault, reading } = kept;
    await session.keepIn(vault, reading.kind === 'opened' ? reading.cache : undefined);
    if (reading.kind === 'opened') {
      const restored = await session.restore(tenantId, request.signal);
      if (restored.ok || passingFailures.has(restored.failure.code)) return restored;
      return session.open(tenantId, request.signal, await session.keptAccount());
    }
  }
  const opened = await session.open(tenantId, request.signal);
  if (opened.ok && tenantId === undefined) {
    const found = await vaultOf(opened.value.tenantId);
    if (found !== undefined) await session.keepIn(found.vault);
  }
  return opened;
}
