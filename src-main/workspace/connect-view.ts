import { readAccess } from '../../shared/assess/read-access';
import type { ConnectView } from '../../shared/ipc/home-contract';
import { optionalScopes, readScopes } from '../../shared/registration/graph-scopes';
import type { SignedIn } from '../auth/token-broker';
import { isSignedInTo, type WorkspaceMeta } from './workspace-meta';

/** What a sign-in needs to know of its workspace. */
export type ConnectMeta = Pick<
  WorkspaceMeta,
  'source' | 'tenant' | 'clientId' | 'writeClientId' | 'cloud' | 'authorityTenant'
>;

/** The place nobody has signed in at yet. */
export function firstView(meta: ConnectMeta): ConnectView {
  const { source, tenant, clientId, writeClientId, cloud } = meta;
  const segment = tenant?.id ?? meta.authorityTenant;
  return {
    source,
    state: isSignedInTo(meta) ? 'signedOut' : 'notNeeded',
    failure: null,
    tenant,
    isKept: false,
    scopes: isSignedInTo(meta) ? [...readScopes] : [],
    optional: [],
    lacking: [],
    permission: 'notAsked',
    registration:
      source !== 'https' || clientId === null
        ? null
        : { clientId, cloud, tenant: segment, writeClientId },
  };
}

/** What a person said to the permissions asked for: apart from the others, and not at all. */
export function saidBy(
  signedIn: Pick<SignedIn, 'allowed' | 'lacking'> | null,
): Pick<ConnectView, 'optional' | 'lacking'> {
  if (signedIn === null) return { optional: [], lacking: [] };
  const allowed = signedIn.allowed();
  return {
    optional: optionalScopes.map((scope) => ({ scope, isAllowed: allowed.includes(scope) })),
    lacking: signedIn.lacking().map((scope) => ({ scope, sources: sourcesOf(scope) })),
  };
}

/**
 * The tokens of a sign-in. `changed`: told where one came with other permissions than the last; an
 * administrator may take one back at any time, which a renewal finds out.
 */
export function tellingLoss(signedIn: SignedIn, changed: () => void): SignedIn['getToken'] {
  const said = (): string => [...signedIn.lacking(), ...signedIn.allowed()].join(' ');
  let last = said();
  return async (kind, options) => {
    const token = await signedIn.getToken(kind, options);
    const now = said();
    if (now !== last) changed();
    last = now;
    return token;
  };
}

/** Kinds of data that are not read without this permission. */
function sourcesOf(scope: string): string[] {
  return Object.entries(readAccess).flatMap(([source, { scopes }]) =>
    scopes.includes(scope) ? [source] : [],
  );
}
