import type { ConnectView } from '../../shared/ipc/home-contract';
import { optionalScopes, readScopes } from '../../shared/registration/graph-scopes';
import type { SignedIn } from '../auth/token-broker';
import { isSignedInTo, type WorkspaceMeta } from './workspace-meta';

/** The place nobody has signed in at yet. */
export function firstView(
  meta: Pick<
    WorkspaceMeta,
    'source' | 'tenant' | 'clientId' | 'writeClientId' | 'cloud' | 'authorityTenant'
  >,
): ConnectView {
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
    permission: 'notAsked',
    registration:
      source !== 'https' || clientId === null
        ? null
        : { clientId, cloud, tenant: segment, writeClientId },
  };
}

/** What may be asked for apart, and what of it was allowed since this sign-in. */
export function optionalOf(signedIn: Pick<SignedIn, 'allowed'> | null): ConnectView['optional'] {
  if (signedIn === null) return [];
  const allowed = signedIn.allowed();
  return optionalScopes.map((scope) => ({ scope, isAllowed: allowed.includes(scope) }));
}
