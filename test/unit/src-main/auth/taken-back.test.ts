import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  neededScopes,
  optionalScopes,
  readScopes,
} from '../../../../shared/registration/graph-scopes';
import { AskedScopes, asksOnlyToRead } from '../../../../src-main/auth/scopes';
import { signIn, type SignedIn } from '../../../../src-main/auth/token-broker';
import { decodeClaims } from '../../../../src-main/auth/token-claims';
import {
  codeOf,
  requestTo,
  startFakeAuthority,
  tenantB,
  type FakeAuthority,
} from './fake-authority';

const report = 'AuditLog.Read.All';
const claims = JSON.stringify({ access_token: { nbf: { essential: true, value: '1' } } });

let authority: FakeAuthority;
let own: SignedIn;
let pages: URL[];
let isReadOnly: boolean;
let later: number;
beforeEach(async () => {
  authority = await startFakeAuthority();
  [pages, isReadOnly, later] = [[], false, 0];
  // Every token is asked for anew: none lives for five minutes.
  authority.tricks.tokenSeconds = 60;
  const answer = await signIn(
    requestTo(authority, {
      mayWrite: () => !isReadOnly,
      now: () => Date.now() + later,
      openBrowser: async (url) => {
        pages.push(new URL(url));
        await authority.visit(url);
      },
    }),
  );
  if (!answer.ok) throw new Error(answer.failure.code);
  own = answer.value;
  [authority.asked.length, pages.length] = [0, 0];
});
afterEach(async () => {
  await own.close();
  await authority.close();
});

/** An administrator takes consent to these back, as Entra tells it. */
function takeBack(names: readonly string[], text = 'AADSTS65001: no consent'): void {
  authority.tricks.refuse = (asked) =>
    asked.some((one) => names.includes(one))
      ? { error: 'invalid_grant', error_description: text, suberror: 'consent_required' }
      : undefined;
}
const scopesOf = (token: Awaited<ReturnType<SignedIn['getToken']>>): string[] =>
  token.ok ? (decodeClaims(token.value)?.scp ?? '').split(' ').filter((s) => s.includes('.')) : [];
const spare = readScopes.filter((scope) => !neededScopes.has(scope));

test.each([
  ['one', [report]],
  ['two', [report, 'Domain.Read.All']],
  ['all that reading can do without', spare],
])('%s taken back is named, the rest goes on being read, and nobody is asked', async (_, names) => {
  takeBack(names);
  const given = readScopes.filter((scope) => !names.includes(scope));
  expect(scopesOf(await own.getToken('read'))).toEqual(given);
  expect([own.lacking(), pages]).toEqual([names, []]);
  // Known from then on: one question for each token, as before.
  authority.asked.length = 0;
  expect(scopesOf(await own.getToken('read'))).toEqual(given);
  expect(authority.asked).toHaveLength(1);
});

test('what a renewal leaves out silently is named too', async () => {
  authority.tricks.grant = (asked) => asked.filter((scope) => scope !== report);
  expect(codeOf(await own.getToken('read'))).toBe('ok');
  expect([own.lacking(), pages]).toEqual([[report], []]);
});

test('a refusal without a number of its own counts as one', async () => {
  takeBack([report], 'the consent is gone');
  expect(codeOf(await own.getToken('read'))).toBe('ok');
  expect([own.lacking(), pages]).toEqual([[report], []]);
});

test('one given again is read with after half an hour, and nobody is asked', async () => {
  takeBack([report]);
  await own.getToken('read');
  later = 29 * 60_000;
  delete authority.tricks.refuse;
  expect(scopesOf(await own.getToken('read'))).not.toContain(report);
  later = 31 * 60_000;
  expect(scopesOf(await own.getToken('read'))).toEqual([...readScopes]);
  expect([own.lacking(), pages]).toEqual([[], []]);
});

test('one that is still refused then stays named, and the rest goes on being read', async () => {
  takeBack([report]);
  await own.getToken('read');
  later = 31 * 60_000;
  const given = readScopes.filter((scope) => scope !== report);
  expect(scopesOf(await own.getToken('read'))).toEqual(given);
  expect([own.lacking(), pages]).toEqual([[report], []]);
  // And is not asked for with each token from then on.
  authority.asked.length = 0;
  await own.getToken('read');
  expect(authority.asked).toHaveLength(1);
});

test('a write asks for none of it again, however long ago: reading finds out', async () => {
  takeBack([report]);
  await own.getToken('read');
  later = 31 * 60_000;
  authority.asked.length = 0;
  const asking = { scopes: ['Group.ReadWrite.All'] as const };
  const given = readScopes.filter((scope) => scope !== report);
  const first = scopesOf(await own.getToken('write', asking));
  expect(first).toEqual([...given, ...asking.scopes]);
  // One page, without it; and one question for each token after that.
  expect(pages.map((page) => page.searchParams.get('scope')?.includes(report))).toEqual([false]);
  expect(authority.asked.filter(({ path }) => path.endsWith('/token'))).toHaveLength(1);
  authority.asked.length = 0;
  later = 62 * 60_000;
  expect(codeOf(await own.getToken('write', asking))).toBe('ok');
  expect([authority.asked.length, pages.length, own.lacking()]).toEqual([1, 1, [report]]);
  // Given again, the next token to read has it.
  delete authority.tricks.refuse;
  expect(scopesOf(await own.getToken('read'))).toContain(report);
  expect([pages.length, own.lacking()]).toEqual([1, []]);
});

test('a write that ends while reading asks again does not answer for it', () => {
  let now = 0;
  const scopes = new AskedScopes(undefined, () => now);
  scopes.lack([report]);
  now = 31 * 60_000;
  const write = scopes.wanted('write', ['Group.ReadWrite.All']);
  const read = scopes.wanted('read');
  expect([write.all.includes(report), read.all.includes(report)]).toEqual([false, true]);
  scopes.lack([], write.again);
  expect(scopes.lacking).toEqual([report]);
  scopes.lack([], read.again);
  expect(scopes.lacking).toEqual([]);
});

test('one press asks for all of it again', async () => {
  takeBack([report]);
  await own.getToken('read');
  delete authority.tricks.refuse;
  expect(codeOf(await own.renew(new AbortController().signal))).toBe('ok');
  expect([own.lacking(), pages.length]).toEqual([[], 1]);
  expect(scopesOf(await own.getToken('read'))).toEqual([...readScopes]);
});

test('what a challenge brings to light is not read with the token of before', async () => {
  delete authority.tricks.tokenSeconds;
  expect(codeOf(await own.renew(new AbortController().signal))).toBe('ok');
  takeBack([report]);
  expect(scopesOf(await own.getToken('read', { claims }))).not.toContain(report);
  expect(scopesOf(await own.getToken('read'))).not.toContain(report);
});

test('without what everything needs nothing goes on, and it is named', async () => {
  takeBack(['Policy.Read.All', report]);
  expect(await own.getToken('read')).toMatchObject({
    failure: {
      code: 'auth/scopes-missing',
      values: { scopes: 'Policy.Read.All', why: 'needed', code: 'AADSTS65001' },
    },
  });
  expect(pages).toEqual([]);
  takeBack([...readScopes]);
  expect(codeOf(await own.getToken('read'))).toBe('auth/consent-missing');
});

test.each([
  ['AADSTS50076: more to prove', 'auth/signed-out'],
  ['AADSTS50173: grant revoked', 'auth/signed-out'],
  ['AADSTS53003: blocked', 'auth/blocked-by-policy'],
])('what is no matter of permissions is asked once: %s', async (text, code) => {
  takeBack([report], text);
  expect(codeOf(await own.getToken('read'))).toBe(code);
  expect(authority.asked).toHaveLength(1);
  expect(own.lacking()).toEqual([]);
});

test('a token of another tenant is not taken while it is found out which', async () => {
  takeBack([report]);
  authority.tricks.tokenTenant = tenantB;
  expect(codeOf(await own.getToken('read'))).toBe('auth/tenant-mismatch');
  expect(own.lacking()).toEqual([]);
});

test('a service that is busy meanwhile leaves all as it was', async () => {
  authority.tricks.refuse = (asked) => {
    if (!asked.includes(report)) return undefined;
    const text = asked.includes('User.Read') ? 'AADSTS65001: no' : 'AADSTS90033: try later';
    return { error: 'invalid_grant', error_description: text };
  };
  expect(codeOf(await own.getToken('read'))).toBe('auth/service-busy');
  expect(own.lacking()).toEqual([]);
});

test('finding out asks for nothing but to read, and read-only mode for no change', async () => {
  expect(codeOf(await own.getToken('write', { scopes: ['Group.ReadWrite.All'] }))).toBe('ok');
  isReadOnly = true;
  authority.asked.length = 0;
  takeBack([report]);
  expect(codeOf(await own.getToken('read'))).toBe('ok');
  expect(authority.asked.length).toBeGreaterThan(3);
  const names = authority.asked.map(({ form }) => form['scope'] ?? '');
  expect(names.every((scope) => asksOnlyToRead([scope]))).toBe(true);
  expect(codeOf(await own.getToken('write', { scopes: ['Group.ReadWrite.All'] }))).toBe(
    'auth/read-only',
  );
});

test('a write that a person stood behind goes on without what only reading lost', async () => {
  const asking = { scopes: ['Group.ReadWrite.All'] as const };
  expect(codeOf(await own.getToken('write', asking))).toBe('ok');
  const before = pages.length;
  takeBack([report]);
  expect(scopesOf(await own.getToken('write', asking))).toContain('Group.ReadWrite.All');
  expect([own.lacking(), pages.length]).toEqual([[report], before]);
  takeBack([report, 'Group.ReadWrite.All']);
  expect(await own.getToken('write', asking)).toMatchObject({
    failure: { values: { scopes: 'Group.ReadWrite.All', why: 'change' } },
  });
});

test('of two optional ones the one taken back is lost alone', async () => {
  const [one, other] = optionalScopes;
  const never = new AbortController().signal;
  await own.renew(never, [one]);
  await own.renew(never, [other]);
  takeBack([one]);
  expect(codeOf(await own.getToken('read'))).toBe('ok');
  expect([own.allowed(), own.lacking()]).toEqual([[other], []]);
});
