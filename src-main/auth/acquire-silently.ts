import type { AccountInfo, AuthenticationResult, PublicClientApplication } from '@azure/msal-node';
import { forTenant, type Authority } from './authority';

/** What is asked for without a browser. */
export interface SilentQuestion {
  readonly tenantId: string;
  readonly account: AccountInfo;
  /** In full, as the cloud names them. */
  readonly scopes: readonly string[];
  readonly claims?: string | undefined;
  /** Whatever is in memory, the service is asked. */
  readonly isFresh?: boolean;
}

/** A token of MSAL's memory, or a new one. Rejects with MSAL's error. */
export function acquireSilently(
  client: PublicClientApplication,
  authority: Authority,
  { tenantId, account, scopes, claims }: SilentQuestion,
  forceRefresh: boolean,
): Promise<AuthenticationResult> {
  return client.acquireTokenSilent({
    // The plain account would fetch its home tenant's token from the cache (T2).
    account: { ...account, tenantId },
    authority: forTenant(authority, tenantId),
    ...{ scopes: [...scopes], forceRefresh },
    ...(claims === undefined ? {} : { claims }),
  });
}
