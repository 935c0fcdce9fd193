import { rmSync } from 'node:fs';
import { connect } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { signIn, type SignedIn } from '../../../../src-main/auth/token-broker';
import { fakeKeyStore } from '../../../fixtures/fake-key-store';
import { keptIn } from '../../../fixtures/kept-folder';
import { quickFolder } from '../../../fixtures/campaign';
import { codeOf, requestTo, startFakeAuthority, type FakeAuthority } from './fake-authority';

let authority: FakeAuthority;
let ports: number[];
/** What becomes of the page of a sign-in. */
let follow: (url: string) => Promise<unknown>;
beforeEach(async () => {
  authority = await startFakeAuthority();
  [ports, follow] = [[], (url) => authority.visit(url)];
});
afterEach(() => authority.close());

/** Somebody whose token ends at once: each call for one asks the service. */
async function signedIn(): Promise<SignedIn> {
  authority.tricks.tokenSeconds = 60;
  const openBrowser = async (url: string): Promise<void> => {
    ports.push(Number(new URL(new URL(url).searchParams.get('redirect_uri') ?? '').port));
    await follow(url);
  };
  const answer = await signIn(requestTo(authority, { openBrowser }));
  if (!answer.ok) throw new Error(answer.failure.code);
  return answer.value;
}

const isAsked = (least: number) =>
  expect
    .poll(() => authority.asked.filter(({ path }) => path.endsWith('/token')).length)
    .toBeGreaterThanOrEqual(least);
const passed = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => (socket.destroy(), resolve(true)));
    socket.once('error', () => resolve(false));
  });
}

test('a sign-in is asked at once where a renewal hangs, which is made again after it', async () => {
  const own = await signedIn();
  authority.tricks.holdToken = true;
  const waiting = [own.getToken('read'), own.getToken('read'), own.getToken('read')];
  await isAsked(2);
  const before = authority.given.length;
  let opened = 0;
  follow = async (url) => {
    opened = Date.now();
    authority.tricks.holdToken = false;
    await authority.visit(url);
  };
  const at = Date.now();
  const renewed = await own.renew(new AbortController().signal);
  expect(codeOf(renewed)).toBe('ok');
  expect(opened - at).toBeLessThan(1_000);
  const tokens = await Promise.all(waiting);
  for (const token of tokens) {
    // Nothing of what the calls that were ended might have brought.
    expect(authority.given.slice(before)).toContain(token.ok ? token.value : codeOf(token));
  }
  await own.signOut();
});

test('a sign-in that is cancelled behind a hanging renewal ends within a second', async () => {
  const own = await signedIn();
  authority.tricks.holdToken = true;
  const waiting = own.getToken('read');
  await isAsked(2);
  for (let round = 0; round < 5; round += 1) {
    // The person closes nothing and does nothing; then only the service hangs.
    follow = round % 2 === 0 ? () => Promise.resolve() : (url) => authority.visit(url);
    const stop = new AbortController();
    const asked = own.renew(stop.signal);
    await passed(100);
    const at = Date.now();
    stop.abort();
    expect(codeOf(await asked)).toBe('auth/cancelled');
    expect(Date.now() - at).toBeLessThan(1_000);
    for (const port of ports) expect(await isOpen(port)).toBe(false);
  }
  const given = authority.given.length;
  authority.tricks.holdToken = false;
  follow = (url) => authority.visit(url);
  expect(codeOf(await own.renew(new AbortController().signal))).toBe('ok');
  const token = await waiting;
  expect(authority.given.slice(given)).toContain(token.ok ? token.value : codeOf(token));
  await own.signOut();
});

test('whoever waits for a token, a person’s leave to write too, may give up waiting', async () => {
  const own = await signedIn();
  follow = () => Promise.resolve();
  const first = new AbortController();
  const leave = own.getToken('write', { signal: first.signal });
  await expect.poll(() => ports.length).toBe(2);
  const [second, third] = [new AbortController(), new AbortController()];
  const behind = [
    own.getToken('write', { signal: second.signal }),
    own.getToken('read', { signal: second.signal }),
    own.renew(third.signal),
  ];
  await passed(50);
  const at = Date.now();
  second.abort();
  third.abort();
  expect((await Promise.all(behind)).map(codeOf)).toEqual(Array(3).fill('auth/cancelled'));
  expect(Date.now() - at).toBeLessThan(500);
  // What a person is asked does not give way to another question.
  expect(await isOpen(ports[1] ?? 0)).toBe(true);
  first.abort();
  expect(codeOf(await leave)).toBe('auth/cancelled');
  follow = (url) => authority.visit(url);
  expect(codeOf(await own.getToken('read'))).toBe('ok');
  await own.signOut();
});

test('signing out ends a call that hangs, and everything that waits behind it', async () => {
  const own = await signedIn();
  authority.tricks.holdToken = true;
  const waiting = [own.getToken('read'), own.getToken('read')];
  await isAsked(2);
  const renewal = own.renew(new AbortController().signal);
  const at = Date.now();
  await own.signOut();
  const codes = (await Promise.all([...waiting, renewal])).map(codeOf);
  expect(Date.now() - at).toBeLessThan(1_000);
  expect(codes.every((code) => ['auth/cancelled', 'auth/signed-out'].includes(code))).toBe(true);
});

test('a kept sign-in whose service hangs may be cancelled too', async () => {
  const folder = quickFolder('kept');
  const store = fakeKeyStore();
  await keptIn(folder, store).turn(true);
  const open = (signal: AbortSignal) =>
    signIn(requestTo(authority, { signal, keep: (place) => keptIn(folder, store).open(place) }));
  const first = await open(new AbortController().signal);
  if (first.ok) await first.value.close();
  authority.tricks.holdToken = true;
  const stop = new AbortController();
  const second = open(stop.signal);
  await isAsked(2);
  const at = Date.now();
  stop.abort();
  expect(codeOf(await second)).toBe('auth/cancelled');
  expect(Date.now() - at).toBeLessThan(1_000);
  authority.tricks.holdToken = false;
  const third = await open(new AbortController().signal);
  expect(codeOf(third)).toBe('ok');
  if (third.ok) await third.value.signOut();
  rmSync(folder, { recursive: true, force: true });
});
