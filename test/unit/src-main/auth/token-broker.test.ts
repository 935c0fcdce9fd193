import { afterEach, beforeEach, expect, test } from 'vitest';
import { decodeClaims } from '../../../../src-main/auth/token-claims';
import { signIn, type SignInRequest } from '../../../../src-main/auth/token-broker';
import {
  codeOf,
  requestTo,
  startFakeAuthority,
  tenantA,
  tenantB,
  type FakeAuthority,
} from './fake-authority';

let authority: FakeAuthority;
beforeEach(async () => {
  authority = await startFakeAuthority();
});
afterEach(() => authority.close());

const request = (changes?: Partial<SignInRequest>): SignInRequest => requestTo(authority, changes);

test('signs in over plain http on the loopback interface and names tenant and account', async () => {
  const answer = await signIn(request());
  expect(codeOf(answer)).toBe('ok');
  if (answer.ok) {
    expect(answer.value.tenantId).toBe(tenantA);
    expect(answer.value.account).toEqual({
      id: 'dddddddd-dddd-4ddd-8ddd-dddddddddddd',
      upn: 'operator@contoso.example',
      name: 'Operator',
    });
    expect((await answer.value.getToken('read')).ok).toBe(true);
  }
  // The second token came from memory.
  expect(authority.asked.filter((call) => call.path.endsWith('/token'))).toHaveLength(1);
});

test('accepts an authority without a fixed tenant and keeps the tenant it was given', async () => {
  const answer = await signIn(request({ authority: `${authority.origin}/organizations` }));
  expect(answer.ok && answer.value.tenantId).toBe(tenantA);
});

test('refuses another tenant than the plan names', async () => {
  const answer = await signIn(
    request({ authority: `${authority.origin}/organizations`, tenantId: tenantB }),
  );
  authority.tricks.tokenTenant = tenantA;
  const other = await signIn(request({ tenantId: tenantB }));
  expect(codeOf(answer)).toBe('ok');
  expect(codeOf(other)).toBe('auth/tenant-mismatch');
  expect(!other.ok && other.failure.values).toEqual({ expected: tenantB, actual: tenantA });
});

test('refuses a first token of a tenant that was not asked for', async () => {
  authority.tricks.tokenTenant = tenantB;
  expect(codeOf(await signIn(request()))).toBe('auth/tenant-mismatch');
});

test('refuses fewer scopes than asked', async () => {
  authority.tricks.grant = (asked) => asked.filter((scope) => scope !== 'Policy.Read.All');
  const answer = await signIn(request());
  expect(codeOf(answer)).toBe('auth/scopes-missing');
  expect(!answer.ok && answer.failure.values['scopes']).toBe('Policy.Read.All');
});

test('a partner’s account works in the tenant asked, from memory too', async () => {
  authority.tricks.homeTenant = tenantA;
  const answer = await signIn(request({ authority: `${authority.origin}/${tenantB}` }));
  expect(answer.ok && answer.value.tenantId).toBe(tenantB);
  const before = authority.asked.length;
  const token = answer.ok && (await answer.value.getToken('read'));
  expect(token && token.ok && decodeClaims(token.value)?.tid).toBe(tenantB);
  expect(authority.asked).toHaveLength(before);
});

test('refuses a token for another application or another resource', async () => {
  authority.tricks.appId = tenantB;
  expect(codeOf(await signIn(request()))).toBe('auth/failed');
  delete authority.tricks.appId;
  authority.tricks.audience = 'https://vault.example';
  expect(codeOf(await signIn(request()))).toBe('auth/failed');
});

test('asks in the browser before the first write of a process, then not again', async () => {
  const visits: string[] = [];
  const answer = await signIn(
    request({
      openBrowser: async (url) => {
        visits.push(url);
        await authority.visit(url);
      },
    }),
  );
  if (!answer.ok) {
    throw new Error(answer.failure.code);
  }
  expect(visits).toHaveLength(1);
  expect((await answer.value.getToken('write')).ok).toBe(true);
  expect(visits).toHaveLength(2);
  expect(new URL(visits[1] ?? '').searchParams.get('scope')).toContain('Group.ReadWrite.All');
  expect((await answer.value.getToken('write')).ok).toBe(true);
  expect(visits).toHaveLength(2);
});

test('refuses another account at the first write', async () => {
  const answer = await signIn(request());
  authority.tricks.userId = 'eeeeeeee-eeee-4eee-8eee-eeeeeeeeeeee';
  expect(answer.ok && codeOf(await answer.value.getToken('write'))).toBe('auth/account-mismatch');
});

test('tries once more when a silent token is of another tenant, then gives up', async () => {
  const answer = await signIn(request());
  authority.tricks.tokenTenant = tenantB;
  const claims = '{"access_token":{"nbf":{"essential":true,"value":"1"}}}';
  const before = authority.asked.length;
  expect(answer.ok && codeOf(await answer.value.getToken('read', { claims }))).toBe(
    'auth/tenant-mismatch',
  );
  expect(authority.asked.length - before).toBe(2);
});

test('passes claims of a challenge on and says so when a person is needed', async () => {
  const answer = await signIn(request());
  authority.tricks.tokenError = {
    error: 'interaction_required',
    error_description: 'AADSTS50076: sign in again',
  };
  const claims = '{"access_token":{"nbf":{"essential":true,"value":"7"}}}';
  expect(answer.ok && codeOf(await answer.value.getToken('read', { claims }))).toBe(
    'auth/signed-out',
  );
  expect(authority.asked.at(-1)?.form['claims']).toContain('"value":"7"');
});

test.each([
  ['access_denied', 'AADSTS65004: user declined', 'auth/cancelled'],
  ['access_denied', 'AADSTS90094: an administrator must consent', 'auth/consent-missing'],
  ['invalid_grant', 'AADSTS65001: no consent', 'auth/consent-missing'],
  ['invalid_grant', 'AADSTS53003: blocked', 'auth/blocked-by-policy'],
  ['invalid_scope', 'AADSTS70011: scope', 'auth/unknown-scope'],
  ['invalid_grant', 'AADSTS50020: other tenant', 'auth/account-not-in-tenant'],
  ['invalid_client', 'AADSTS7000218: secret', 'auth/app-platform'],
  ['invalid_grant', 'AADSTS50076: second factor', 'auth/mfa-not-done'],
  ['server_error', 'AADSTS50000: something new', 'auth/failed'],
])('names the reason of %s %s', async (error, description, code) => {
  authority.tricks.tokenError = {
    error,
    error_description: `${description} for ada@contoso.example`,
  };
  const answer = await signIn(request());
  expect(codeOf(answer)).toBe(code);
  // Entra's text names accounts: none of it comes through.
  expect(JSON.stringify(answer)).not.toContain('ada@');
});

test('a cancel on the page is a cancelled sign-in', async () => {
  const answer = await signIn(
    request({ openBrowser: async (url) => void (await authority.visit(url, 'deny')) }),
  );
  expect(codeOf(answer)).toBe('auth/cancelled');
});

test('signing out ends the source', async () => {
  const answer = await signIn(request());
  if (!answer.ok) {
    throw new Error(answer.failure.code);
  }
  await answer.value.signOut();
  expect(codeOf(await answer.value.getToken('read'))).toBe('auth/signed-out');
});

test('another account signs in to the same tenant by the picker, and nothing of the first is left', async () => {
  const pages: URL[] = [];
  const openBrowser = async (url: string): Promise<void> => {
    pages.push(new URL(url));
    await authority.visit(url);
  };
  const first = await signIn(request({ tenantId: tenantA, openBrowser }));
  if (!first.ok) throw new Error(first.failure.code);
  const old = await first.value.getToken('read');
  await first.value.signOut();
  authority.tricks.userId = 'eeeeeeee-eeee-4eee-8eee-eeeeeeeeeeee';
  const second = await signIn(request({ tenantId: tenantA, openBrowser }));
  if (!second.ok) throw new Error(second.failure.code);
  // Nobody is suggested: neither by name, nor by whoever the browser still knows.
  expect(pages.map(({ searchParams }) => searchParams.get('prompt'))).toEqual([
    ...['select_account', 'select_account'],
  ]);
  expect(pages[1]?.searchParams.get('login_hint')).toBeNull();
  expect(second.value.account.id).toBe('eeeeeeee-eeee-4eee-8eee-eeeeeeeeeeee');
  const asked = authority.asked.length;
  const now = await second.value.getToken('read');
  expect(now.ok && old.ok && now.value !== old.value).toBe(true);
  expect(codeOf(await first.value.getToken('read'))).toBe('auth/signed-out');
  expect(codeOf(await first.value.getToken('write'))).toBe('auth/signed-out');
  // Its refresh token is not used for anybody any more.
  const refreshed = authority.asked.slice(asked).filter(({ form }) => form['refresh_token']);
  expect(refreshed).toEqual([]);
});

test('a proxy page instead of JSON is a failure, not a sign-in', async () => {
  authority.tricks.answerHtml = true;
  expect(codeOf(await signIn(request()))).not.toBe('ok');
});

test.each([
  'http://contoso.example/organizations',
  'https://login.microsoftonline.com.evil.example/organizations',
  'https://login.microsoftonline.com:444/organizations',
  'https://user@login.microsoftonline.com/organizations',
  'http://localhost:5000/organizations',
  'not a url',
])('opens nothing for the authority %s', async (text) => {
  let isOpened = false;
  const answer = await signIn(
    request({ authority: text, openBrowser: async () => void (isOpened = true) }),
  );
  expect(codeOf(answer)).toBe('auth/failed');
  expect(isOpened).toBe(false);
});
