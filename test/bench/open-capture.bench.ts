import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { captureTenant } from '../../src-main/rollout/capture-tenant';
import type { Host } from '../../src-main/workspace/host';
import { indexApart } from '../fixtures/index-apart';
import { longestHold } from '../fixtures/longest-hold';
import { openHost } from '../fixtures/open-host';
import { goOn, openPractice } from '../fixtures/open-practice';

interface Budgets {
  /** Longest time the main process is held while a capture is opened or read, as a share of it. */
  readonly longestHoldOfCapture: number;
  /** The same while what was read is opened again, as a multiple of that while it was read. */
  readonly holdOpenedAgainOfRead: number;
}

const budgets = JSON.parse(
  readFileSync(join(import.meta.dirname, 'budgets.json'), 'utf8'),
) as Budgets;
const out = join(import.meta.dirname, '../../out/main');
/** `CAUSEWAY_BENCH_USERS=100000` measures what the README tells. */
const users = Number(process.env['CAUSEWAY_BENCH_USERS'] ?? 20_000);
const report: string[] = [];
let folder = '';
let file = '';
let host: Host;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'causeway-bench-'));
  file = join(folder, 'tenant.json');
  const practice = await openPractice('S02', { scenario: undefined, users });
  const text = await captureTenant(practice.source, {
    signal: goOn.signal,
    onProgress: () => undefined,
  });
  await practice.close();
  if (!text.ok) throw new Error(text.failure.code);
  writeFileSync(file, text.value);
  report.push(`${users}: a capture of ${(statSync(file).size / 1_000_000).toFixed(0)} MB`);
  host = openHost(folder, indexApart(join(out, 'parse-untrusted.js')));
}, 900_000);
afterAll(async () => {
  await host.closeCurrent();
  rmSync(folder, { recursive: true, force: true });
  process.stdout.write(`${report.join('\n')}\n`);
});

interface Held {
  /** Milliseconds without an answer, at most. */
  readonly hold: number;
  /** The same as a part of the whole time. */
  readonly share: number;
}

async function held(name: string, work: () => Promise<void>): Promise<Held> {
  const startedAt = performance.now();
  const hold = await longestHold(work);
  const took = performance.now() - startedAt;
  report.push(`${name}: ${took.toFixed(0)} ms, held ${hold.toFixed(0)} ms at most`);
  return { hold, share: hold / took };
}

test('the main process is hardly held while a large capture is opened', async () => {
  const { share } = await held('opened', async () => {
    expect(await host.newCapture(file)).toMatchObject({ ok: true });
  });
  expect(share).toBeLessThanOrEqual(budgets.longestHoldOfCapture);
});

let whileRead = 0;

test('and while it is read', async () => {
  const { hold, share } = await held('read', async () => {
    await host.current?.read();
    expect(host.current?.reading.view).toMatchObject({ state: 'done', users });
  });
  whileRead = hold;
  expect(share).toBeLessThanOrEqual(budgets.longestHoldOfCapture);
});

test('and hardly longer at once while what was read is opened again', async () => {
  const id = host.current?.meta.id ?? '';
  const most = whileRead * budgets.holdOpenedAgainOfRead;
  await host.closeCurrent();
  const { hold } = await held('opened again', async () => {
    expect(await host.open(id)).toMatchObject({ ok: true });
    expect(host.current?.snapshot).not.toBeNull();
  });
  expect(hold).toBeLessThanOrEqual(most);
});
