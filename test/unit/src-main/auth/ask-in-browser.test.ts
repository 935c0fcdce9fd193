import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
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

/** Whether somebody takes a connection there. */
function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

test('ends by itself when nobody answers in time, and leaves no port open', async () => {
  let port = 0;
  let isOpen = false;
  const openBrowser = async (url: string): Promise<void> => {
    const redirect = new URL(url).searchParams.get('redirect_uri') ?? '';
    port = Number(new URL(redirect).port);
    isOpen = await isListening(port);
  };
  const answer = await ask({ limitMs: 300, openBrowser });
  expect(answer).toMatchObject({ failure: { code: 'auth/timed-out' } });
  expect([isOpen, await isListening(port)]).toEqual([true, false]);
});

test('waits five minutes for a person where nothing else is said', async () => {
  const { setTimeout: after } = globalThis;
  const limits: number[] = [];
  vi.stubGlobal('setTimeout', (end: () => void, ms: number) => {
    if (ms < 100_000) return after(end, ms);
    limits.push(ms);
    return after(end, 300);
  });
  expect(await ask({})).toMatchObject({ failure: { code: 'auth/timed-out' } });
  expect(limits).toEqual([300_000]);
});

test('says when the browser has answered, and only then', async () => {
  const told: string[] = [];
  const visit = (answer?: 'deny') => async (url: string) => void (await service.visit(url, answer));
  const answered = (): void => void told.push('answered');
  expect((await ask({ answered, openBrowser: visit() })).ok).toBe(true);
  expect((await ask({ answered, openBrowser: visit('deny') })).ok).toBe(false);
  expect(told).toHaveLength(2);
  await ask({ answered, openBrowser: () => Promise.reject(new Error('no browser')) });
  await ask({ answered, limitMs: 100 });
  expect(told).toHaveLength(2);
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
  expect(await ask({})).toMatchObject({ failure: { code: 'auth/sign-in-open' } });
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
