import { spawn } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { generateScenario } from '../../src-main/practice-tenant/generate';
import { startPracticeTenant, type PracticeTenant } from '../../src-main/practice-tenant/server';
import { bundleChild, childEnvironment } from '../fixtures/bundle-child';
import { campaignSeed, isLong, quickFolder, randomOf, sizeOf } from '../fixtures/campaign';

/** performance.md 26: at most one page of each list is read again after a death in the middle. */
const kills = sizeOf(2, 200);
/** People are read one by one in batches of twenty, of which so many are kept as one page. */
const batchesPerPage = 5;
const users = isLong ? 20_000 : 3_000;

interface Ran {
  readonly isKilled: boolean;
  readonly requests: readonly string[];
  readonly read: {
    readonly hash: string;
    readonly users: string[];
    readonly assessment: string;
  } | null;
}

let room: string;
let child: string;
let tenant: PracticeTenant;
let whole: Ran;
beforeAll(async () => {
  room = quickFolder('kill-reading');
  child = join(room, 'reading-child.mjs');
  await bundleChild(join(import.meta.dirname, 'reading-child.ts'), child);
  tenant = await startPracticeTenant({ scenario: generateScenario({ users, seed: campaignSeed }) });
  whole = await run('whole', 0);
}, 120_000);
afterAll(async () => {
  await tenant.close();
  rmSync(room, { recursive: true, force: true });
});

/** The list a request is a page of; a `$batch` is one of what its first part asks for. */
function listOf(line: string): string {
  const { url, body } = JSON.parse(line) as { readonly url: string; readonly body: string };
  const [path = '', query = ''] = url.replace(tenant.graphUrl, '').split('?');
  if (path.endsWith('/$batch')) {
    const { requests } = JSON.parse(body) as { readonly requests: { readonly url: string }[] };
    return `$batch ${(requests[0]?.url ?? '').replaceAll(/[0-9a-f-]{36}/g, '{id}').split('?')[0] ?? ''}`;
  }
  const kept = decodeURIComponent(query)
    .split('&')
    .filter((one) => !one.startsWith('$skiptoken') && !one.startsWith('$top'))
    .join('&');
  return `${path}?${kept.replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'then')}`;
}

function run(folder: string, killAt: number, isWhole = false): Promise<Ran> {
  const directory = join(room, folder);
  mkdirSync(directory, { recursive: true });
  const { graphUrl, token } = tenant;
  const order = JSON.stringify({ directory, graphUrl, token, killAt, isWhole });
  return new Promise((resolve, reject) => {
    const running = spawn(process.execPath, [child, order], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...childEnvironment, NODE_COMPILE_CACHE: join(room, 'compiled') },
    });
    let out = '';
    let problem = '';
    running.stdout.setEncoding('utf8').on('data', (chunk: string) => (out += chunk));
    running.stderr.on('data', (chunk: Buffer) => (problem += chunk.toString()));
    running.on('error', reject);
    running.on('close', (code, signal) => {
      const isKilled = signal === 'SIGKILL';
      if (!isKilled && code !== 0) return reject(new Error(problem));
      const lines = out.split('\n').filter((line) => line !== '');
      const last = isKilled ? null : (JSON.parse(lines.pop() ?? 'null') as Ran['read']);
      return resolve({ isKilled, requests: lines.map(listOf), read: last });
    });
  });
}

function count(requests: readonly string[]): ReadonlyMap<string, number> {
  const times = new Map<string, number>();
  for (const one of requests) times.set(one, (times.get(one) ?? 0) + 1);
  return times;
}

test('the undisturbed reading has lists of several pages', () => {
  expect(whole.read?.users).toHaveLength(new Set(whole.read?.users).size);
  expect(whole.read?.users.length).toBeGreaterThan(users - 1);
  expect([...count(whole.requests).values()].filter((times) => times > 2).length).toBeGreaterThan(
    1,
  );
});

test(`killed in the middle of a page, ${kills} times, seed ${campaignSeed}`, async () => {
  const random = randomOf(campaignSeed);
  const once = count(whole.requests);
  for (let at = 0; at < kills; at += 1) {
    const killAt = 1 + Math.floor(random() * whole.requests.length);
    const isWhole = random() < 0.5;
    const place = `request ${killAt} of ${whole.requests.length}, ${isWhole ? 'whole' : 'in part'}`;
    const folder = `killed-${at}`;
    const first = await run(folder, killAt, isWhole);
    expect(first.isKilled, place).toBe(true);
    const second = await run(folder, 0);
    // Nothing is lost, nothing is doubled, and what is said of it is the same, byte for byte.
    expect(second.read, place).toEqual(whole.read);
    const again = [...count([...first.requests, ...second.requests])].map(
      ([list, times]) => [list, times - (once.get(list) ?? 0)] as const,
    );
    expect(
      again.filter(([list, times]) => times > (list.startsWith('$batch') ? batchesPerPage : 1)),
      place,
    ).toEqual([]);
    rmSync(join(room, folder), { recursive: true, force: true });
  }
  process.stdout.write(`killed while reading: ${kills} times of seed ${campaignSeed}\n`);
}, 14_400_000);
