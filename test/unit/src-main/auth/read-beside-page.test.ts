import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SignedIn } from '../../../../src-main/auth/token-broker';
import { signIn } from '../../../../src-main/auth/token-broker';
import { codeOf, requestTo, startFakeAuthority, type FakeAuthority } from './fake-authority';

let authority: FakeAuthority;
beforeEach(async () => {
  authority = await startFakeAuthority();
});
afterEach(() => authority.close());

const hour = 3_600_000;
let now = Date.now();

/** Somebody signed in, who leaves the page for leave to write open; `end` closes it. */
async function withOpenPage(): Promise<{ signedIn: SignedIn; end: () => Promise<string> }> {
  now = Date.now();
  let opened = (): void => undefined;
  const isOpen = new Promise<void>((resolve) => (opened = resolve));
  const answer = await signIn(
    requestTo(authority, {
      now: () => now,
      openBrowser: async (url) => {
        if (url.includes('ReadWrite')) opened();
        else await authority.visit(url);
      },
    }),
  );
  if (!answer.ok) throw new Error(codeOf(answer));
  const stop = new AbortController();
  const write = answer.value.getToken('write', { signal: stop.signal });
  await isOpen;
  const end = async (): Promise<string> => {
    stop.abort();
    return codeOf(await write);
  };
  return { signedIn: answer.value, end };
}

/** What a question has come to within half a second. */
function soon(question: Promise<unknown>): Promise<unknown> {
  return Promise.race([question, new Promise((done) => setTimeout(() => done('waits'), 500))]);
}

test('a token to read that is there is given while a page for leave to write is open', async () => {
  const { signedIn, end } = await withOpenPage();
  const before = authority.asked.length;
  expect(await soon(signedIn.getToken('read'))).toMatchObject({ ok: true });
  expect(authority.asked).toHaveLength(before);
  expect(await end()).toBe('auth/cancelled');
  await signedIn.signOut();
});

test('one that is about to end, and one that claims are demanded of, wait for their turn', async () => {
  const { signedIn, end } = await withOpenPage();
  const claimed = signedIn.getToken('read', { claims: '{"access_token":{}}' });
  expect(await soon(claimed)).toBe('waits');
  now += hour - 4 * 60_000;
  const late = signedIn.getToken('read');
  expect(await soon(late)).toBe('waits');
  await end();
  now -= hour;
  await Promise.all([claimed, late]);
  await signedIn.signOut();
});

test('a second question to write waits, and nothing is given after signing out', async () => {
  const { signedIn, end } = await withOpenPage();
  const second = new AbortController();
  const write = signedIn.getToken('write', { signal: second.signal });
  expect(await soon(write)).toBe('waits');
  second.abort();
  await Promise.all([signedIn.signOut(), end()]);
  expect(codeOf(await write)).not.toBe('ok');
  expect(codeOf(await signedIn.getToken('read'))).toBe('auth/signed-out');
});
