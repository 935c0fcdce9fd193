import { expect, test } from 'vitest';
import { parseAuthority } from '../../../../src-main/auth/authority';
import {
  createNetworkClient,
  NetworkClientError,
  type FetchPort,
} from '../../../../src-main/auth/network-client';

const cloud = 'https://login.microsoftonline.com';

function client(
  fetch: FetchPort,
  signal = new AbortController().signal,
  authority = `${cloud}/organizations`,
) {
  const parsed = parseAuthority(authority);
  if (!parsed) throw new Error('authority');
  const dates: string[] = [];
  const network = createNetworkClient({
    authority: parsed,
    fetch,
    signal: () => signal,
    mayWrite: () => true,
    onServerDate: (date) => void dates.push(date),
  });
  return { network, dates };
}
const answer =
  (body: BodyInit, headers = {}): FetchPort =>
  () =>
    Promise.resolve(new Response(body, { headers }));
const reasonOf = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'none',
    (error: unknown) => (error instanceof NetworkClientError ? error.reason : 'other'),
  );

test('sends without cookies, cache or redirects, and passes body and headers on', async () => {
  const seen: unknown[] = [];
  const { network, dates } = client((url, init) => {
    seen.push(url, init.method, init.body, init.headers['x-one']);
    seen.push(init.redirect, init.credentials, init.cache);
    return Promise.resolve(new Response('{"a":1}', { headers: { date: 'D', 'x-two': '2' } }));
  });
  const result = await network.sendPostRequestAsync(`${cloud}/t/token`, {
    body: 'b',
    headers: { 'x-one': '1' },
  });
  expect(seen).toEqual([`${cloud}/t/token`, 'POST', 'b', '1', 'error', 'omit', 'no-store']);
  expect(result).toMatchObject({ status: 200, body: { a: 1 }, headers: { 'x-two': '2' } });
  expect(dates).toEqual(['D']);
});

test.each([
  'https://evil.example/token',
  'http://login.microsoftonline.com/token',
  'https://login.microsoftonline.com@evil.example/token',
  'https://login.microsoftonline.com:444/token',
  'https://login.microsoftonline.us/token',
  'token',
])('sends nothing to %s', async (url) => {
  let isSent = false;
  const { network } = client(() => {
    isSent = true;
    return Promise.resolve(new Response('{}'));
  });
  expect(await reasonOf(network.sendPostRequestAsync(url, { body: 'code=secret' }))).toBe('origin');
  expect(isSent).toBe(false);
});

test('reads at most a megabyte, whatever the length header says', async () => {
  let sent = 0;
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      sent += 65_536;
      controller.enqueue(new Uint8Array(65_536).fill(32));
    },
  });
  const { network } = client(answer(endless, { 'content-length': '2' }));
  expect(await reasonOf(network.sendGetRequestAsync(`${cloud}/t`))).toBe('too-large');
  expect(sent).toBeLessThan(2_000_000);
});

test('a page instead of JSON is malformed; an error carries no address', async () => {
  expect(await reasonOf(client(answer('<html>')).network.sendGetRequestAsync(`${cloud}/t`))).toBe(
    'malformed',
  );
  const failing = client((url) => Promise.reject(new Error(`connect ${url}`)));
  const error: unknown = await failing.network
    .sendGetRequestAsync(`${cloud}/t?x=1`)
    .catch((e: unknown) => e);
  expect(String(error)).not.toContain('microsoftonline');
});

test('an aborted call ends at once, before or during the request', async () => {
  const stop = new AbortController();
  const hanging: FetchPort = (_url, init) =>
    new Promise((_resolve, reject) => {
      if (init.signal.aborted) reject(new Error('aborted'));
      init.signal.addEventListener('abort', () => reject(new Error('aborted')));
    });
  const { network } = client(hanging, stop.signal);
  const call = reasonOf(network.sendGetRequestAsync(`${cloud}/t`));
  stop.abort();
  expect(await call).toBe('aborted');
  expect(await reasonOf(network.sendGetRequestAsync(`${cloud}/t`))).toBe('aborted');
});

test('the practice tenant’s own origin is spelled as MSAL knows it, other addresses stay', async () => {
  const seen: string[] = [];
  const { network } = client(
    (url) => {
      seen.push(url);
      return Promise.resolve(
        new Response(
          '{"issuer":"http://127.0.0.1:5000/t/v2.0","other":"http://127.0.0.1:50001/x"}',
        ),
      );
    },
    new AbortController().signal,
    'http://127.0.0.1:5000/t',
  );
  const result = await network.sendGetRequestAsync('https://127.0.0.1:5000/t/v2.0/doc');
  expect(seen).toEqual(['http://127.0.0.1:5000/t/v2.0/doc']);
  expect(result.body).toEqual({
    issuer: 'https://127.0.0.1:5000/t/v2.0',
    other: 'http://127.0.0.1:50001/x',
  });
});
