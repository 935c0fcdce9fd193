import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from '@microsoft/microsoft-graph-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ok } from '../../shared/result';
import { createGraphClient, type GraphClient } from '../../src-main/graph/graph-client';
import { httpsTransport } from '../../src-main/graph/https-transport';
import { PageRows } from '../../src-main/graph/page-rows';
import { readPage } from '../../src-main/graph/paging';
import { systemClock } from '../../src-main/ports/system-clock';

interface Budgets {
  /**
   * Processor time of a small read through the Graph client, ÷ the fetch below it. Row 9 asks for 1.5;
   * the client library that ours goes through takes 1.4 to 1.6 of a fetch itself.
   */
  readonly callOfFetch: number;
  /** The same of a page of 999 accounts (row 9: 1.5). */
  readonly pageOfFetch: number;
}

const budgets = JSON.parse(
  readFileSync(join(import.meta.dirname, 'budgets.json'), 'utf8'),
) as Budgets;
const atOnce = 16;
const repeats = 7;
const report: string[] = [];

/** Answers in a process of its own, so that this one's time is the client's alone. */
const server = `
const row = (n) => ({ id: '00000000-0000-4000-8000-' + String(n).padStart(12, '0'),
  displayName: '佐藤 ' + n, userPrincipalName: 'user' + n + '@harbour.example', userType: 'Member',
  accountEnabled: true, department: 'Surveying', perUserMfaState: 'enforced',
  assignedPlans: [{ servicePlanId: '41781fb2-bc02-4b7c-bd55-b576c07bb09d', capabilityStatus: 'Enabled' }] });
const page = JSON.stringify({ value: Array.from({ length: 999 }, (_, n) => row(n)) });
const small = JSON.stringify({ value: [row(1)] });
require('http').createServer((request, response) => {
  const body = request.url.includes('top=999') ? page : small;
  response.writeHead(200, { 'content-type': 'application/json', 'request-id': 'a', 'client-request-id': 'b',
    'x-ms-resource-unit': '1' });
  response.end(body);
}).listen(0, '127.0.0.1', function () { console.log(this.address().port); });`;

let child: ChildProcess;
let origin = '';
let graph: GraphClient;
let library: Client;

beforeAll(async () => {
  child = spawn(process.execPath, ['-e', server], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [port] = (await once(child.stdout!, 'data')) as [Buffer];
  origin = `http://127.0.0.1:${String(Number(port))}`;
  const transport = httpsTransport({ kind: 'https', origin, fetch, writeFetch: fetch });
  const getToken = () => Promise.resolve(ok('a-token'));
  graph = createGraphClient({ transport, getToken, clock: systemClock, isPaced: false });
  const authProvider = { getAccessToken: () => Promise.resolve('a-token') };
  library = Client.initWithMiddleware({
    authProvider,
    baseUrl: origin,
    customHosts: new Set(['127.0.0.1']),
  });
});

afterAll(() => {
  child.kill();
  process.stdout.write(`${report.join('\n')}\n`);
});

const headers = { accept: 'application/json', authorization: 'Bearer a-token' };
const bare = async (url: string): Promise<unknown> =>
  (await fetch(`${origin}${url}`, { headers })).json();
const ours = async (url: string): Promise<unknown> => {
  const got = await graph.get(url);
  if (!got.ok) throw new Error(got.failure.code);
  return got.value.json;
};
/** As long lists are read: a page from its bytes. */
const pageRows = new PageRows();
const ourPage = async (url: string): Promise<unknown> => {
  const read = await readPage(graph, url, { pageRows });
  return read.kind === 'page' ? { value: read.page.rows } : null;
};
const theirs = (url: string): Promise<unknown> => library.api(url).get();

/** Milliseconds of processor a call, some at once, each until its JSON is there. */
async function cost(call: (url: string) => Promise<unknown>, o: Call): Promise<number> {
  const from = process.cpuUsage();
  let left = o.count;
  const lane = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      const body = (await call(o.url)) as { readonly value: readonly unknown[] } | null;
      if (body?.value.length !== o.rows) throw new Error('Not what was asked for');
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  const { user, system } = process.cpuUsage(from);
  return (user + system) / 1000 / o.count;
}

interface Call {
  readonly url: string;
  readonly rows: number;
  readonly ours: (url: string) => Promise<unknown>;
  readonly count: number;
  readonly budget: keyof Budgets;
}

const median = (times: readonly number[]): number =>
  [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;

const small = { url: '/v1.0/users?$top=1', rows: 1, ours, count: 1_000 } as const;
const page = { url: '/v1.0/users?$top=999', rows: 999, ours: ourPage, count: 60 } as const;

test.each<[string, Call]>([
  ['a small read', { ...small, budget: 'callOfFetch' }],
  ['a page of 999', { ...page, budget: 'pageOfFetch' }],
])('%s costs little more than its fetch', async (name, call) => {
  const ways = { bare, ours: call.ours, theirs };
  const times: Record<keyof typeof ways, number[]> = { bare: [], ours: [], theirs: [] };
  for (const way of Object.values(ways)) await cost(way, { ...call, count: call.count / 2 });
  for (let n = 0; n < repeats; n += 1) {
    for (const [way, run] of Object.entries(ways)) {
      times[way as keyof typeof ways].push(await cost(run, call));
    }
  }
  const ratio = median(times.ours.map((time, n) => time / (times.bare[n] ?? 0)));
  report.push(
    `${name}: fetch alone ${(median(times.bare) * 1000).toFixed(0)} µs of processor, ours ` +
      `${ratio.toFixed(2)} of it, the library as it comes ` +
      `${(median(times.theirs) / median(times.bare)).toFixed(2)}`,
  );
  expect(ratio).toBeLessThanOrEqual(budgets[call.budget]);
});
