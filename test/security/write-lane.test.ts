import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ok } from '../../shared/result';
import type { Fetch } from '../../src-main/graph/fetch';
import { createGraphClient } from '../../src-main/graph/graph-client';
import { httpsTransport } from '../../src-main/graph/https-transport';
import { isWriteSentOnce } from '../../src-main/graph/write-lane-test';
import { systemClock } from '../../src-main/ports/system-clock';
import { reached } from '../fixtures/campaign';

const methods = ['POST', 'PATCH', 'DELETE'] as const;

/** How a connection that was kept alive breaks under a write, and what the sender sees of it. */
const breaks: readonly (readonly [string, (socket: Socket) => void])[] = [
  ['closed without a byte', (socket) => socket.end()],
  ['reset without a byte', (socket) => socket.resetAndDestroy()],
  ['closed in the status line', (socket) => socket.end('HTTP/1.1 20')],
  [
    'reset in the body',
    (socket) => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 500\r\n\r\n{"value"', () =>
        socket.resetAndDestroy(),
      );
    },
  ],
  [
    'answered 408 and closed',
    (socket) => socket.end('HTTP/1.1 408 Request Timeout\r\ncontent-length: 0\r\n\r\n'),
  ],
];

let server: Server;
let origin: string;
let arrivals: string[];
let broken: (socket: Socket) => void;
const sockets = new Set<Socket>();

beforeEach(async () => {
  arrivals = [];
  broken = (socket) => socket.end();
  server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    let text = '';
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
      const head = text.indexOf('\r\n\r\n');
      if (head < 0) return;
      const length = Number(/content-length: (\d+)/i.exec(text)?.[1] ?? 0);
      if (text.length < head + 4 + length) return;
      const [method = ''] = text.split(' ');
      text = '';
      if (method === 'GET') {
        socket.write(
          'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}',
        );
        return;
      }
      arrivals.push(method);
      broken(socket);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const address = server.address();
  origin = `http://127.0.0.1:${typeof address === 'object' ? (address?.port ?? 0) : 0}`;
});

afterEach(() => {
  for (const socket of sockets) socket.destroy();
  sockets.clear();
  server.close();
});

const nodeFetch: Fetch = (input, init) => fetch(input, init);

describe('one write of ours', { timeout: 60_000 }, () => {
  it.each(breaks)('arrives once when its connection is %s', async (_, act) => {
    broken = act;
    const transport = httpsTransport({
      ...{ kind: 'practice', origin, fetch: nodeFetch, writeFetch: nodeFetch },
    });
    for (const method of methods) {
      arrivals = [];
      // Reads before it, so that there is a connection to be kept alive.
      for (let read = 0; read < 3; read += 1) {
        expect(
          await transport.send({ method: 'GET', url: `${origin}/v1.0/x`, headers: {}, body: null }),
        ).toMatchObject({ ok: true });
      }
      await transport.send({
        ...{ method, url: `${origin}/v1.0/y`, lane: 'write' },
        ...{
          headers: { 'content-type': 'application/json' },
          body: method === 'DELETE' ? null : '{}',
        },
      });
      // A second sending would have arrived before this read is answered.
      await transport.send({ method: 'GET', url: `${origin}/v1.0/x`, headers: {}, body: null });
      expect([method, arrivals]).toEqual([method, [method]]);
    }
  });

  it('is promised for every method and every break', () => {
    expect(breaks.length).toBeGreaterThanOrEqual(4);
    reached(
      'P5',
      `${methods.join(', ')} × ${breaks.length} broken connections over HTTP/1.1, as the command line sends`,
      { breaks: breaks.length },
    );
  });
});

describe('a source that is only read', () => {
  it('lets no write leave', async () => {
    const sent: string[] = [];
    const client = createGraphClient({
      getToken: null,
      clock: systemClock,
      transport: {
        ...{ kind: 'capture', origin: 'https://graph.microsoft.com', canWrite: false },
        send: (request) => {
          sent.push(request.method);
          return Promise.resolve(ok({ status: 200, headers: {}, body: '{}' }));
        },
      },
    });
    const path = '/v1.0/policies/authenticationMethodsPolicy';
    expect(await client.sendOnce('PATCH', path, {}, {})).toMatchObject({
      ok: false,
      failure: { code: 'graph/read-only-source' },
    });
    expect(sent).toEqual([]);
  });
});

describe('the self-test of the write lane (G14)', { timeout: 60_000 }, () => {
  it('passes on the network stack of this runtime', async () => {
    expect(await isWriteSentOnce(nodeFetch, nodeFetch)).toBe(true);
  });

  it.each(methods)('sees a stack that sends a broken %s again', async (resent) => {
    const careless: Fetch = async (input, init) => {
      try {
        return await fetch(input, init);
      } catch (error) {
        if (init?.method !== resent) throw error;
        return fetch(input, init);
      }
    };
    expect(await isWriteSentOnce(nodeFetch, careless)).toBe(false);
  });

  it('sees a stack that answers a broken write as if it had gone well', async () => {
    const blind: Fetch = (input, init) =>
      fetch(input, init).catch(() => new Response('{}', { status: 200 }));
    expect(await isWriteSentOnce(nodeFetch, blind)).toBe(false);
  });

  it('fails closed where it cannot be made', async () => {
    const none: Fetch = () => Promise.reject(new Error('offline'));
    expect(await isWriteSentOnce(none, none)).toBe(false);
  });
});
