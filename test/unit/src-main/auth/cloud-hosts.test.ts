import { expect, test } from 'vitest';
import { cloudNames, clouds, type CloudName } from '../../../../shared/entra/cloud';
import { signIn } from '../../../../src-main/auth/token-broker';
import { clientId, jwt, tenantA } from './fake-authority';

const cases = cloudNames.flatMap((cloud) =>
  ['organizations', tenantA].map((tenant) => [cloud, tenant] as const),
);

/** China's sign-in service has two names; MSAL turns to the other one by itself. */
const askedIn: Readonly<Partial<Record<CloudName, string>>> = {
  china: 'https://login.partner.microsoftonline.cn',
};

test.each(cases)('a sign-in in %s at %s asks no other cloud', async (cloud, tenant) => {
  const { authorityOrigin, graphOrigin } = clouds[cloud];
  const hosts: string[] = [];
  const scopes: string[] = [];
  const answer = (address: string, body: string | undefined): object => {
    const { origin, pathname } = new URL(address);
    const place = `${origin}/${pathname.split('/')[1] ?? ''}`;
    if (!pathname.endsWith('/token')) {
      return {
        issuer: `${origin}/${tenantA}/v2.0`,
        authorization_endpoint: `${place}/oauth2/v2.0/authorize`,
        token_endpoint: `${place}/oauth2/v2.0/token`,
        jwks_uri: `${place}/discovery/v2.0/keys`,
      };
    }
    const scope = new URLSearchParams(body).get('scope') ?? '';
    const claims = { tid: tenantA, oid: clientId, sub: clientId };
    return {
      ...{ token_type: 'Bearer', expires_in: 3600, scope, refresh_token: 'r' },
      access_token: jwt({ ...claims, appid: clientId, aud: graphOrigin, scp: scope }),
      id_token: jwt({ ...claims, aud: clientId, preferred_username: 'operator@contoso.example' }),
      client_info: Buffer.from(JSON.stringify({ uid: clientId, utid: tenantA })).toString(
        'base64url',
      ),
    };
  };
  const signedIn = await signIn({
    ...{ authority: `${authorityOrigin}/${tenant}`, graphOrigin, clientId },
    now: () => Date.now(),
    signal: new AbortController().signal,
    mayWrite: () => false,
    fetch: (address, init) => {
      hosts.push(new URL(address).origin);
      return Promise.resolve(Response.json(answer(address, init.body)));
    },
    openBrowser: async (address) => {
      const url = new URL(address);
      hosts.push(url.origin);
      scopes.push(...(url.searchParams.get('scope') ?? '').split(' '));
      const body = new URLSearchParams({
        ...{ code: 'c', state: url.searchParams.get('state') ?? '' },
      });
      const redirect = (url.searchParams.get('redirect_uri') ?? '').replace(
        'localhost',
        '127.0.0.1',
      );
      await fetch(redirect, { method: 'POST', body });
    },
  });
  expect(signedIn.ok && signedIn.value.tenantId).toBe(tenantA);
  // Renewed too, which asks the service once more.
  const claims = '{"access_token":{"nbf":{"essential":true,"value":"1"}}}';
  expect(signedIn.ok && (await signedIn.value.getToken('read', { claims })).ok).toBe(true);
  expect(new Set(hosts)).toEqual(new Set([askedIn[cloud] ?? authorityOrigin]));
  expect(hosts.length).toBeGreaterThan(2);
  const wanted = cloud === 'global' ? 'User.Read.All' : `${graphOrigin}/User.Read.All`;
  expect(scopes).toContain(wanted);
});
