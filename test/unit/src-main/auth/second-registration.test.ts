import { afterEach, beforeEach, expect, test } from 'vitest';
import { signIn, type SignedIn } from '../../../../src-main/auth/token-broker';
import { decodeClaims } from '../../../../src-main/auth/token-claims';
import {
  clientId,
  codeOf,
  requestTo,
  startFakeAuthority,
  tenantA,
  type FakeAuthority,
} from './fake-authority';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fakeKeyStore } from '../../../fixtures/fake-key-store';
import { keptIn } from '../../../fixtures/kept-folder';
import { filesBelow } from '../../../security/find-secrets';

const writer = '44444444-dddd-4ddd-8ddd-444444444444';
const changing = /ReadWrite|Application\.Read\.All/;
let authority: FakeAuthority;
let folder = '';
let pages: URL[];
let isReadOnly = false;
beforeEach(async () => {
  authority = await startFakeAuthority();
  folder = mkdtempSync(join(tmpdir(), 'causeway-second-'));
  [pages, isReadOnly] = [[], false];
});
afterEach(async () => {
  rmSync(folder, { recursive: true });
  await authority.close();
});

async function signedIn(store = fakeKeyStore()): Promise<SignedIn> {
  const kept = keptIn(folder, store);
  await kept.turn(true);
  const answer = await signIn(
    requestTo(authority, {
      writeClientId: writer,
      keep: (place) => kept.open(place),
      mayWrite: () => !isReadOnly,
      openBrowser: async (url) => {
        const page = new URL(url);
        pages.push(page);
        authority.tricks.appId = page.searchParams.get('client_id') ?? '';
        await authority.visit(url);
      },
    }),
  );
  if (!answer.ok) throw new Error(answer.failure.code);
  return answer.value;
}
const asked = (): string[] => pages.map((page) => page.searchParams.get('client_id') ?? '');

test('reading asks the first registration, changing the second, once', async () => {
  const own = await signedIn();
  expect(codeOf(await own.getToken('read'))).toBe('ok');
  expect(codeOf(await own.getToken('write'))).toBe('ok');
  expect(codeOf(await own.getToken('write'))).toBe('ok');
  expect(codeOf(await own.getToken('read'))).toBe('ok');
  expect(asked()).toEqual([clientId, writer]);
  expect(pages[1]?.searchParams.get('login_hint')).toBe('operator@contoso.example');
  expect(pages[1]?.searchParams.get('prompt')).toBe('login');
});

test('the second is not asked to read what the first was refused, or nothing could be changed', async () => {
  const report = 'AuditLog.Read.All';
  authority.tricks.refuse = (scopes) =>
    scopes.includes(report)
      ? { error: 'invalid_grant', error_description: 'AADSTS65001: no consent' }
      : undefined;
  const own = await signedIn();
  expect(codeOf(await own.getToken('write'))).toBe('ok');
  expect(pages.at(-1)?.searchParams.get('scope')).not.toContain(report);
  delete authority.tricks.refuse;
  expect(codeOf(await own.renew(new AbortController().signal))).toBe('ok');
  expect(codeOf(await own.getToken('write'))).toBe('ok');
  expect(pages.at(-1)?.searchParams.get('scope')).toContain(report);
});

test('one permission to read that the second alone is refused does not stop a change', async () => {
  const report = 'AuditLog.Read.All';
  const own = await signedIn();
  const before = authority.asked.length;
  authority.tricks.refuse = (scopes) =>
    scopes.includes(report)
      ? { error: 'invalid_grant', error_description: 'AADSTS650057: not in the list' }
      : undefined;
  const token = await own.getToken('write', { scopes: ['Group.ReadWrite.All'] });
  const given = token.ok ? (decodeClaims(token.value)?.scp?.split(' ') ?? []) : [];
  expect([given.includes('Group.ReadWrite.All'), given.includes(report)]).toEqual([true, false]);
  // The person's own proof stands behind it, and what is read with the first stays known.
  expect(pages.slice(1).map((page) => page.searchParams.get('prompt'))).toEqual(['login', 'login']);
  expect([own.lacking(), own.confirmed()]).toEqual([[], ['Group.ReadWrite.All']]);
  const ofFirst = authority.asked.slice(before).map(({ form }) => form['client_id']);
  expect(ofFirst).not.toContain(clientId);
});

test('the one permission to change that the second is refused is named, and others go on', async () => {
  const refused = 'Policy.ReadWrite.ConditionalAccess';
  const own = await signedIn();
  authority.tricks.refuse = (scopes) =>
    scopes.includes(refused)
      ? { error: 'invalid_grant', error_description: 'AADSTS65001: no consent' }
      : undefined;
  const asking = { scopes: [refused, 'Application.Read.All'] as const };
  expect(await own.getToken('write', asking)).toMatchObject({
    failure: { code: 'auth/scopes-missing', values: { scopes: refused, why: 'change' } },
  });
  expect(own.confirmed()).toEqual([]);
  expect(codeOf(await own.getToken('write', { scopes: ['Group.ReadWrite.All'] }))).toBe('ok');
  expect(own.confirmed()).toEqual(['Group.ReadWrite.All']);
});

test('no permission to change is ever asked of the first registration', async () => {
  const own = await signedIn();
  await own.getToken('write');
  const first = authority.asked.filter(({ form }) => form['client_id'] === clientId);
  expect(first.length).toBeGreaterThan(0);
  expect(first.some(({ form }) => changing.test(form['scope'] ?? ''))).toBe(false);
  expect(changing.test(pages[0]?.searchParams.get('scope') ?? '')).toBe(false);
});

test('another account is refused for changing, and reading goes on', async () => {
  const own = await signedIn();
  authority.tricks.userId = 'eeeeeeee-eeee-4eee-8eee-eeeeeeeeeeee';
  expect(codeOf(await own.getToken('write'))).toBe('auth/account-mismatch');
  expect((await own.getToken('read')).ok).toBe(true);
});

test('what can change a tenant is never kept', async () => {
  const store = fakeKeyStore();
  const own = await signedIn(store);
  const before = authority.given.length;
  await own.getToken('write');
  await own.close();
  const disk = filesBelow(folder).map((file) => readFileSync(file, 'latin1'));
  expect(disk.some((text) => text.includes(writer))).toBe(false);
  const reading = await keptIn(folder, store).open({
    ...{ origin: authority.origin, clientId, tenantId: tenantA },
  });
  const cache = reading?.reading.kind === 'opened' ? reading.reading.cache : '';
  expect(cache).not.toBe('');
  const forChanging = authority.given.slice(before).filter((token) => token.length > 20);
  expect(forChanging.length).toBeGreaterThan(0);
  expect(forChanging.filter((token) => cache.includes(token))).toEqual([]);
});

test('a person is asked again once the sign-in was renewed, and both end together', async () => {
  const own = await signedIn();
  await own.getToken('write');
  await own.renew(new AbortController().signal);
  expect(codeOf(await own.getToken('write'))).toBe('ok');
  expect(asked()).toEqual([clientId, writer, clientId, writer]);
  await own.signOut();
  expect(codeOf(await own.getToken('write'))).toBe('auth/signed-out');
  expect(codeOf(await own.getToken('read'))).toBe('auth/signed-out');
});

test('read-only mode holds for the second registration too', async () => {
  const own = await signedIn();
  isReadOnly = true;
  expect(codeOf(await own.getToken('write'))).toBe('auth/read-only');
  expect(asked()).toEqual([clientId]);
});
