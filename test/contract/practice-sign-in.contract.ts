import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadBuiltInScenario } from '../../src-main/practice-tenant/scenario';
import { openClient, type JsonObject, type PracticeClient, str } from '../fixtures/practice-client';

let client: PracticeClient;
beforeAll(async () => {
  client = await openClient({ scenario: loadBuiltInScenario('S02'), lagMs: 0 });
});
afterAll(() => client.tenant.close());

const verifier = 'a'.repeat(64);
const redirect = 'http://localhost:45123';
const readScope = 'https://graph.microsoft.com/Policy.Read.All User.Read openid offline_access';

function authorizeUrl(changes: Record<string, string> = {}): string {
  const url = new URL(`${client.tenant.authority}/oauth2/v2.0/authorize`);
  const asked = {
    client_id: client.tenant.clientId,
    response_type: 'code',
    response_mode: 'form_post',
    redirect_uri: redirect,
    scope: readScope,
    state: 'st&"ate',
    nonce: 'n1',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    ...changes,
  };
  for (const [name, value] of Object.entries(asked)) url.searchParams.set(name, value);
  return url.href;
}

/** The hidden fields of each form of the page, in order. */
async function forms(
  url: string,
  headers: Record<string, string> = {},
): Promise<Record<string, string>[]> {
  const html = await (await fetch(url, { headers })).text();
  return html
    .split('<form')
    .slice(1)
    .map((form) =>
      Object.fromEntries(
        [...form.matchAll(/name="([^"]+)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [
          name,
          value.replaceAll('&quot;', '"').replaceAll('&amp;', '&'),
        ]),
      ),
    );
}

async function token(
  fields: Record<string, string>,
): Promise<{ status: number; body: JsonObject }> {
  const response = await fetch(`${client.tenant.authority}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams({ client_id: client.tenant.clientId, ...fields }),
  });
  return { status: response.status, body: (await response.json()) as JsonObject };
}

const redeem = (code: string, changes: Record<string, string> = {}): ReturnType<typeof token> =>
  token({
    ...{ grant_type: 'authorization_code', code, redirect_uri: redirect, scope: readScope },
    ...{ code_verifier: verifier, ...changes },
  });

async function aCode(): Promise<string> {
  const [first] = await forms(authorizeUrl());
  return first?.['code'] ?? '';
}

describe('the page', () => {
  test('lists the operator first, then administrators, then a way out; state comes back whole', async () => {
    const all = await forms(authorizeUrl());
    expect(all).toHaveLength(4);
    expect(all.map((form) => form['state'])).toEqual(Array.from({ length: 4 }, () => 'st&"ate'));
    expect(all.at(-1)?.['error']).toBe('access_denied');
    const info = JSON.parse(
      Buffer.from(all[0]?.['client_info'] ?? '', 'base64url').toString(),
    ) as object;
    expect(info).toEqual({
      uid: client.userId('gaa@kestrel.example'),
      utid: client.tenant.tenantId,
    });
  });

  test.each([
    [{}, { 'accept-language': 'ja,en;q=0.5' }, 'lang="ja"', 'アカウントの選択'],
    [{ ui_locales: 'en' }, { 'accept-language': 'ja' }, 'lang="en"', 'Choose an account'],
  ])('speaks the asked language %#', async (changes, headers, lang, heading) => {
    const response = await fetch(authorizeUrl(changes), { headers });
    const html = await response.text();
    expect(html).toContain(lang);
    expect(html).toContain(heading);
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(html).not.toMatch(/<script|\son\w+=|src=|https:\/\//);
  });

  test('a redirect that is not this computer gets no answer at all', async () => {
    const response = await fetch(authorizeUrl({ redirect_uri: 'http://localhost.evil.example/' }));
    expect(response.status).toBe(400);
    const html = await response.text();
    expect(html).toContain('AADSTS50011');
    expect(html).not.toContain('<form');
  });

  test('without PKCE, or with a scope nobody knows, the app gets an error', async () => {
    const [noPkce] = await forms(authorizeUrl({ code_challenge: '' }));
    expect(noPkce?.['error']).toBe('invalid_request');
    const [unknown] = await forms(authorizeUrl({ scope: 'openid Policy.Read.Everything' }));
    expect(unknown?.['error']).toBe('invalid_scope');
    expect(unknown?.['error_description']).toContain('AADSTS70011');
  });

  test('a named account is the only one on the page; a name beside the picker is refused', async () => {
    const named = await fetch(authorizeUrl({ login_hint: 'GAB@kestrel.example' }));
    expect(await named.text()).toMatch(/class="upn">gab@kestrel\.example</);
    const list = async (changes: Record<string, string>): Promise<number> =>
      [...(await (await fetch(authorizeUrl(changes))).text()).matchAll(/class="upn"/g)].length;
    expect(await list({ login_hint: 'gab@kestrel.example', prompt: 'login' })).toBe(1);
    expect(await list({ prompt: 'select_account' })).toBeGreaterThan(1);
    expect(await list({ login_hint: 'nobody@kestrel.example' })).toBeGreaterThan(1);
    const both = { login_hint: 'gab@kestrel.example', prompt: 'select_account' };
    expect((await fetch(authorizeUrl(both))).status).toBe(400);
  });

  test('prompt=none answers by itself for a known account only', async () => {
    const hint = { prompt: 'none', login_hint: 'gab@kestrel.example' };
    const [known] = await forms(authorizeUrl(hint));
    expect(known?.['code']).toBeTruthy();
    const [stranger] = await forms(authorizeUrl({ ...hint, login_hint: 'x@y.example' }));
    expect(stranger?.['error']).toBe('login_required');
    const query = await fetch(authorizeUrl({ ...hint, response_mode: 'query' }), {
      redirect: 'manual',
    });
    expect(query.headers.get('location')).toContain('code=');
  });
});

describe('the token endpoint', () => {
  test('a code becomes tokens with the asked scopes, once', async () => {
    const code = await aCode();
    const first = await redeem(code);
    expect(first.status).toBe(200);
    expect(first.body).toMatchObject({ token_type: 'Bearer', expires_in: 3600 });
    const claims = (name: string): JsonObject =>
      JSON.parse(
        Buffer.from(str(first.body[name]).split('.')[1] ?? '', 'base64url').toString(),
      ) as JsonObject;
    expect(claims('access_token')).toMatchObject({
      tid: client.tenant.tenantId,
      appid: client.tenant.clientId,
      aud: 'https://graph.microsoft.com',
      scp: 'Policy.Read.All User.Read',
    });
    expect(claims('id_token')).toMatchObject({ nonce: 'n1', tid: client.tenant.tenantId });
    const again = await redeem(code);
    expect([again.status, again.body['error']]).toEqual([400, 'invalid_grant']);
  });

  test.each([
    ['another verifier', { code_verifier: 'b'.repeat(64) }, 'AADSTS501481'],
    ['another redirect', { redirect_uri: 'http://localhost:1' }, 'AADSTS500112'],
    ['an unknown scope', { scope: 'Everything.All' }, 'AADSTS70011'],
    ['another client', { client_id: 'someone' }, 'AADSTS700016'],
    ['a permission not asked for', { scope: 'Group.ReadWrite.All' }, 'AADSTS65001'],
    ['no grant type', { grant_type: 'password' }, 'AADSTS70003'],
  ])('%s is refused', async (_, changes, code) => {
    const reply = await redeem(await aCode(), changes);
    expect(reply.status).toBe(400);
    expect(str(reply.body['error_description'])).toContain(code);
  });

  test('a refresh gives what was consented to, and no more', async () => {
    const first = await redeem(await aCode());
    const refresh_token = str(first.body['refresh_token']);
    const ask = (scope: string): ReturnType<typeof token> =>
      token({ grant_type: 'refresh_token', refresh_token, scope });
    expect((await ask('Policy.Read.All openid')).status).toBe(200);
    const more = await ask('Policy.ReadWrite.AuthenticationMethod');
    expect(more.body).toMatchObject({ error: 'invalid_grant', suberror: 'consent_required' });
    expect((await token({ grant_type: 'refresh_token', refresh_token: 'x' })).status).toBe(400);
  });

  test('a token without a permission is refused by Graph, for reading and for writing', async () => {
    const { body } = await redeem(await aCode());
    const authorization = `Bearer ${str(body['access_token'])}`;
    const status = async (path: string): Promise<number> =>
      (await client.get(path, { authorization })).status;
    expect(await status('/v1.0/policies/authenticationMethodsPolicy')).toBe(200);
    expect(await status('/v1.0/me')).toBe(200);
    expect(await status('/v1.0/groups')).toBe(403);
    const path = '/v1.0/identity/conditionalAccess/policies';
    expect((await client.post(path, {}, { authorization })).status).toBe(403);
  });
});

describe('discovery', () => {
  const get = (path: string): Promise<Response> => fetch(`${client.tenant.graphUrl}${path}`);

  test.each(['organizations', 'common'])('%s leads to the one tenant', async (name) => {
    const response = await get(`/${name}/v2.0/.well-known/openid-configuration`);
    const body = (await response.json()) as JsonObject;
    expect(body['issuer']).toBe(`${client.tenant.authority}/v2.0`);
    const keys = (await (await fetch(str(body['jwks_uri']))).json()) as { keys: JsonObject[] };
    expect(keys.keys[0]).toMatchObject({ kty: 'RSA', use: 'sig', alg: 'RS256' });
  });

  test('another tenant is not here', async () => {
    const path = '/99999999-9999-4999-8999-999999999999/v2.0/.well-known/openid-configuration';
    const response = await get(path);
    expect([response.status, ((await response.json()) as JsonObject)['error']]).toEqual([
      400,
      'invalid_tenant',
    ]);
  });
});
