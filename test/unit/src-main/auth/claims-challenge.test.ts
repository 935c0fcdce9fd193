import { afterEach, beforeEach, expect, test } from 'vitest';
import { ok } from '../../../../shared/result';
import { signIn, type SignedIn } from '../../../../src-main/auth/token-broker';
import { createGraphClient, type GraphClient } from '../../../../src-main/graph/graph-client';
import { systemClock } from '../../../../src-main/ports/system-clock';
import { codeOf, requestTo, startFakeAuthority, type FakeAuthority } from './fake-authority';

/** As Graph sends it once a session was revoked (continuous access evaluation). */
const claims = '{"access_token":{"nbf":{"essential":true,"value":"1700000000"}}}';
const group = '/v1.0/groups/00000000-0000-4000-8000-000000000001';

let authority: FakeAuthority;
let own: SignedIn;
let pages: URL[];
/** Tokens in the order Graph saw them, by method. */
let seen: { method: string; token: string }[];
/** Which tokens Graph challenges, and how. */
let challenges: (token: string, method: string) => number | null;
beforeEach(async () => {
  authority = await startFakeAuthority();
  [pages, seen] = [[], []];
  const answer = await signIn(
    requestTo(authority, {
      openBrowser: async (url) => {
        pages.push(new URL(url));
        await authority.visit(url);
      },
    }),
  );
  if (!answer.ok) throw new Error(answer.failure.code);
  own = answer.value;
});
afterEach(async () => {
  await own.close();
  await authority.close();
});

function graph(): GraphClient {
  const told = Buffer.from(claims).toString('base64');
  const words = `Bearer realm="", error="insufficient_claims", claims="${told}"`;
  return createGraphClient({
    transport: {
      ...{ kind: 'https', origin: 'https://graph.microsoft.com', canWrite: true },
      send: ({ method, headers }) => {
        const token = headers['authorization'] ?? '';
        seen.push({ method, token });
        const refused = challenges(token, method);
        const challenge = refused === null ? {} : { 'www-authenticate': words };
        return Promise.resolve(ok({ status: refused ?? 200, headers: challenge, body: '{}' }));
      },
    },
    getToken: (purpose, options) => own.getToken(purpose, options),
    clock: (offset) => systemClock(offset),
  });
}
/** Whether a token came from a request with these claims; MSAL adds its own beside them. */
const withClaims = (): string[] =>
  authority.asked
    .flatMap(({ form }) => (form['claims']?.includes('1700000000') ? [form] : []))
    .map((form) => form['grant_type'] ?? '');
/** Every token given out before now is refused, by this method. */
function revoke(method: string, status = 401): void {
  const old = new Set(authority.given.map((token) => `Bearer ${token}`));
  challenges = (token, by) => (by === method && old.has(token) ? status : null);
}

test.each([401, 403])(
  'a read that is challenged by %i asks for a token with the claims, and is sent once more',
  async (status) => {
    revoke('GET', status);
    const answer = await graph().get('/v1.0/organization');
    expect(answer).toMatchObject({ ok: true, value: { status: 200 } });
    expect(seen.map(({ method }) => method)).toEqual(['GET', 'GET']);
    expect(seen[0]?.token).not.toBe(seen[1]?.token);
    expect([withClaims(), pages.length]).toEqual([['refresh_token'], 1]);
    // The next read goes on with the token that was taken.
    await graph().get('/v1.0/users');
    expect([seen.length, withClaims().length]).toEqual([3, 1]);
  },
);

test('a read that is challenged again is not asked about for ever', async () => {
  challenges = () => 401;
  expect(await graph().get('/v1.0/organization')).toMatchObject({ value: { status: 401 } });
  expect([seen.length, withClaims()]).toEqual([2, ['refresh_token']]);
});

test('what no silent try brings is asked of the person next, with the claims', async () => {
  revoke('GET');
  authority.tricks.tokenError = { error: 'interaction_required', error_description: 'AADSTS50076' };
  const refused = await graph().get('/v1.0/organization');
  expect([refused.ok, seen.length, pages.length]).toEqual([false, 1, 1]);
  delete authority.tricks.tokenError;
  expect(codeOf(await own.renew(new AbortController().signal))).toBe('ok');
  expect(pages[1]?.searchParams.get('claims')).toContain('1700000000');
  expect((await graph().get('/v1.0/organization')).ok).toBe(true);
  // Once: the next sign-in is asked for nothing special.
  await own.renew(new AbortController().signal);
  expect(pages[2]?.searchParams.get('claims') ?? '').not.toContain('1700000000');
});

test('what a later silent try brought is not asked of anybody again', async () => {
  revoke('GET');
  authority.tricks.tokenError = { error: 'interaction_required', error_description: 'AADSTS50076' };
  expect((await graph().get('/v1.0/organization')).ok).toBe(false);
  delete authority.tricks.tokenError;
  expect((await graph().get('/v1.0/organization')).ok).toBe(true);
  await own.renew(new AbortController().signal);
  expect(pages.at(-1)?.searchParams.get('claims') ?? '').not.toContain('1700000000');
});

test('a write that is challenged arrives once; the next one brings what was demanded', async () => {
  const client = graph();
  challenges = () => null;
  expect((await client.sendOnce('PATCH', group, {}, {})).ok).toBe(true);
  revoke('PATCH');
  seen.length = 0;
  const refused = await client.sendOnce('PATCH', group, {}, {});
  expect(refused).toMatchObject({ ok: true, value: { status: 401 } });
  // Nothing was asked for meanwhile: the engine stops, and a person says when to go on.
  expect([seen.length, withClaims()]).toEqual([1, []]);
  const next = await client.sendOnce('PATCH', group, {}, {});
  expect(next).toMatchObject({ ok: true, value: { status: 200 } });
  expect([seen.length, withClaims()]).toEqual([2, ['refresh_token']]);
  await client.sendOnce('PATCH', group, {}, {});
  expect(withClaims()).toHaveLength(1);
});
