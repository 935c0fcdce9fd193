import { spawn } from 'node:child_process';
import { chownSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { environmentOf, unprivilegedUser } from '../../src-main/launch/drop-root.mjs';
import {
  breaks,
  protocols,
  startBreakingServer,
  type BreakingServer,
} from '../fixtures/breaking-server';
import { reached } from '../fixtures/campaign';
import { stageProgram } from '../fixtures/electron-program';

interface SelfTests {
  readonly ours: boolean;
  readonly careless: boolean;
  readonly electron: string;
}

/** Runs the program of this test in the Electron the app runs in. */
async function runInElectron(servers: readonly BreakingServer[]): Promise<SelfTests> {
  const stage = await stageProgram(join(import.meta.dirname, 'write-lane-app.ts'));
  const user = unprivilegedUser();
  const data = mkdtempSync(join(tmpdir(), 'causeway-lane-data-'));
  if (user !== undefined) chownSync(data, user.uid, user.gid);
  const origins = servers.map(({ origin }) => origin).join(',');
  const words = [...stage.args, `--user-data-dir=${data}`, `--servers=${origins}`];
  const child = spawn(stage.executable, words, {
    cwd: tmpdir(),
    env: user === undefined ? process.env : environmentOf(user, { ...process.env }),
    ...(user === undefined ? {} : { uid: user.uid, gid: user.gid }),
  });
  let said = '';
  let wrong = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (wrong += chunk.toString()));
  const limit = setTimeout(() => child.kill('SIGKILL'), 40_000);
  const ended = await new Promise((resolve) =>
    child.once('close', (code, signal) => resolve(code ?? signal)),
  );
  clearTimeout(limit);
  const line = /^done (.*)$/m.exec(said)?.[1];
  if (line === undefined) throw new Error(`The program ended with ${String(ended)}: ${wrong}`);
  return JSON.parse(line) as SelfTests;
}

test('a write over the window’s write session arrives once, over HTTP/1.1 and HTTP/2', async () => {
  const servers = await Promise.all(protocols.map(startBreakingServer));
  try {
    const selfTest = await runInElectron(servers);
    const methods = ['POST', 'PATCH', 'DELETE'];
    const arrivals = (lane: string): string[] =>
      servers.flatMap((server, at) =>
        breaks.flatMap((way, n) =>
          methods.map((method) => {
            const asked = `${method} /v1.0/${lane}?way=${String(n)}`;
            const count = server.arrivals.filter((one) => one === asked).length;
            return `${protocols[at] ?? ''}, ${way}, ${method}: ${String(count)}`;
          }),
        ),
      );
    const ours = arrivals('ours');
    expect(ours.filter((one) => !one.endsWith(': 1'))).toEqual([]);
    expect(selfTest.ours).toBe(true);
    // The same stack doubles writes on a connection that was kept alive; else nothing was tried.
    const doubled = arrivals('careless').filter((one) => !one.endsWith(': 1'));
    expect(doubled.filter((one) => one.startsWith('http/1.1,'))).not.toEqual([]);
    expect(doubled.filter((one) => one.startsWith('h2,'))).not.toEqual([]);
    expect(selfTest.careless).toBe(false);
    reached(
      'P5',
      `${String(ours.length)} of ${String(ours.length)} once in Electron ${selfTest.electron}: POST, PATCH, DELETE × ` +
        `${String(breaks.length)} broken connections over h1, TLS, h2 (${String(doubled.length)} doubled without the lane)`,
      { breaks: breaks.length },
    );
  } finally {
    for (const server of servers) server.close();
  }
});
