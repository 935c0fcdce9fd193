/**
 * A program for Electron that reads and writes through a proxy which asks for a name and a password,
 * over the network sessions of the window: `--proxy=` (a script's answer), `--target=`. Prints one
 * JSON line and ends.
 */
import { app, session } from 'electron';
import { writeSync } from 'node:fs';
import { sessionFetch, writeSessionFetch } from '../../src-main/app/cloud-fetch';
import { probeOver } from '../../src-main/app/proxy-probe';
import { ProxySignIn, type ProxyAsk } from '../../src-main/app/proxy-sign-in';

async function main(): Promise<void> {
  app.enableSandbox();
  await app.whenReady();
  const [proxy, target] = ['proxy', 'target'].map((name) => app.commandLine.getSwitchValue(name));
  const [reads, writes] = [session.fromPartition('reads'), session.fromPartition('writes')];
  for (const one of [reads, writes]) {
    one.setCertificateVerifyProc((_, done) => done(0));
    // As a system's own script: what is there is the second of its proxies.
    const script = `function FindProxyForURL() { return "${proxy ?? ''}"; }`;
    const type = 'application/x-ns-proxy-autoconfig';
    const pacScript = `data:${type};base64,${Buffer.from(script).toString('base64')}`;
    await one.setProxy({ mode: 'pac_script', pacScript });
  }
  const asked: ProxyAsk[] = [];
  const own = new ProxySignIn(
    (one) => {
      asked.push(one);
      return Promise.resolve({ name: 'ada', password: one.isAgain ? 'right' : 'wrong' });
    },
    () => Date.now(),
  );
  const bare = await sessionFetch(reads)(`${target ?? ''}/bare`).catch(
    (error: Error) => error.message,
  );
  const read = own.reads(sessionFetch(reads), probeOver(reads));
  const write = own.writes(writeSessionFetch(writes), probeOver(writes));
  const headers = { authorization: 'Bearer token-of-graph' };
  const init = { credentials: 'omit', cache: 'no-store', redirect: 'error', headers } as const;
  const statuses = [(await read(`${target ?? ''}/read`, init)).status];
  // As the transport sends it: ready, then once.
  await write.ready?.(`${target ?? ''}/write`, undefined);
  const written = await write(`${target ?? ''}/write`, { ...init, method: 'POST', body: '{}' });
  statuses.push(written.status);
  const line = { bare: typeof bare === 'string' ? bare : String(bare.status), asked, statuses };
  writeSync(1, `done ${JSON.stringify(line)}\n`);
}

main().then(
  () => app.exit(0),
  (error: unknown) => {
    // At once: what is still to be written when the program ends is lost.
    writeSync(2, `${String(error)}\n`);
    app.exit(1);
  },
);
