import { afterEach, beforeEach, expect, test } from 'vitest';
import { parseAuthority, type Authority } from '../../../../src-main/auth/authority';
import { checkAuthorizeUrl } from '../../../../src-main/auth/authorize-url';
import { createMsalClient } from '../../../../src-main/auth/msal-client';
import { createNetworkClient } from '../../../../src-main/auth/network-client';
import { asksOnlyToRead, scopesFor } from '../../../../src-main/auth/scopes';
import { signIn, type SignedIn } from '../../../../src-main/auth/token-broker';
import {
  clientId,
  codeOf,
  requestTo,
  startFakeAuthority,
  tenantA,
  type FakeAuthority,
} from './fake-authority';

let authority: FakeAuthority;
let isReadOnly = false;
let opened: string[];
beforeEach(async () => {
  authority = await startFakeAuthority();
  [isReadOnly, opened] = [false, []];
});
afterEach(() => authority.close());

async function signedIn(atPage: () => void = () => undefined): Promise<SignedIn> {
  const answer = await signIn(
    requestTo(authority, {
      mayWrite: () => !isReadOnly,
      openBrowser: async (url) => {
        opened.push(new URL(url).searchParams.get('scope') ?? '');
        atPage();
        await authority.visit(url);
      },
    }),
  );
  if (!answer.ok) throw new Error(answer.failure.code);
  return answer.value;
}
/** Whatever was asked for, at the page and at the token endpoint. */
const askedFor = (): string =>
  [...opened, ...authority.asked.map((a) => a.form['scope'])].join(' ');
const changing = /ReadWrite|Application\.Read\.All|\.default/;

function known(): Authority {
  const parsed = parseAuthority(`${authority.origin}/${tenantA}`);
  if (!parsed) throw new Error('authority');
  return parsed;
}
const network = () =>
  createNetworkClient({
    authority: known(),
    fetch: (url, init) => fetch(url, init),
    signal: () => new AbortController().signal,
    mayWrite: () => !isReadOnly,
  });

test('reads as usual, and asks nobody for a permission to change', async () => {
  isReadOnly = true;
  const own = await signedIn();
  expect(codeOf(await own.getToken('read'))).toBe('ok');
  expect(codeOf(await own.getToken('write'))).toBe('auth/read-only');
  expect(codeOf(await own.getToken('write', { claims: '{}' }))).toBe('auth/read-only');
  expect([opened.length, changing.test(askedFor())]).toEqual([1, false]);
});

test('a sign-in that could change something cannot any more once the mode is on', async () => {
  const own = await signedIn();
  expect(codeOf(await own.getToken('write'))).toBe('ok');
  isReadOnly = true;
  expect(codeOf(await own.getToken('write'))).toBe('auth/read-only');
  isReadOnly = false;
  expect(codeOf(await own.getToken('write'))).toBe('ok');
});

test('turned on while the page asks: the answer is not exchanged for a token', async () => {
  let pages = 0;
  const own = await signedIn(() => (isReadOnly = (pages += 1) === 2));
  expect(codeOf(await own.getToken('write'))).toBe('auth/read-only');
  expect(pages).toBe(2);
  expect(authority.asked.some(({ form }) => changing.test(form['scope'] ?? ''))).toBe(false);
});

test('MSAL itself, asked past every check of ours, sends no such question', async () => {
  const own = await signedIn();
  await own.getToken('write');
  const client = createMsalClient({ authority: known(), clientId, network: network() });
  isReadOnly = true;
  const before = authority.asked.length;
  const ask = client.acquireTokenByRefreshToken({
    refreshToken: authority.given.at(-2) ?? '',
    scopes: scopesFor('write'),
  });
  await expect(ask).rejects.toThrow('network_error');
  const forms = authority.asked.slice(before).map(({ form }) => form['scope'] ?? '');
  expect(forms.filter((scope) => scope !== '')).toEqual([]);
});

const body = (scope: string | undefined): string =>
  new URLSearchParams({ grant_type: 'refresh_token', ...(scope && { scope }) }).toString();

test.each([
  ['a permission to change', body('User.Read Group.ReadWrite.All openid')],
  ['everything that was consented to', body('https://graph.microsoft.com/.default')],
  ['a name nobody knows', body('User.Read Something.New')],
  ['no scope, which means all there were', body(undefined)],
  ['two scopes', `${body('User.Read')}&scope=Group.ReadWrite.All`],
])('no request leaves with %s', async (_name, sent) => {
  isReadOnly = true;
  const url = `https://${new URL(authority.origin).host}/${tenantA}/oauth2/v2.0/token`;
  await expect(network().sendPostRequestAsync(url, { body: sent })).rejects.toThrow('read-only');
  expect(authority.asked).toEqual([]);
  isReadOnly = false;
  await network().sendPostRequestAsync(url, { body: sent });
  expect(authority.asked).toHaveLength(1);
});

test('no page is opened that asks for a permission to change', () => {
  const page = (scope: string): string =>
    `https://login.microsoftonline.com/${tenantA}/oauth2/v2.0/authorize?${new URLSearchParams({
      ...{ client_id: clientId, response_type: 'code', response_mode: 'form_post', scope },
      ...{ redirect_uri: 'http://localhost:50123', state: 's', code_challenge: 'A'.repeat(43) },
      code_challenge_method: 'S256',
    }).toString()}`;
  const cloud = parseAuthority(`https://login.microsoftonline.com/${tenantA}`);
  if (!cloud) throw new Error('authority');
  const isOpened = (scope: string, mayWrite: boolean): boolean =>
    checkAuthorizeUrl(cloud, clientId, page(scope), mayWrite) !== undefined;
  const [read, write] = [scopesFor('read').join(' '), scopesFor('write').join(' ')];
  expect([isOpened(read, false), isOpened(write, false)]).toEqual([true, false]);
  expect([isOpened(read, true), isOpened(write, true)]).toEqual([true, true]);
});

test('what reads is known by name, in every cloud', () => {
  for (const origin of [undefined, 'https://graph.microsoft.us']) {
    const read = [...scopesFor('read', origin), 'openid', 'profile', 'offline_access'].join(' ');
    expect(asksOnlyToRead([read])).toBe(true);
    for (const scope of scopesFor('write', origin).slice(scopesFor('read').length)) {
      expect([scope, asksOnlyToRead([`${read} ${scope}`])]).toEqual([scope, false]);
    }
  }
  expect([asksOnlyToRead([]), asksOnlyToRead(['']), asksOnlyToRead(['x', 'x'])]).toEqual([
    false,
    false,
    false,
  ]);
});
