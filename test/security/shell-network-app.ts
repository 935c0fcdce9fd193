/**
 * A program for Electron that builds the shell as the window's program does, signs in to Microsoft's
 * cloud with it, reads and writes with the token it got: `--trusts` stands for a system that trusts
 * the certificate of the servers, `--direct=` names one of them that no proxy leads to. Prints one
 * JSON line and ends.
 */
import { app, net, shell as system } from 'electron';
import { writeSync } from 'node:fs';
import { join } from 'node:path';
import type { AppState } from '../../shared/ipc/home-contract';
import type { Publish } from '../../src-main/ipc/publish-events';
import { createShell } from '../../src-main/app/create-shell';
import { FileInbox } from '../../src-main/app/single-instance';
import { Tickets } from '../../src-main/ipc/tickets';
import { clientId, tenantA } from '../unit/src-main/auth/fake-authority';

const ended = (request: Promise<Response>): Promise<string> =>
  request.then(
    ({ status }) => String(status),
    (error: Error) => /ERR_\w+/.exec(error.message)?.[0] ?? error.message,
  );

/** What a browser does once somebody has signed in. */
async function answerSignIn(address: string): Promise<void> {
  const { searchParams } = new URL(address);
  const body = new URLSearchParams({ code: 'a-code', state: searchParams.get('state') ?? '' });
  const redirect = searchParams.get('redirect_uri') ?? '';
  await fetch(redirect.replace('localhost', '127.0.0.1'), { method: 'POST', body });
}

function openShell(asked: AppState['proxyAsks'][]) {
  const folder = app.getPath('userData');
  const publish = ((_, state: AppState) => {
    if (state.proxyAsks === null || state.proxyAsks === undefined) return;
    asked.push(state.proxyAsks);
    const password = state.proxyAsks.isAgain ? 'right' : 'wrong';
    setImmediate(() => shell.proxyDesk.settle({ name: 'ada', password }));
  }) as Publish;
  const shell = createShell({
    runtime: { electron: '25.1.1', isStandIn: false, realTenantOff: false, reason: '' },
    link: {
      ...{ publish, serve: () => undefined, stop: () => undefined },
      tickets: new Tickets({ randomBytes: Buffer.alloc, now: () => 0 }),
    },
    log: Object.assign(() => undefined, { end: () => undefined }),
    ...{ logFolder: join(folder, 'logs'), noticesFile: join(folder, 'notices.txt') },
    ...{ files: new FileInbox(), window: () => undefined, onMenu: () => undefined },
    testBrowser: undefined,
  });
  return shell;
}

async function main(): Promise<void> {
  app.enableSandbox();
  if (app.commandLine.hasSwitch('trusts')) {
    app.on('session-created', (one) => one.setCertificateVerifyProc((_, done) => done(0)));
  }
  await app.whenReady();
  let browsers = 0;
  system.openExternal = async (address) => {
    browsers += 1;
    await answerSignIn(address);
  };
  const asked: AppState['proxyAsks'][] = [];
  net.isOnline = () => false;
  const shell = openShell(asked);
  const offline = [shell.state.current.offline];
  net.isOnline = () => true;
  const backAt = Date.now();
  const signedIn = await shell.desk.signIn({
    ...{ authority: `https://login.microsoftonline.com/${tenantA}`, clientId },
    graphOrigin: 'https://graph.microsoft.com',
  });
  const token = signedIn.ok ? await signedIn.value.getToken('read') : null;
  const bearer = token?.ok === true ? token.value : 'a-token-of-before';
  const init = { headers: { authorization: `Bearer ${bearer}` }, redirect: 'error' } as const;
  const requests: string[] = [];
  const writeFetch = shell.newWriteFetch();
  for (const origin of ['https://graph.microsoft.com', app.commandLine.getSwitchValue('direct')]) {
    requests.push(await ended(shell.graphFetch(`${origin}/v1.0/read`, init)));
    await writeFetch.ready?.(`${origin}/v1.0/write`, undefined);
    const write = { ...init, method: 'PATCH', body: '{}' };
    requests.push(await ended(writeFetch(`${origin}/v1.0/write`, write)));
  }
  const tested = await shell.testConnection('global');
  while (shell.state.current.offline && Date.now() - backAt < 15_000) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  offline.push(shell.state.current.offline);
  await shell.stop();
  const line = {
    ...{ browsers, asked, requests, offline, isSignedIn: token?.ok === true },
    signIn: signedIn.ok ? '' : signedIn.failure,
    tested: tested.hosts.map(({ outcome }) => outcome),
  };
  writeSync(1, `done ${JSON.stringify(line)}\n`);
}

main().then(
  () => app.exit(0),
  (error: unknown) => {
    writeSync(2, `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    app.exit(1);
  },
);
