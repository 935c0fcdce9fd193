import type { ICachePlugin, INetworkModule } from '@azure/msal-node';
import { LogLevel, PublicClientApplication } from '@azure/msal-node';
import type { Authority } from './authority';

export interface MsalClientOptions {
  readonly authority: Authority;
  /** Application (client) id of a public client registration. */
  readonly clientId: string;
  readonly network: INetworkModule;
  /** Undefined: MSAL keeps its tokens in its own memory alone. */
  readonly cachePlugin?: ICachePlugin | undefined;
}

/**
 * A public client without broker or secret; the plug-in decides what of its cache outlives the
 * process. `cp1` says that we understand claims challenges (T5). MSAL's log is off: it may name
 * accounts (T8).
 */
export function createMsalClient(options: MsalClientOptions): PublicClientApplication {
  return new PublicClientApplication({
    auth: {
      clientId: options.clientId,
      authority: options.authority.msalAuthority,
      knownAuthorities: [...options.authority.knownAuthorities],
      clientCapabilities: ['cp1'],
    },
    ...(options.cachePlugin === undefined ? {} : { cache: { cachePlugin: options.cachePlugin } }),
    system: {
      networkClient: options.network,
      loggerOptions: {
        piiLoggingEnabled: false,
        logLevel: LogLevel.Error,
        loggerCallback: () => undefined,
      },
    },
  });
}
