import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { connect, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { expect, test } from '@playwright/test';
import { unprivilegedUser } from '../../src-main/launch/drop-root.mjs';
import { runProgram, stageProgram } from '../fixtures/electron-program';
import { selfSigned } from '../fixtures/self-signed';
import { clientId, jwt, tenantA } from '../unit/src-main/auth/fake-authority';

const signInHost = 'login.microsoftonline.com';
const graphHost = 'graph.microsoft.com';
const right = `Basic ${Buffer.from('ada:right').toString('base64')}`;

/** What Microsoft's sign-in service and Graph answer, as far as a sign-in and two requests go. */
function answerTo(path: string, form: URLSearchParams): object {
  const place = `https://${signInHost}/${tenantA}`;
  if (path.endsWith('/openid-configuration')) {
    return {
      issuer: `${place}/v2.0`,
      authorization_endpoint: `${place}/oauth2/v2.0/authorize`,
      token_endpoint: `${place}/oauth2/v2.0/token`,
      jwks_uri: `${place}/discovery/v2.0/keys`,
    };
  }
  if (!path.endsWith('/token')) return {};
  const scope = form.get('scope') ?? '';
  const claims = { tid: tenantA, oid: clientId, sub: clientId };
  const account = { uid: clientId, utid: tenantA };
  return {
    ...{ token_type: 'Bearer', expires_in: 3600, scope, refresh_token: 'r' },
    access_token: jwt({ ...claims, appid: clientId, aud: `https://${graphHost}`, scp: scope }),
    id_token: jwt({ ...claims, aud: clientId, preferred_username: 'operator@contoso.example' }),
    client_info: Buffer.from(JSON.stringify(account)).toString('base64url'),
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}

const portOf = (server: Server): number => (server.address() as AddressInfo).port;

/** Microsoft's two hosts with a certificate that nobody knows, a proxy that asks, and its script. */
async function startNetwork(certificate: ReturnType<typeof selfSigned>) {
  const [arrived, tunnels, broken]: [string[], string[], string[]] = [[], [], []];
  const sockets = new Set<Duplex>();
  const microsoft = createSecureServer(certificate, (request, response) => {
    void textOf(request).then((body) => {
      const { host, authorization, 'proxy-authorization': ofProxy } = request.headers;
      const { pathname } = new URL(request.url ?? '/', 'https://x.example');
      const how = authorization?.startsWith('Bearer ey') === true ? 'Bearer' : '-';
      const place = `${(host ?? '').split(':')[0] ?? ''}${pathname.replace(tenantA, '{tenant}')}`;
      arrived.push([request.method, place, how, ofProxy ?? '-'].join(' '));
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(answerTo(pathname, new URLSearchParams(body))));
    });
  });
  microsoft.on('tlsClientError', ({ message }) => broken.push(message));
  microsoft.on('connection', (socket: Duplex) => sockets.add(socket));
  const proxy = createServer((_, response) => void response.writeHead(405).end());
  proxy.on('connect', (request, socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    const [host = ''] = (request.url ?? '').split(':');
    const { 'proxy-authorization': given = '-', authorization = '-' } = request.headers;
    tunnels.push(
      [host, given === right ? 'right' : given === '-' ? '-' : 'wrong', authorization].join(' '),
    );
    if (![signInHost, graphHost].includes(host)) return void socket.destroy();
    if (given !== right) {
      const asks =
        'Proxy-Authenticate: Basic realm="Acme"\r\nConnection: close\r\nContent-Length: 0';
      return void socket.end(`HTTP/1.1 407 x\r\n${asks}\r\n\r\n`);
    }
    const up = connect(portOf(microsoft), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      up.pipe(socket).pipe(up);
    });
    up.on('error', () => undefined);
  });
  const script = createServer((_, response) => {
    response.setHeader('content-type', 'application/x-ns-proxy-autoconfig');
    const way = `PROXY 127.0.0.1:${String(portOf(proxy))}`;
    response.end(`function FindProxyForURL(url, host) {
      return shExpMatch(host, "*.microsoft*.com") ? "${way}" : "DIRECT"; }`);
  });
  const all = [microsoft, proxy, script];
  for (const one of all) await new Promise<void>((done) => one.listen(0, '127.0.0.1', done));
  return {
    ...{ arrived, tunnels, broken },
    // The system's own setting, as far as a command line stands for it.
    args: [
      `--proxy-pac-url=http://127.0.0.1:${String(portOf(script))}/proxy.pac`,
      `--direct=https://127.0.0.1:${String(portOf(microsoft))}`,
    ],
    close: () => {
      for (const one of sockets) one.destroy();
      for (const one of all) one.close();
    },
  };
}

interface Said {
  readonly browsers: number;
  readonly asked: readonly { readonly isAgain: boolean; readonly realm: string }[];
  readonly requests: readonly string[];
  /** As the shell tells it: begun without a network, and after its return. */
  readonly offline: readonly boolean[];
  readonly isSignedIn: boolean;
  readonly signIn: unknown;
  readonly tested: readonly string[];
}

/** A home in which a certificate is trusted, as far as Linux has such a place (NSS). */
function homeThatTrusts(certificate: string): string {
  const home = mkdtempSync(join(tmpdir(), 'causeway-trust-'));
  const store = join(home, '.pki/nssdb');
  mkdirSync(store, { recursive: true });
  const run = (...words: readonly string[]): void =>
    void execFileSync('certutil', ['-d', `sql:${store}`, ...words], { input: certificate });
  run('-N', '--empty-password');
  run('-A', '-n', 'Acme', '-t', 'P,,', '-a');
  const user = unprivilegedUser();
  if (user !== undefined) execFileSync('chown', ['-R', `${user.uid}:${user.gid}`, home]);
  return home;
}

async function runShell(options: { readonly trusts?: boolean; readonly inStore?: boolean }) {
  const certificate = selfSigned();
  const network = await startNetwork(certificate);
  try {
    const stage = await stageProgram(join(import.meta.dirname, 'shell-network-app.ts'));
    const args = [...network.args, ...(options.trusts === true ? ['--trusts'] : [])];
    const home = options.inStore === true ? homeThatTrusts(certificate.cert) : undefined;
    return { ...network, said: (await runProgram(stage, args, home)) as Said };
  } finally {
    network.close();
  }
}

test('sign-in, reads and writes of the shell go through the proxy of the system’s script, which is answered', async () => {
  const { said, arrived, tunnels } = await runShell({ trusts: true });
  expect(said).toMatchObject({ browsers: 1, isSignedIn: true, signIn: '' });
  expect(said.requests).toEqual(['200', '200', '200', '200']);
  expect(said.tested).toEqual(['reached', 'reached']);
  expect(said.offline).toEqual([true, false]);
  // One question for all of them, said to be wrong once.
  expect(said.asked.map(({ isAgain, realm }) => [isAgain, realm])).toEqual([
    [false, 'Acme'],
    [true, 'Acme'],
  ]);
  const through = [...new Set(arrived)].filter((one) => !one.startsWith('HEAD '));
  const place = `${signInHost}/{tenant}`;
  expect(through).toEqual(
    expect.arrayContaining([
      `POST ${place}/oauth2/v2.0/token - -`,
      `GET ${graphHost}/v1.0/read Bearer -`,
      `PATCH ${graphHost}/v1.0/write Bearer -`,
    ]),
  );
  // MSAL's requests and Graph's, each by the proxy; its name and password to it alone.
  const opened = tunnels.filter((one) => one.includes(' right '));
  expect(new Set(opened)).toEqual(new Set([`${signInHost} right -`, `${graphHost} right -`]));
});

test('a certificate that the system does not trust is refused before a byte of a request', async () => {
  const { said, arrived, broken, tunnels } = await runShell({});
  expect(tunnels.some((one) => one.startsWith(`${signInHost} right`))).toBe(true);
  // The servers were there, and each was left at its certificate.
  expect(broken.length).toBeGreaterThanOrEqual(4);
  expect(arrived).toEqual([]);
  // The code that came from the browser stays here.
  expect(said).toMatchObject({ browsers: 1, isSignedIn: false });
  // Through a proxy that asks, Chromium may name the tunnel in the place of the certificate.
  const code = expect.stringMatching(/^ERR_(CERT|TUNNEL)_/) as unknown;
  expect(said.signIn).toMatchObject({ code: 'graph/network', values: { code } });
  expect(said.requests).toHaveLength(4);
  for (const one of said.requests) expect(one).toMatch(/^ERR_CERT_/);
  // 127.0.0.1 is in it and it is in its time: that nobody vouches for it is what is wrong.
  expect(said.requests.slice(2)).toEqual([
    'ERR_CERT_AUTHORITY_INVALID',
    'ERR_CERT_AUTHORITY_INVALID',
  ]);
  expect(said.tested).toEqual(['certificate', 'certificate']);
});

test('a certificate in the system’s own store is taken, for the host it names and no other', async () => {
  if (process.platform !== 'linux') test.skip(true, 'another system keeps them elsewhere');
  const hasTool = spawnSync('certutil', ['-H'], { stdio: 'ignore' }).error === undefined;
  if (!hasTool && process.env['CI'] !== undefined) throw new Error('libnss3-tools is missing');
  test.skip(!hasTool, 'the package libnss3-tools is missing');
  const { said, arrived } = await runShell({ inStore: true });
  expect(said.requests.slice(2)).toEqual(['200', '200']);
  expect(said.requests.slice(0, 2).every((one) => one.startsWith('ERR_CERT_'))).toBe(true);
  expect(arrived.filter((one) => !one.startsWith('HEAD '))).toEqual([
    'GET 127.0.0.1/v1.0/read - -',
    'PATCH 127.0.0.1/v1.0/write - -',
  ]);
});
