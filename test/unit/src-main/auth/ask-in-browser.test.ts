import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { askInBrowser, type BrowserQuestion } from '../../../../src-main/auth/ask-in-browser';
import { parseAuthority } from '../../../../src-main/auth/authority';
import { createCallQueue } from '../../../../src-main/auth/call-queue';
import { endBrowserWait } from '../../../../src-main/auth/cancel-sign-in';
import { createMsalClient } from '../../../../src-main/auth/msal-client';
import { createNetworkClient } from '../../../../src-main/auth/network-client';
import { clientId, startFakeAuthority, tenantA, type FakeAuthority } from './fake-authority';

let service: FakeAuthority;
beforeEach(async () => {
  service = await startFakeAuthority();
});
afterEach(() => service.close());

function ask(changes: Partial<BrowserQuestion>): ReturnType<typeof askInBrowser> {
  const authority = parseAuthority(`${service.origin}/${tenantA}`);
  if (!authority) throw new Error('authority');
  const call = new AbortController();
  const network = createNetworkClient({
    authority,
    fetch: (url, init) => fetch(url, init),
    signal: () => call.signal,
    mayWrite: () => true,
  });
  return askInBrowser(createMsalClient({ authority, clientId, network }), {
    authority,
    clientId,
    scopes: ['User.Read'],
    openBrowser: () => Promise.resolve(),
    signal: new AbortController().signal,
    mayWrite: () => true,
    abortNetwork: () => call.abort(),
    ...changes,
  });
}

test('ends by itself when nobody answers in time', async () => {
  expect(await ask({ limitMs: 300 })).toMatchObject({ failure: { code: 'auth/timed-out' } });
});

test('ends when an answer fills the memory', async () => {
  let used = 0;
  const question = ask({
    memoryInUse: () => used,
    openBrowser: () => {
      used = 200_000_000;
      return Promise.resolve();
    },
  });
  expect(await question).toMatchObject({
    failure: { code: 'auth/failed', values: { code: 'answer-too-large' } },
  });
});

test('a second question while one is open is refused, and the next one is not', async () => {
  const first = ask({ limitMs: 400 });
  expect(await ask({})).toMatchObject({ failure: { values: { code: 'sign-in-open' } } });
  await first;
  const third = await ask({ openBrowser: async (url) => void (await service.visit(url)) });
  expect(third.ok).toBe(true);
});

test('a browser that cannot be opened is a failure, not a wait', async () => {
  const answer = await ask({ openBrowser: () => Promise.reject(new Error('no browser')) });
  expect(answer).toMatchObject({ failure: { code: 'auth/failed' } });
});

test('an answer with a foreign state does not end the wait', async () => {
  const answer = await ask({
    limitMs: 600,
    openBrowser: async (url) => {
      const foreign = url.replace(/state=[^&]+/, 'state=foreign');
      expect(await service.visit(foreign)).toBe(400);
    },
  });
  expect(answer).toMatchObject({ failure: { code: 'auth/timed-out' } });
});

test('ending a wait that is gone, or that never answers, does not hang', async () => {
  await endBrowserWait({ listenerPort: 9, state: 'x' });
  const silent = createServer(() => undefined);
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const startedAt = Date.now();
  await endBrowserWait({ listenerPort: (silent.address() as AddressInfo).port, state: 'x' });
  expect(Date.now() - startedAt).toBeLessThan(1_500);
  silent.closeAllConnections();
  silent.close();
});

test('calls of one client run one after the other, failures included', async () => {
  const queue = createCallQueue();
  const order: string[] = [];
  const slow = queue(async () => {
    await new Promise((resolve) => setTimeout(resolve, 20));
    order.push('slow');
    throw new Error('slow');
  });
  const quick = queue(() => Promise.resolve(void order.push('quick')));
  await expect(slow).rejects.toThrow('slow');
  await quick;
  expect(order).toEqual(['slow', 'quick']);
});
