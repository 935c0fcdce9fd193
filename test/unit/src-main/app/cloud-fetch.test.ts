import { expect, test } from 'vitest';
import { sessionFetch, writeSessionFetch } from '../../../../src-main/app/cloud-fetch';

function fakeSession(closes: () => Promise<void>) {
  const told: string[] = [];
  return {
    told,
    fetch: (input: string | object) => {
      told.push(`fetch ${typeof input === 'string' ? input : 'request'}`);
      return Promise.resolve(new Response('{}'));
    },
    closeAllConnections: async () => {
      await closes();
      told.push('closed');
    },
  };
}

test('a write leaves over a new connection: every other one is closed before it', async () => {
  const session = fakeSession(() => Promise.resolve());
  const send = writeSessionFetch(session);
  await send('https://graph.microsoft.com/v1.0/a', { method: 'PATCH' });
  await send(new URL('https://graph.microsoft.com/v1.0/b'), { method: 'POST' });
  expect(session.told).toEqual([
    'closed',
    'fetch https://graph.microsoft.com/v1.0/a',
    'closed',
    'fetch https://graph.microsoft.com/v1.0/b',
  ]);
});

test('a write does not leave where the connections cannot be closed', async () => {
  const session = fakeSession(() => Promise.reject(new Error('gone')));
  await expect(writeSessionFetch(session)('https://graph.microsoft.com/')).rejects.toThrow();
  expect(session.told).toEqual([]);
});

test('reads keep their connections', async () => {
  const session = fakeSession(() => Promise.resolve());
  await sessionFetch(session)('https://graph.microsoft.com/v1.0/a');
  expect(session.told).toEqual(['fetch https://graph.microsoft.com/v1.0/a']);
});
