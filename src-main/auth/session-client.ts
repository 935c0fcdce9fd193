import type { ICachePlugin, PublicClientApplication } from '@azure/msal-node';
import { createMsalClient } from './msal-client';
import { createNetworkClient, type NetworkOptions } from './network-client';
import type { SessionOptions } from './session-options';

/** MSAL's client of one session, behind its door to the network. */
export function createSessionClient(
  options: SessionOptions,
  cachePlugin: ICachePlugin | undefined,
  call: Pick<NetworkOptions, 'signal' | 'onServerDate'>,
): PublicClientApplication {
  const { authority, clientId, fetch } = options;
  const mayWrite = (): boolean => options.mayWrite();
  const network = createNetworkClient({ authority, fetch, mayWrite, ...call });
  return createMsalClient({ authority, clientId, network, cachePlugin });
}
