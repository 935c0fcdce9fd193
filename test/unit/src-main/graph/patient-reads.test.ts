import { beforeEach, expect, test } from 'vitest';
import { failure } from '../../../../shared/diagnostic';
import { err, ok } from '../../../../shared/result';
import { createGraphClient, type GraphClient } from '../../../../src-main/graph/graph-client';
import { patientReads } from '../../../../src-main/graph/patient-reads';
import { virtualClock, type VirtualClock } from '../../../fixtures/virtual-clock';

let clock: VirtualClock;
/** When Microsoft cannot be reached, and when this computer knows that it has no network. */
let cut = { from: 0, to: 0 };
let isKnown = true;
let sent: string[];
let told: number[];
beforeEach(() => {
  clock = virtualClock();
  [sent, told, isKnown] = [[], [], true];
});

const isCut = (): boolean => clock.at >= cut.from && clock.at < cut.to;
function client(): GraphClient {
  const graph = createGraphClient({
    transport: {
      ...{ kind: 'https', origin: 'https://graph.microsoft.com', canWrite: true },
      send: ({ method, url }) => {
        if (isCut()) return Promise.resolve(err(failure('graph/network', { code: 'DOWN' })));
        sent.push(`${method} ${new URL(url).pathname}`);
        return Promise.resolve(ok({ status: 200, headers: {}, body: '{"value":[]}' }));
      },
    },
    getToken: null,
    clock: () => clock,
  });
  return patientReads(graph, {
    isOnline: () => !(isKnown && isCut()),
    waiting: (count) => void told.push(count),
  });
}
const minutes = (count: number): number => count * 60_000;
/** Gone from now on, for so long. */
const cutFor = (ms: number): void => void (cut = { from: clock.at, to: clock.at + ms });

test.each([
  ['and this computer knows it', true, minutes(1)],
  ['for a long while', true, minutes(50)],
  ['and only Microsoft cannot be reached', false, minutes(20)],
])(
  'a read waits where the network is gone, %s, and goes on without a press',
  async (_n, known, ms) => {
    isKnown = known;
    cutFor(ms);
    const began = clock.at;
    expect((await clock.run(client().get('/v1.0/users'))).ok).toBe(true);
    expect([sent, told]).toEqual([['GET /v1.0/users'], expect.arrayContaining([1, 0])]);
    expect(told.at(-1)).toBe(0);
    // Back within a minute of the network, the tries of each round included.
    expect(clock.at - began - ms).toBeLessThan(minutes(1));
  },
);

test('lists that are read side by side wait together, and a batch of reads too', async () => {
  cutFor(minutes(5));
  const own = client();
  const all = [
    ...['users', 'groups'].map((name) => own.get(`/v1.0/${name}`)),
    own.postReads('v1.0', { requests: [{ id: '1', method: 'GET', url: '/me' }] }),
  ];
  const answers = await clock.run(Promise.all(all));
  expect(answers.map(({ ok: isRead }) => isRead)).toEqual([true, true, true]);
  expect([Math.max(...told), told.at(-1)]).toEqual([3, 0]);
});

test('one address that is shut while others answer is given up, and holds nothing up', async () => {
  const shut = '/v1.0/auditLogs/signIns';
  const asked: string[] = [];
  const graph = {
    get: (url: string) => {
      asked.push(url);
      return Promise.resolve(url === shut ? err(failure('graph/network')) : ok({ status: 200 }));
    },
    clock,
  };
  const own = patientReads(graph as unknown as GraphClient, {
    isOnline: () => true,
    waiting: (count) => void told.push(count),
  });
  const began = clock.at;
  const answer = await clock.run(own.get(shut));
  expect(answer).toMatchObject({ ok: false, failure: { code: 'graph/network' } });
  expect(asked.filter((url) => url === shut)).toHaveLength(3);
  expect(clock.at - began).toBeLessThan(minutes(2));
  expect(told.at(-1)).toBe(0);
});

test('a network that stays away for an hour ends the wait', async () => {
  cutFor(minutes(600));
  const began = clock.at;
  const answer = await clock.run(client().get('/v1.0/users'));
  expect(answer).toMatchObject({ ok: false, failure: { code: 'graph/network' } });
  expect(clock.at - began).toBeLessThan(minutes(62));
  expect([sent, told.at(-1)]).toEqual([[], 0]);
});

test('a cancelled reading does not wait on', async () => {
  cutFor(minutes(30));
  const stop = new AbortController();
  const own = client();
  const reading = own.get('/v1.0/users', { signal: stop.signal });
  const until = clock.sleep(minutes(2)).then(() => stop.abort());
  await clock.run(Promise.all([reading, until]));
  expect(await reading).toMatchObject({ ok: false, failure: { code: 'step/cancelled' } });
  expect(clock.at).toBeLessThan(cut.from + minutes(3));
});

test('a write does not wait: what its guards saw would be old by then', async () => {
  cutFor(minutes(30));
  const began = clock.at;
  const sentOnce = client().sendOnce(
    'PATCH',
    '/v1.0/groups/00000000-0000-4000-8000-000000000001',
    {},
    {},
  );
  expect(await clock.run(sentOnce)).toMatchObject({
    ok: false,
    failure: { code: 'graph/network' },
  });
  expect([clock.at - began, told]).toEqual([0, []]);
});

test('any other answer is none of its business', async () => {
  const graph = { get: () => Promise.resolve(err(failure('graph/malformed'))), clock };
  const own = patientReads(graph as unknown as GraphClient, {
    isOnline: () => false,
    waiting: (count) => void told.push(count),
  });
  expect((await own.get('/v1.0/users')).ok).toBe(false);
  expect(told).toEqual([]);
});
