import { session } from 'electron';
import { randomBytes } from 'node:crypto';
import type { FetchPort } from '../auth/network-client';
import type { Fetch, WriteFetch } from '../graph/fetch';
import { sessionFetch, writeSessionFetch } from './cloud-fetch';
import { probeOver } from './proxy-probe';
import type { ProxySignIn } from './proxy-sign-in';

/** Every door to Microsoft: the system's proxy and certificates judge what goes through each. */
export interface ShellNetwork {
  /** MSAL's requests. */
  readonly cloudFetch: FetchPort;
  /** Reads of Graph. */
  readonly graphFetch: Fetch;
  /** A door for one tenant's writes. */
  newWriteFetch(): WriteFetch;
  /** Chromium's words for the way to an address, as in a PAC script. */
  resolveProxy(url: string): Promise<string>;
}

/** After `ready`. `proxy` answers proxies that ask who is there. */
export function openShellNetwork(proxy: ProxySignIn): ShellNetwork {
  // A session of its own, in memory: nothing of the page's session reaches the network.
  const traffic = session.fromPartition('causeway-traffic');
  const graphFetch = proxy.reads(sessionFetch(traffic), probeOver(traffic));
  return {
    cloudFetch: (url, init) => graphFetch(url, init),
    graphFetch,
    // Another for each tenant's writes, in memory too: no read ever keeps a connection open there.
    newWriteFetch: () => {
      const own = session.fromPartition(`causeway-writes-${randomBytes(8).toString('hex')}`);
      return proxy.writes(writeSessionFetch(own), probeOver(own));
    },
    resolveProxy: (url) => traffic.resolveProxy(url),
  };
}
