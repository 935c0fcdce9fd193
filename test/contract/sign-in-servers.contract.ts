import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Failure } from '../../shared/diagnostic';
import type { Result } from '../../shared/result';
import { signIn, type SignedIn, type SignInRequest } from '../../src-main/auth/token-broker';
import { decodeClaims } from '../../src-main/auth/token-claims';
import {
  clientId,
  objectId,
  startMockServer,
  startOidcServer,
  tenantId,
  type MockServer,
  type OidcServer,
} from '../fixtures/standard-servers';

async function source(request: SignInRequest): Promise<SignedIn> {
  const signedIn = await signIn(request);
  if (!signedIn.ok) throw new Error(JSON.stringify(signedIn.failure));
  return signedIn.value;
}

function codeOf(answer: Result<unknown, Failure>): string {
  return answer.ok ? 'ok' : answer.failure.code;
}

/** Whom the last question in the browser was about, and how it was asked. */
function askedBy({
  authorize,
}: Pick<Awaited<ReturnType<OidcServer['seen']>>, 'authorize'>): (string | undefined)[] {
  const last = authorize.at(-1) ?? {};
  return [last['login_hint'], last['prompt']];
}

describe('oidc-provider behind the address of the global cloud', () => {
  let server: OidcServer;
  beforeAll(async () => {
    server = await startOidcServer();
  });
  beforeEach(() => server.trick({ dateOffsetMs: 0, deny: false, tokenSeconds: 3_600 }));
  afterAll(() => server.close());

  test('signs in: form post, PKCE with S256, one account in one tenant', async () => {
    const signedIn = await source(server.request());
    expect(signedIn.tenantId).toBe(tenantId);
    const upn = 'operator@contoso.example';
    expect(signedIn.account).toEqual({ id: objectId, upn, name: 'Operator' });
    const { authorize } = await server.seen();
    expect(authorize.at(-1)).toMatchObject({
      response_mode: 'form_post',
      response_type: 'code',
      code_challenge_method: 'S256',
      client_id: clientId,
    });
  });

  test('a code is worth nothing to whoever does not hold the verifier', async () => {
    const other = 'A'.repeat(43);
    const answer = await signIn(
      server.request({
        openBrowser: (url) => {
          const changed = new URL(url);
          changed.searchParams.set('code_challenge', other);
          return server.request().openBrowser(changed.href);
        },
      }),
    );
    expect(answer).toMatchObject({
      failure: { code: 'auth/failed', values: { code: 'invalid_grant' } },
    });
  });

  test('an answer to another question does not end the waiting for the right one', async () => {
    const before = (await server.seen()).token.length;
    let stray = 0;
    const answer = await signIn(
      server.request({
        openBrowser: async (url) => {
          const changed = new URL(url);
          changed.searchParams.set('state', 'another');
          await server.request().openBrowser(changed.href);
          stray = (await server.seen()).token.length - before;
          await server.request().openBrowser(url);
        },
      }),
    );
    expect(codeOf(answer)).toBe('ok');
    expect(stray).toBe(0);
    expect((await server.seen()).token).toHaveLength(before + 1);
  });

  test('short tokens are renewed, each refresh token used once, also when asked at once', async () => {
    await server.trick({ tokenSeconds: 60 });
    const signedIn = await source(server.request());
    const before = (await server.seen()).token.length;
    const answers = await Promise.all(Array.from({ length: 5 }, () => signedIn.getToken('read')));
    expect(answers.map(codeOf)).toEqual(Array.from({ length: 5 }, () => 'ok'));
    const tokens = answers.map((answer) => (answer.ok ? answer.value : ''));
    // A refresh token used twice would have taken the whole grant back, and with it the last.
    expect(new Set(tokens).size).toBe(5);
    expect((await server.seen()).token).toHaveLength(before + 5);
    expect(decodeClaims(tokens[4] ?? '')?.tid).toBe(tenantId);
  });

  test('a grant that was taken back means signing in again, and then goes on', async () => {
    await server.trick({ tokenSeconds: 60 });
    const signedIn = await source(server.request());
    await server.revoke();
    expect(codeOf(await signedIn.getToken('read'))).toBe('auth/signed-out');
    const again = await source(server.request());
    expect(codeOf(await again.getToken('read'))).toBe('ok');
  });

  test('writing asks a person again, about the same account: its name, its proof, no picker', async () => {
    const signedIn = await source(server.request());
    const before = (await server.seen()).authorize.length;
    expect(askedBy(await server.seen())).toEqual([undefined, 'select_account']);
    expect(codeOf(await signedIn.getToken('write'))).toBe('ok');
    const { authorize } = await server.seen();
    expect(authorize).toHaveLength(before + 1);
    expect(askedBy({ authorize })).toEqual(['operator@contoso.example', 'login']);
    expect(codeOf(await signedIn.getToken('write'))).toBe('ok');
    expect((await server.seen()).authorize).toHaveLength(before + 1);
  });

  test('renewing asks about the known account alone, and goes on in the same session', async () => {
    await server.trick({ tokenSeconds: 60 });
    const signedIn = await source(server.request());
    await server.revoke();
    expect(codeOf(await signedIn.getToken('read'))).toBe('auth/signed-out');
    expect(codeOf(await signedIn.renew(AbortSignal.timeout(20_000)))).toBe('ok');
    expect(askedBy(await server.seen())).toEqual(['operator@contoso.example', undefined]);
    expect(codeOf(await signedIn.getToken('read'))).toBe('ok');
  });

  test('a renewal that is cancelled leaves the session as it was', async () => {
    const signedIn = await source(server.request());
    const stop = new AbortController();
    stop.abort();
    expect(codeOf(await signedIn.renew(stop.signal))).toBe('auth/cancelled');
    expect(codeOf(await signedIn.getToken('read'))).toBe('ok');
  });

  test('a person who says no has cancelled', async () => {
    await server.trick({ deny: true });
    expect(codeOf(await signIn(server.request()))).toBe('auth/cancelled');
  });

  test.each([-10, 10])('a clock %i minutes off is said, with how far', async (minutes) => {
    await server.trick({ dateOffsetMs: minutes * 60_000 });
    expect(await signIn(server.request())).toMatchObject({
      failure: { code: 'auth/clock-skew', values: { minutes: '10' } },
    });
  });

  test('an application the server does not know ends at its own page, with a cancel', async () => {
    const stranger = '99999999-2222-4333-8444-555555555555';
    const stop = new AbortController();
    const answer = await signIn(
      server.request({
        clientId: stranger,
        signal: stop.signal,
        openBrowser: async (url) => {
          await expect(server.request().openBrowser(url)).rejects.toThrow(/400/);
          stop.abort();
        },
      }),
    );
    expect(codeOf(answer)).toBe('auth/cancelled');
  });
});

describe('oauth2-mock-server on the loopback interface', () => {
  let server: MockServer;
  beforeAll(async () => {
    server = await startMockServer();
  });
  beforeEach(() => {
    server.answer(null);
    server.claim({});
  });
  afterAll(() => server.close());

  test('signs in, and its token is kept in memory', async () => {
    const signedIn = await source(server.request());
    const before = server.asked.length;
    expect(codeOf(await signedIn.getToken('read'))).toBe('ok');
    expect(server.asked).toHaveLength(before);
  });

  test.each([
    ['tid', { tid: '99999999-9999-4999-8999-999999999999' }, 'auth/tenant-mismatch'],
    ['azp', { azp: '99999999-9999-4999-8999-999999999999' }, 'auth/failed'],
    ['aud', { aud: 'https://management.azure.com' }, 'auth/failed'],
    ['scp', { scp: 'User.Read' }, 'auth/scopes-missing'],
  ])('a token with another %s is not taken', async (_, claims, code) => {
    server.claim(claims);
    expect(codeOf(await signIn(server.request()))).toBe(code);
  });

  test.each([
    [400, 'invalid_grant', 'AADSTS65001: consent', 'auth/consent-missing'],
    [400, 'invalid_grant', 'AADSTS53003: blocked', 'auth/blocked-by-policy'],
    [400, 'invalid_client', 'AADSTS7000218: secret', 'auth/app-platform'],
    [400, 'unauthorized_client', 'AADSTS700016: no such application', 'auth/app-not-found'],
    [503, 'temporarily_unavailable', 'AADSTS90033: busy', 'auth/service-busy'],
  ])('a token answer %i %s (%s) is told as %s', async (status, error, text, code) => {
    server.answer({ status, body: { error, error_description: text } });
    expect(codeOf(await signIn(server.request()))).toBe(code);
  });

  test.each<[string, Readonly<Record<string, unknown>>]>([
    ['nothing', {}],
    ['a number for a token', { access_token: 7 }],
    ['an ID token that is none', { access_token: 'a.b.c', id_token: 'x', expires_in: 60 }],
    ['a list', { access_token: [], scope: 5, client_info: '!' }],
  ])('a token answer with %s is a failed sign-in, not a crash', async (_, body) => {
    server.answer({ status: 200, body });
    expect(codeOf(await signIn(server.request()))).toBe('auth/failed');
  });

  test('a server that went away is a network failure', async () => {
    const gone = await startMockServer();
    await gone.close();
    expect(codeOf(await signIn(gone.request()))).toBe('graph/network');
  });

  test('what was in the way is told past the library, which knows "network_error" alone', async () => {
    const request = server.request();
    const inspected = new Error('net::ERR_CERT_AUTHORITY_INVALID');
    const answer = await signIn({
      ...request,
      fetch: (url, init) =>
        init.method === 'POST' ? Promise.reject(inspected) : request.fetch(url, init),
    });
    const values = { code: 'ERR_CERT_AUTHORITY_INVALID', why: 'certificate' };
    expect(answer).toMatchObject({ ok: false, failure: { code: 'graph/network', values } });
  });
});
