import { clouds, type CloudName } from '../entra/cloud';

/** An app registration as somebody uses it: in one tenant, or in `organizations` until that is known. */
export interface Registration {
  /** Application (client) id, a GUID. */
  readonly clientId: string;
  readonly cloud: CloudName;
  /** Tenant id or domain; null: not known yet. */
  readonly tenant: string | null;
}

/**
 * The page where an administrator agrees to the registration's permissions for the whole tenant
 * (Microsoft identity platform, "admin consent endpoint"). `.default` asks for exactly those that
 * the registration lists. The browser ends at http://localhost, where nothing listens.
 */
export function consentLink({ clientId, cloud, tenant }: Registration): string {
  const { authorityOrigin, graphOrigin } = clouds[cloud];
  const query = [
    `client_id=${encodeURIComponent(clientId)}`,
    `scope=${encodeURIComponent(`${graphOrigin}/.default`)}`,
    `redirect_uri=${encodeURIComponent('http://localhost')}`,
  ].join('&');
  return `${authorityOrigin}/${encodeURIComponent(tenant ?? 'organizations')}/v2.0/adminconsent?${query}`;
}
