import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { httpsTransport } from '../../../../src-main/graph/https-transport';
import type { Fetch } from '../../../../src-main/graph/fetch';

const origin = 'https://graph.microsoft.com';
const request = { method: 'GET', url: `${origin}/v1.0/me`, headers: {}, body: null } as const;

/** Answers nothing, until it is told to end. */
const silent: Fetch = (_url, init) =>
  new Promise((_resolve, reject) => {
    init?.signal?.addEventListener('abort', () => reject(new DOMException('', 'AbortError')));
  });

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => void vi.useRealTimers());

test.each([
  ['a read', 'read', 60_000],
  ['a write', 'write', 120_000],
] as const)('%s that nobody answers ends in its time', async (_name, lane, limit) => {
  const transport = httpsTransport({ kind: 'https', origin, fetch: silent, writeFetch: silent });
  const ended = vi.fn();
  const sent = transport.send({ ...request, lane }).finally(ended);
  await vi.advanceTimersByTimeAsync(limit - 1);
  expect(ended).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  expect(await sent).toMatchObject({
    ok: false,
    failure: { code: 'graph/network', values: { code: 'timeout' } },
  });
});

test('nothing waits any more once the answer is here', async () => {
  const fetch: Fetch = () => Promise.resolve(new Response('{}'));
  const transport = httpsTransport({ kind: 'https', origin, fetch, writeFetch: fetch });
  expect((await transport.send(request)).ok).toBe(true);
  expect(vi.getTimerCount()).toBe(0);
});
