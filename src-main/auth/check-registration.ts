import type { AccountInfo, PublicClientApplication } from '@azure/msal-node';
import { failure, type Failure, type FailureCode } from '../../shared/diagnostic';
import { isGuid } from '../../shared/ids';
import type { RegistrationView } from '../../shared/ipc/registration-contract';
import { failureInText } from '../../shared/registration/entra-codes';
import { err, ok, type Result } from '../../shared/result';
import { askInBrowser } from './ask-in-browser';
import { toAuthFailure } from './auth-failure';
import { scopesMissing } from './scopes-missing';
import { parseAuthority, type Authority } from './authority';
import { judgeResult } from './judge-result';
import { createMsalClient } from './msal-client';
import { createNetworkClient } from './network-client';
import { otherCloud } from './other-cloud';
import { RegistrationProgress } from './registration-progress';
import { missingScopes, scopesFor, type ScopeKind } from './scopes';
import { ServerClock } from './server-clock';
import { forgetTokens } from './token-cache';
import type { SignInRequest } from './token-broker';

const globalGraph = 'https://graph.microsoft.com';

/** A question about a registration: of what a sign-in needs, but nothing is kept. */
type Request = Omit<SignInRequest, 'keep' | 'tenantId' | 'writeClientId'>;

/**
 * Looks at an app registration with a real sign-in that is forgotten right after: whether the tenant
 * is there, whether a person gets in, and which permissions are given. One that is missing or
 * unknown fails the whole question; then a second one asks for no more than to know who it is, and
 * each permission is asked about apart. For `read` none to change is asked for; for `write`, the part
 * of a second registration, those as well, unless the mode forbids it. `changed`: told at every step.
 */
export async function checkRegistration(
  request: Request,
  changed: (view: RegistrationView) => void,
  part: ScopeKind = 'read',
): Promise<RegistrationView> {
  const asked = scopesFor(part);
  const mayWrite = (): boolean => part === 'write' && request.mayWrite();
  const progress = new RegistrationProgress(asked, changed);
  const authority = parseAuthority(request.authority);
  if (authority === undefined) {
    return progress.fail('tenant', failure('auth/failed', { code: 'authority', trace: '–' }));
  }
  const clock = new ServerClock(authority, request.now);
  const call = new AbortController();
  const end = (): void => call.abort();
  request.signal.addEventListener('abort', end, { once: true });
  const network = createNetworkClient({
    ...{ authority, fetch: request.fetch, signal: () => call.signal },
    mayWrite,
    onServerDate: (date) => clock.note(date),
  });
  const client = createMsalClient({ authority, clientId: request.clientId, network });
  try {
    progress.begin('tenant');
    const place = await findTenant(authority, network);
    const refused = clock.failure() ?? place;
    if (refused) return progress.fail('tenant', refused);
    progress.begin('signIn');
    if (part === 'write' && !mayWrite()) return progress.fail('signIn', failure('auth/read-only'));
    const question = { ...request, mayWrite };
    const all = await signIn(client, authority, question, asked, end);
    if (all.ok) {
      progress.begin('permissions');
      for (const name of asked) progress.settle(name, 'granted');
      return progress.finish();
    }
    const reason = clock.failure() ?? all.failure;
    if (!aboutPermissions.has(reason.code)) return progress.fail('signIn', reason);
    const account = await signIn(client, authority, question, ['User.Read'], end);
    if (!account.ok) {
      const isCancel = account.failure.code === 'auth/cancelled';
      return progress.fail('signIn', isCancel ? account.failure : reason);
    }
    progress.begin('permissions');
    for (const name of asked) {
      if (request.signal.aborted) return progress.fail('permissions', failure('auth/cancelled'));
      const stopped = await askFor(client, authority, account.value, name, request, progress);
      if (stopped) return progress.fail('permissions', stopped);
    }
    return progress.finish(reason);
  } finally {
    request.signal.removeEventListener('abort', end);
    await forgetTokens(client);
  }
}

/** What may be wrong with some permissions while the others are right. */
const aboutPermissions: ReadonlySet<FailureCode> = new Set([
  'auth/consent-missing',
  'auth/app-permissions',
  'auth/unknown-scope',
  'auth/scopes-missing',
]);

type Network = ReturnType<typeof createNetworkClient>;

/** The tenant's own sign-in document: undefined where it is there, in this cloud. */
async function findTenant(authority: Authority, network: Network): Promise<Failure | undefined> {
  const address = `${authority.msalAuthority}/v2.0/.well-known/openid-configuration`;
  try {
    const { status, body } = await network.sendGetRequestAsync<unknown>(address);
    if (status === 200) return otherCloud(authority, body);
    const code = { code: String(status), trace: '–' };
    return failureInText(JSON.stringify(body)) ?? failure('auth/failed', code);
  } catch (error) {
    return toAuthFailure(error, false);
  }
}

async function signIn(
  client: PublicClientApplication,
  authority: Authority,
  request: Request,
  names: readonly string[],
  abortNetwork: () => void,
): Promise<Result<AccountInfo, Failure>> {
  const { clientId, locale, pages, answered, signal, graphOrigin } = request;
  const scopes = namesFor(names, graphOrigin);
  const answer = await askInBrowser(client, {
    ...{ authority, clientId, scopes, locale, pages, answered, signal, abortNetwork },
    prompt: 'select_account',
    openBrowser: (url) => request.openBrowser(url),
    mayWrite: () => request.mayWrite(),
  });
  if (!answer.ok) return answer;
  const judged = judgeResult(answer.value, {
    ...{ clientId, scopes, graph: graphOrigin ?? globalGraph },
    tenantId: isGuid(authority.tenant) ? authority.tenant.toLowerCase() : undefined,
    homeAccountId: undefined,
  });
  if (!judged.ok) return judged;
  const { account, tenantId, lacking } = judged.value;
  // A sign-in goes on without some of them; here each is what was asked about.
  if (lacking.length > 0) return err(scopesMissing(lacking));
  return ok({ ...account, tenantId });
}

/** One permission alone. A failure: it could not be asked about, and neither can the others. */
async function askFor(
  client: PublicClientApplication,
  authority: Authority,
  account: AccountInfo,
  name: string,
  request: Pick<SignInRequest, 'graphOrigin'>,
  progress: RegistrationProgress,
): Promise<Failure | undefined> {
  const scopes = namesFor([name], request.graphOrigin);
  const origin = new URL(authority.msalAuthority).origin;
  try {
    const asked = { account, authority: `${origin}/${account.tenantId}`, scopes };
    const result = await client.acquireTokenSilent(asked);
    progress.settle(
      name,
      missingScopes(scopes, result.scopes).length === 0 ? 'granted' : 'missing',
    );
    return undefined;
  } catch (error) {
    const found = toAuthFailure(error, true);
    if (found.code === 'auth/unknown-scope') progress.settle(name, 'unknown');
    else if (['auth/consent-missing', 'auth/app-permissions'].includes(found.code)) {
      progress.settle(name, 'missing');
    } else return found;
    return undefined;
  }
}

function namesFor(names: readonly string[], graphOrigin: string | undefined): string[] {
  const isShort = graphOrigin === undefined || graphOrigin === globalGraph;
  const all = scopesFor('write', isShort ? undefined : graphOrigin);
  return all.filter((scope) => names.some((name) => scope === name || scope.endsWith(`/${name}`)));
}
