import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  optionalScopes,
  readScopes,
  writeScopes,
} from '../../../../shared/registration/graph-scopes';
import { asksOnlyToRead } from '../../../../src-main/auth/scopes';
import { signIn, type SignedIn, type SignInRequest } from '../../../../src-main/auth/token-broker';
import { codeOf, requestTo, startFakeAuthority, type FakeAuthority } from './fake-authority';

const [rollout, sync] = optionalScopes;
const never = new AbortController().signal;
let authority: FakeAuthority;
let pages: URL[];
beforeEach(async () => {
  authority = await startFakeAuthority();
  pages = [];
});
afterEach(() => authority.close());

/** Read-only: no permission to change may leave, an optional one to read may. */
async function signedIn(change: Partial<SignInRequest> = {}): Promise<SignedIn> {
  const answer = await signIn(
    requestTo(authority, {
      mayWrite: () => false,
      openBrowser: async (url) => {
        pages.push(new URL(url));
        await authority.visit(url);
      },
      ...change,
    }),
  );
  if (!answer.ok) throw new Error(answer.failure.code);
  return answer.value;
}

/** Graph's names in a question, without those of the sign-in itself. */
const namesIn = (scope: string | null | undefined): string[] =>
  (scope ?? '').split(' ').filter((one) => one.includes('.'));
const lastAsked = (): string[] => namesIn(authority.asked.at(-1)?.form['scope']);

test('an optional permission is asked apart, and goes along from then on', async () => {
  const own = await signedIn();
  expect([own.allowed(), namesIn(pages[0]?.searchParams.get('scope'))]).toEqual([
    [],
    [...readScopes],
  ]);
  expect(codeOf(await own.renew(never, [rollout]))).toBe('ok');
  expect(namesIn(pages[1]?.searchParams.get('scope'))).toEqual([rollout]);
  expect(pages[1]?.searchParams.get('login_hint')).toBe('operator@contoso.example');
  expect(own.allowed()).toEqual([rollout]);
  expect(codeOf(await own.getToken('read'))).toBe('ok');
  expect(lastAsked()).toEqual([...readScopes, rollout]);
});

test('one that a tenant does not know stops nothing else', async () => {
  const own = await signedIn();
  authority.tricks.tokenError = {
    error: 'invalid_scope',
    error_description: 'AADSTS70011: the scope does not exist',
  };
  expect((await own.renew(never, [sync])).ok).toBe(false);
  delete authority.tricks.tokenError;
  expect(own.allowed()).toEqual([]);
  authority.asked.length = 0;
  expect(codeOf(await own.getToken('read'))).toBe('ok');
  expect(authority.asked.filter(({ form }) => form['scope']?.includes(sync))).toEqual([]);
});

test('one that is not granted does not count as allowed', async () => {
  const own = await signedIn();
  authority.tricks.grant = (asked) => asked.filter((name) => name !== sync);
  expect(codeOf(await own.renew(never, [sync]))).toBe('auth/scopes-missing');
  expect(own.allowed()).toEqual([]);
});

test('one that is taken away later does not stop what a plan needs', async () => {
  const own = await signedIn();
  expect(codeOf(await own.renew(never, [rollout]))).toBe('ok');
  authority.tricks.grant = (asked) => asked.filter((name) => name !== rollout);
  expect(codeOf(await own.getToken('read'))).toBe('ok');
  expect(own.allowed()).toEqual([]);
  authority.asked.length = 0;
  expect(codeOf(await own.getToken('read'))).toBe('ok');
  expect(authority.asked.filter(({ form }) => form['scope']?.includes(rollout))).toEqual([]);
});

test('one whose consent is taken back does not stop what a plan needs either', async () => {
  const own = await signedIn();
  expect(codeOf(await own.renew(never, [rollout]))).toBe('ok');
  authority.tricks.refuse = (asked) =>
    asked.includes(rollout)
      ? { error: 'invalid_grant', error_description: 'AADSTS65001: no consent' }
      : undefined;
  expect(codeOf(await own.getToken('read'))).toBe('ok');
  expect(own.allowed()).toEqual([]);
});

test('the first write asks for none of them', async () => {
  const own = await signedIn({ mayWrite: () => true });
  expect(codeOf(await own.renew(never, [rollout]))).toBe('ok');
  expect(codeOf(await own.getToken('write'))).toBe('ok');
  expect(namesIn(pages.at(-1)?.searchParams.get('scope'))).toEqual([...readScopes, ...writeScopes]);
});

test('each of them only reads', () => {
  for (const name of optionalScopes) expect(asksOnlyToRead([`openid ${name}`])).toBe(true);
  expect(asksOnlyToRead([`${rollout} Policy.ReadWrite.AuthenticationMethod`])).toBe(false);
});
