import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client, PageIterator, type PageCollection } from '@microsoft/microsoft-graph-client';
import { afterAll, afterEach, expect, test, vi } from 'vitest';
import { sha256 } from '../../src-main/files/sha256';
import { readOnce } from '../../src-main/rollout/read-once';
import { goOn } from '../fixtures/open-practice';
import { virtualClock } from '../fixtures/virtual-clock';
import { virtualDirectory, virtualGraph, type VirtualGraph } from '../fixtures/virtual-graph';

interface Budgets {
  /** Virtual time of reading person by person, ÷ ours until the same is known (row 2: 200). */
  readonly naiveReadingTime: number;
  /** The same, ÷ all that ours reads: policies, roles, groups and logs, which cost reports too. */
  readonly naiveReadingWhole: number;
  /** Requests of it, ÷ ours. */
  readonly naiveReadingRequests: number;
}

const budgets = JSON.parse(
  readFileSync(join(import.meta.dirname, 'budgets.json'), 'utf8'),
) as Budgets;
const users = 10_000;
const directory = virtualDirectory(users);
const report: string[] = [];
afterEach(() => void vi.unstubAllGlobals());
afterAll(() => void process.stdout.write(`${report.join('\n')}\n`));

/** What tells of people, by either way. */
const ofPeople = /\/users[/?]|userRegistrationDetails|beta\/\$batch/;
/** Of a thousand rows. */
const pages = /top=999|userRegistrationDetails|\/users\?.*skiptoken/;

interface Figures {
  readonly seconds: number;
  /** Until everybody's methods and state were there. */
  readonly untilKnown: number;
  readonly requests: number;
  readonly cpuMs: number;
}

const none: Figures = { seconds: 0, untilKnown: 0, requests: 0, cpuMs: 0 };

async function reading(
  work: (graph: VirtualGraph) => Promise<number>,
  isPaged: boolean,
): Promise<Figures> {
  const clock = virtualClock(directory.clock.now(), { turns: 4, patience: 10_000 });
  const from = { at: clock.at, cpu: process.cpuUsage() };
  let knownAt = 0;
  /** Each way: 0.15 s for a request, 0.8 s for a page of a thousand (performance.md 8). */
  const travel = (_method: string, url: string): number => {
    const ms = isPaged && pages.test(url) ? 400 : 75;
    if (ofPeople.test(url)) knownAt = clock.at + ms;
    return ms;
  };
  const graph = virtualGraph(clock, directory, { travel });
  expect(await clock.run(work(graph))).toBe(users);
  const { user, system } = process.cpuUsage(from.cpu);
  expect(graph.traffic.throttled).toBe(0);
  return {
    seconds: (clock.at - from.at) / 1000,
    untilKnown: (knownAt - from.at) / 1000,
    requests: graph.traffic.roundTrips,
    cpuMs: (user + system) / 1000,
  };
}

/** Everybody's methods and state one after the other, by the library as it comes. */
async function personByPerson({ fetch }: VirtualGraph): Promise<number> {
  vi.stubGlobal('fetch', fetch);
  const client = Client.init({ authProvider: (done) => done(null, 'a-token') });
  const ids: string[] = [];
  const first = (await client.api('/users').select('id').get()) as PageCollection;
  const all = new PageIterator(client, first, (user: { readonly id: string }) => {
    ids.push(user.id);
    return true;
  });
  await all.iterate();
  let read = 0;
  for (const id of ids) {
    await client.api(`/users/${id}/authentication/methods`).get();
    await client
      .api(`/users/${id}/authentication/requirements`)
      .version('beta')
      .get()
      .catch(nobody);
    read += 1;
  }
  return read;
}

/** A guest has none: 404. */
const nobody = (error: { readonly statusCode: number }): null => {
  if (error.statusCode !== 404) throw error as unknown as Error;
  return null;
};

async function inBulk({ source }: VirtualGraph): Promise<number> {
  const options = { answers: null, signal: goOn.signal, onProgress: () => undefined, sha256 };
  const read = await readOnce(source, options);
  if (!read.ok) throw new Error(JSON.stringify(read.failure));
  const { users: all, registration } = read.value;
  if (all.kind !== 'read' || registration.kind !== 'read') throw new Error('Not read');
  return all.value.length;
}

test('a tenant is read in bulk, not person by person', async () => {
  const cpu: number[] = [];
  let [ours, naive] = [none, none];
  for (let n = 0; n < 3; n += 1) {
    ours = await reading(inBulk, true);
    naive = await reading(personByPerson, false);
    cpu.push(naive.cpuMs / ours.cpuMs);
  }
  const [time, whole] = [naive.seconds / ours.untilKnown, naive.seconds / ours.seconds];
  const requests = naive.requests / ours.requests;
  report.push(
    `${String(users)} accounts, person by person ${naive.seconds.toFixed(0)} s of virtual time; ours ` +
      `${ours.untilKnown.toFixed(1)} s until the same is known, ${ours.seconds.toFixed(1)} s with all ` +
      `the rest: ${time.toFixed(0)} and ${whole.toFixed(0)} times; ${requests.toFixed(0)} times the ` +
      `requests, ${(cpu.sort((a, b) => a - b)[1] ?? 0).toFixed(1)} times the processor`,
  );
  expect(time).toBeGreaterThanOrEqual(budgets.naiveReadingTime);
  expect(whole).toBeGreaterThanOrEqual(budgets.naiveReadingWhole);
  expect(requests).toBeGreaterThanOrEqual(budgets.naiveReadingRequests);
}, 600_000);
