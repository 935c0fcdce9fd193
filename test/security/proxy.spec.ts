import { createServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { connect, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { expect, test } from '@playwright/test';
import { runProgram, stageProgram } from '../fixtures/electron-program';
import { selfSigned } from '../fixtures/self-signed';

const host = 'graph.example';
const right = `Basic ${Buffer.from('ada:right').toString('base64')}`;

/** A Graph behind a proxy that opens tunnels for one name and password alone. */
async function startNetwork() {
  const [arrived, tunnels]: [string[], string[]] = [[], []];
  const sockets = new Set<Duplex>();
  const graph = createSecureServer(selfSigned(), (request, response) => {
    const words = [request.method, request.url, request.headers.authorization ?? '-'];
    arrived.push([...words, request.headers['proxy-authorization'] ?? '-'].join(' '));
    response.end('{}');
  });
  const proxy = createServer((_, response) => void response.writeHead(405).end());
  proxy.on('connect', (request, socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    if (!(request.url ?? '').startsWith(`${host}:`)) return void socket.destroy();
    const given = request.headers['proxy-authorization'] ?? '-';
    tunnels.push([given, request.headers.authorization ?? '-'].join(' '));
    if (given !== right) {
      const lines = [
        'HTTP/1.1 407 x',
        'Proxy-Authenticate: Basic realm="Acme"',
        'Connection: close',
        'Content-Length: 0',
      ];
      return void socket.end(`${lines.join('\r\n')}\r\n\r\n`);
    }
    const up = connect((graph.address() as AddressInfo).port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      up.pipe(socket).pipe(up);
    });
    up.on('error', () => undefined);
  });
  for (const one of [graph, proxy]) {
    await new Promise<void>((done) => one.listen(0, '127.0.0.1', done));
  }
  return {
    ...{ arrived, tunnels },
    proxy: `http://127.0.0.1:${String((proxy.address() as AddressInfo).port)}`,
    target: `https://${host}:${String((graph.address() as AddressInfo).port)}`,
    close: () => {
      for (const one of sockets) one.destroy();
      for (const one of [graph, proxy]) one.close();
      graph.closeAllConnections();
    },
  };
}

/** A port of 127.0.0.1 that nobody listens on. */
async function deadPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

test('a proxy that asks, behind a dead one in the system’s script, gets its answer, nothing of the request, and every write arrives once', async () => {
  const network = await startNetwork();
  const script = `PROXY 127.0.0.1:${String(await deadPort())}; PROXY ${new URL(network.proxy).host}; DIRECT`;
  const stage = await stageProgram(join(import.meta.dirname, 'proxy-app.ts'));
  const said = await runProgram(stage, [`--proxy=${script}`, `--target=${network.target}`]);
  network.close();
  const { bare, asked, statuses } = said as {
    bare: string;
    asked: { port: number; isAgain: boolean; realm: string }[];
    statuses: number[];
  };
  // Without us nobody is asked, and nothing gets through.
  expect(bare).toMatch(/^407$|ERR_TUNNEL_CONNECTION_FAILED/);
  expect(statuses).toEqual([200, 200]);
  // A wrong answer, said to be wrong; then the right one, for reads and writes.
  expect(asked.map(({ isAgain, realm }) => [isAgain, realm])).toEqual([
    [false, 'Acme'],
    [true, 'Acme'],
  ]);
  expect(asked[0]?.port).toBe(Number(new URL(network.proxy).port));
  const ofRequests = network.arrived.filter((one) => !one.startsWith('HEAD / - -'));
  // The server never saw the proxy's word, and the proxy never saw a token.
  expect(ofRequests).toEqual([
    'GET /read Bearer token-of-graph -',
    'POST /write Bearer token-of-graph -',
  ]);
  expect(network.tunnels.every((one) => one.endsWith(' -'))).toBe(true);
});
