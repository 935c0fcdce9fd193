import { afterEach, beforeEach, expect, test } from 'vitest';
import { neededScopes, readScopes } from '../../../../shared/registration/graph-scopes';
import { signIn, type SignedIn, type SignInRequest } from '../../../../src-main/auth/token-broker';
import { saidBy } from '../../../../src-main/workspace/connect-view';
import { codeOf, requestTo, startFakeAuthority, type FakeAuthority } from './fake-authority';

const report = 'AuditLog.Read.All';
const spare = readScopes.filter((scope) => !neededScopes.has(scope));

let authority: FakeAuthority;
let pages: URL[];
let own: SignedIn | null;
beforeEach(async () => {
  authority = await startFakeAuthority();
  [pages, own] = [[], null];
});
afterEach(async () => {
  await own?.close();
  await authority.close();
});

/** Signs in where this one is not given. */
async function without(refused: string, more: Partial<SignInRequest> = {}): Promise<SignedIn> {
  const answer = await signInWithout([refused], more);
  if (!answer.ok) throw new Error(answer.failure.code);
  return (own = answer.value);
}
function signInWithout(refused: readonly string[], more: Partial<SignInRequest> = {}) {
  authority.tricks.grant = (asked) => asked.filter((one) => !refused.some((r) => one.endsWith(r)));
  return signIn(
    requestTo(authority, {
      openBrowser: async (url) => {
        pages.push(new URL(url));
        await authority.visit(url);
      },
      ...more,
    }),
  );
}

test.each(spare)('goes on without %s, and says what is unknown then', async (scope) => {
  const signedIn = await without(scope);
  expect(signedIn.lacking()).toEqual([scope]);
  const [told] = saidBy(signedIn).lacking;
  expect([told?.scope, (told?.sources.length ?? 0) > 0]).toEqual([scope, true]);
});

test.each([...neededScopes])('does not go on without %s', async (scope) => {
  const answer = await signInWithout([scope, report]);
  expect(codeOf(answer)).toBe('auth/scopes-missing');
  const { scopes, why } = answer.ok ? {} : answer.failure.values;
  expect([scopes?.split(', '), why]).toEqual([expect.arrayContaining([scope]), 'needed']);
});

test('later tokens are asked for without it, from memory', async () => {
  const signedIn = await without(report);
  const before = authority.asked.length;
  for (let count = 0; count < 3; count += 1) {
    expect(codeOf(await signedIn.getToken('read'))).toBe('ok');
  }
  expect(authority.asked).toHaveLength(before);
  expect(codeOf(await signedIn.getToken('write', { scopes: ['Group.ReadWrite.All'] }))).toBe('ok');
  expect(pages.at(-1)?.searchParams.get('scope')).not.toContain(report);
});

test('signing in again asks for all of it, and reads it once it is given', async () => {
  const signedIn = await without(report);
  authority.tricks.grant = (asked) => asked;
  expect(codeOf(await signedIn.renew(new AbortController().signal))).toBe('ok');
  expect(pages.at(-1)?.searchParams.get('scope')).toContain(report);
  expect(signedIn.lacking()).toEqual([]);
});

test('a question that was given up leaves the sign-in as it was', async () => {
  let choice: 'sign-in' | 'deny' = 'sign-in';
  const signedIn = await without(report, {
    openBrowser: async (url) => void (await authority.visit(url, choice)),
  });
  choice = 'deny';
  expect(codeOf(await signedIn.renew(new AbortController().signal))).toBe('auth/cancelled');
  expect(signedIn.lacking()).toEqual([report]);
  const before = authority.asked.length;
  expect(codeOf(await signedIn.getToken('read'))).toBe('ok');
  expect(authority.asked).toHaveLength(before);
});

test('names them without the resource, in every cloud', async () => {
  const answer = await signInWithout([report], { graphOrigin: 'https://graph.microsoft.us' });
  // This authority's tokens are for another cloud's Graph.
  expect(codeOf(answer)).toBe('auth/failed');
  authority.tricks.audience = 'https://graph.microsoft.us';
  const known = await signInWithout([report], { graphOrigin: 'https://graph.microsoft.us' });
  if (!known.ok) throw new Error(known.failure.code);
  own = known.value;
  expect(own.lacking()).toEqual([report]);
});
