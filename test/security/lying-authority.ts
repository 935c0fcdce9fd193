import { clientId, jwt } from '../unit/src-main/auth/fake-authority';
import type { FetchPort } from '../../src-main/auth/network-client';

/** What one answer of the sign-in service says that is not so. */
export const lies = [
  'none',
  'idToken',
  'accessToken',
  'both',
  'homeAccount',
  'fewerScopes',
  'otherResource',
  'otherApplication',
  'opaqueIdToken',
] as const;
export type Lie = (typeof lies)[number];

export interface LyingAuthority {
  readonly origin: string;
  readonly fetch: FetchPort;
  /** The tenant a token was really issued for; undefined: not one of ours. */
  tenantOf(token: string): string | undefined;
  /** Follows the authorize address as a browser would. */
  visit(authorizeUrl: string): Promise<void>;
  issued(): number;
}

/**
 * A sign-in service for many tenants in memory, honest or not by `nextLie`. It knows for which
 * tenant each token really is, which is what the product has to find out from the answer.
 */
export function lyingAuthority(i: {
  readonly tenants: readonly string[];
  readonly homeTenant: string;
  nextLie(): Lie;
  pick: (below: number) => number;
}): LyingAuthority {
  const origin = 'http://127.0.0.1:9';
  const truth = new Map<string, string>();
  const userId = 'dddddddd-dddd-4ddd-8ddd-dddddddddddd';
  const otherThan = (tenant: string): string =>
    i.tenants.filter((one) => one !== tenant)[i.pick(i.tenants.length - 1)] ?? '';

  function tokens(tenant: string, form: URLSearchParams): object {
    const lie = i.nextLie();
    const other = otherThan(tenant);
    const real = ['accessToken', 'both', 'opaqueIdToken'].includes(lie) ? other : tenant;
    const inIdToken = ['idToken', 'both', 'opaqueIdToken'].includes(lie) ? other : tenant;
    const asked = (form.get('scope') ?? '').split(' ').filter((one) => one !== '');
    const scopes = lie === 'fewerScopes' ? asked.filter((one) => !one.includes('Policy')) : asked;
    const serial = String(truth.size);
    const claims = {
      ...{ tid: real, oid: userId, uti: serial, scp: scopes.join(' ') },
      appid: lie === 'otherApplication' ? userId : clientId,
      aud: lie === 'otherResource' ? 'https://vault.example' : 'https://graph.microsoft.com',
    };
    const accessToken = lie === 'opaqueIdToken' ? `opaque.${serial}` : jwt(claims);
    truth.set(accessToken, real);
    return {
      ...{ token_type: 'Bearer', expires_in: 3600, scope: scopes.join(' ') },
      ...{ access_token: accessToken, refresh_token: `refresh-${serial}` },
      id_token: jwt({
        ...{ tid: inIdToken, oid: userId, sub: userId, aud: clientId },
        ...{ preferred_username: 'operator@contoso.example', iss: `${origin}/${inIdToken}/v2.0` },
      }),
      client_info: Buffer.from(
        JSON.stringify({ uid: userId, utid: lie === 'homeAccount' ? other : i.homeTenant }),
      ).toString('base64url'),
    };
  }

  return {
    origin,
    fetch: (address, init) => {
      const url = new URL(address);
      const tenant = url.pathname.split('/')[1] ?? '';
      const body = url.pathname.endsWith('/token')
        ? tokens(tenant, new URLSearchParams(init.body))
        : {
            issuer: `${origin}/${tenant}/v2.0`,
            authorization_endpoint: `${origin}/${tenant}/oauth2/v2.0/authorize`,
            token_endpoint: `${origin}/${tenant}/oauth2/v2.0/token`,
            jwks_uri: `${origin}/${tenant}/discovery/v2.0/keys`,
          };
      return Promise.resolve(Response.json(body));
    },
    tenantOf: (token) => truth.get(token),
    visit: async (authorizeUrl) => {
      const ask = new URL(authorizeUrl).searchParams;
      const body = new URLSearchParams({ code: 'code', state: ask.get('state') ?? '' });
      const redirect = (ask.get('redirect_uri') ?? '').replace('localhost', '127.0.0.1');
      await fetch(redirect, { method: 'POST', body });
    },
    issued: () => truth.size,
  };
}
