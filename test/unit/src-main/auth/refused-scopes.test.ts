import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  neededScopes,
  optionalScopes,
  readScopes,
} from '../../../../shared/registration/graph-scopes';
import type { Result } from '../../../../shared/result';
import { signIn, type SignedIn, type SignInRequest } from '../../../../src-main/auth/token-broker';
import { decodeClaims } from '../../../../src-main/auth/token-claims';
import { fakeKeyStore } from '../../../fixtures/fake-key-store';
import { keptIn } from '../../../fixtures/kept-folder';
import { codeOf, requestTo, startFakeAuthority, type FakeAuthority } from './fake-authority';

const report = 'AuditLog.Read.All';
const spare = readScopes.filter((scope) => !neededScopes.has(scope));
const never = new AbortController().signal;

let authority: FakeAuthority;
let pages: string[][];
let own: SignedIn | null;
beforeEach(async () => {
  authority = await startFakeAuthority();
  [pages, own] = [[], null];
});
afterEach(async () => {
  await own?.close();
  await authority.close();
});

const namesIn = (scopes: string | null | undefined): string[] =>
  (scopes ?? '').split(' ').filter((one) => one.includes('.'));

/** As Entra answers: one of these among what is asked fails the whole of it. */
function refuse(names: readonly string[], text = 'AADSTS65001: no consent'): void {
  authority.tricks.refuse = (asked) =>
    asked.some((one) => names.includes(one))
      ? { error: 'invalid_grant', error_description: text }
      : undefined;
}
async function ask(more: Partial<SignInRequest> = {}): Promise<Result<SignedIn, { code: string }>> {
  const answer = await signIn(
    requestTo(authority, {
      openBrowser: async (url) => {
        pages.push(namesIn(new URL(url).searchParams.get('scope')));
        await authority.visit(url);
      },
      ...more,
    }),
  );
  if (answer.ok) own = answer.value;
  return answer.ok ? answer : { ok: false, failure: answer.failure };
}
async function signedIn(more: Partial<SignInRequest> = {}): Promise<SignedIn> {
  const answer = await ask(more);
  if (!answer.ok) throw new Error(answer.failure.code);
  return answer.value;
}

test.each([
  ['not consented to', 'AADSTS65001: no consent', [report]],
  ['unknown to the tenant', 'AADSTS70011: the scope does not exist', ['Domain.Read.All']],
  ['not of the registration', 'AADSTS650057: not in the list', ['GroupMember.Read.All']],
  ['not consented to, like all but what is needed', 'AADSTS65001: no consent', spare],
])('goes on without what is %s', async (_, text, names) => {
  refuse(names, text);
  const one = await signedIn();
  expect(one.lacking()).toEqual(names);
  expect(pages).toEqual([[...readScopes], [...neededScopes]]);
  // What is given is asked for together from then on, and what is not, no more.
  const token = await one.getToken('read');
  const given = token.ok ? (decodeClaims(token.value)?.scp ?? '') : '';
  expect(namesIn(given)).toEqual(readScopes.filter((scope) => !names.includes(scope)));
  const before = authority.asked.length;
  expect(codeOf(await one.getToken('read'))).toBe('ok');
  expect([authority.asked.length, pages.length]).toEqual([before, 2]);
});

test('does not go on without what everything needs, and asks twice at most', async () => {
  refuse([report, 'Policy.Read.All']);
  expect(codeOf(await ask())).toBe('auth/consent-missing');
  expect(pages).toHaveLength(2);
});

test('what is no matter of permissions is not asked about again', async () => {
  refuse([report], 'AADSTS53003: blocked');
  expect(codeOf(await ask())).toBe('auth/blocked-by-policy');
  expect(pages).toHaveLength(1);
});

test('what could not be asked about is not taken for refused', async () => {
  authority.tricks.refuse = (asked) => {
    if (!asked.includes(report)) return undefined;
    const text = asked.includes('User.Read') ? 'AADSTS65001: no' : 'AADSTS90033: try later';
    return { error: 'invalid_grant', error_description: text };
  };
  expect(codeOf(await ask())).toBe('auth/service-busy');
});

test('a cancel ends it between two permissions', async () => {
  refuse([report]);
  const stop = new AbortController();
  const answer = await ask({
    signal: stop.signal,
    fetch: (url, init) => {
      const asked = namesIn(new URLSearchParams(init.body ?? '').get('scope'));
      if (asked.length === 1) stop.abort();
      return fetch(url, init);
    },
  });
  expect(codeOf(answer)).toBe('auth/cancelled');
  const alone = authority.asked.filter(({ form }) => namesIn(form['scope']).length === 1);
  expect([pages.length, alone.length < 2]).toEqual([2, true]);
});

test('signing in again asks for all of it, and learns what is given by now', async () => {
  refuse([report]);
  const one = await signedIn();
  refuse([report, 'Domain.Read.All']);
  expect(codeOf(await one.renew(never))).toBe('ok');
  expect(one.lacking()).toEqual([report, 'Domain.Read.All']);
  // The sign-in that stands tells which: a person is asked for the others alone.
  const given = readScopes.filter((scope) => ![report, 'Domain.Read.All'].includes(scope));
  expect(pages.slice(2)).toEqual([[...readScopes], given]);
  delete authority.tricks.refuse;
  expect(codeOf(await one.renew(never))).toBe('ok');
  expect([one.lacking(), pages.length]).toEqual([[], 5]);
});

test('an optional one that was taken back stops no renewal, and is not asked for again', async () => {
  const [optional] = optionalScopes;
  const one = await signedIn();
  expect(codeOf(await one.renew(never, [optional]))).toBe('ok');
  refuse([optional]);
  expect(codeOf(await one.renew(never))).toBe('ok');
  expect([one.allowed(), one.lacking()]).toEqual([[], []]);
});

test.each(['refused', 'left out'])('an optional one that is %s loses only its own', async (how) => {
  const [one, other] = optionalScopes;
  const own = await signedIn();
  expect(codeOf(await own.renew(never, [one]))).toBe('ok');
  expect(codeOf(await own.renew(never, [other]))).toBe('ok');
  if (how === 'refused') refuse([one]);
  else authority.tricks.grant = (asked) => asked.filter((scope) => scope !== one);
  expect(codeOf(await own.renew(never))).toBe('ok');
  expect([own.allowed(), own.lacking()]).toEqual([[other], []]);
  delete authority.tricks.refuse;
  delete authority.tricks.grant;
  // Wanted again, it goes along again.
  expect(codeOf(await own.renew(never, [one]))).toBe('ok');
  expect(own.allowed()).toEqual([other, one]);
});

test('a kept sign-in goes on without it too, and without a browser', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'causeway-kept-'));
  try {
    const kept = keptIn(folder, fakeKeyStore());
    await kept.turn(true);
    const keep: SignInRequest['keep'] = (place) => kept.open(place);
    refuse([report]);
    await (await signedIn({ keep })).close();
    expect((await signedIn({ keep })).lacking()).toEqual([report]);
    expect(pages).toHaveLength(2);
  } finally {
    await own?.close();
    rmSync(folder, { recursive: true });
  }
});
