import { expect, test } from 'vitest';
import { ok } from '../../../../shared/result';
import { readBatch } from '../../../../src-main/graph/batch';
import { createGraphClient } from '../../../../src-main/graph/graph-client';
import { tickingClock } from '../../../fixtures/scripted-graph';

type Status = (url: string, attempt: number) => number;

/** Two parts, answered as told; how often each was asked for, when, and what became of them. */
async function readTwo(statusOf: Status, headers: Readonly<Record<string, string>> = {}) {
  const clock = tickingClock();
  const asked: Record<string, number[]> = { '/users/a': [], '/users/b': [] };
  const client = createGraphClient({
    transport: {
      kind: 'practice',
      origin: 'https://graph.microsoft.com',
      canWrite: false,
      send: (request) => {
        const { requests } = JSON.parse(request.body ?? '') as {
          requests: { id: string; url: string }[];
        };
        const responses = requests.map(({ id, url }) => {
          const times = (asked[url] ??= []);
          times.push(clock.at);
          return { id, status: statusOf(url, times.length), headers, body: { url } };
        });
        return Promise.resolve(
          ok({ status: 200, headers: {}, body: JSON.stringify({ responses }) }),
        );
      },
    },
    getToken: null,
    clock: () => clock,
  });
  const got = await readBatch(client, 'v1.0', ['/users/a', '/users/b']);
  if (got.kind !== 'parts') throw new Error(got.kind);
  const statuses = got.parts.map((part) => (part.kind === 'answer' ? part.answer.status : null));
  return { statuses, asked: Object.values(asked) };
}

const passing =
  (status: number, times: number): Status =>
  (url, attempt) =>
    url === '/users/a' && attempt <= times ? status : 200;

test.each([500, 502, 503, 504, 408])('a part answered %i passes, and it alone', async (status) => {
  const { statuses, asked } = await readTwo(passing(status, 2));
  expect(statuses).toEqual([200, 200]);
  expect(asked.map((times) => times.length)).toEqual([3, 1]);
  const [times = []] = asked;
  // One second, then two: never at once.
  expect(times.map((at) => at - (times[0] ?? 0))).toEqual([0, 1_000, 3_000]);
});

test.each([
  [500, 3],
  [502, 5],
  [503, 5],
  [504, 5],
  [403, 1],
  [404, 1],
  [501, 1],
])('a part always answered %i is asked for %i times, and stays that answer', async (status, n) => {
  const { statuses, asked } = await readTwo(passing(status, 99));
  expect(statuses).toEqual([status, 200]);
  expect(asked.map((times) => times.length)).toEqual([n, 1]);
});

test('a fault that says when is not asked for earlier', async () => {
  const { statuses, asked } = await readTwo(passing(502, 1), { 'Retry-After': '7' });
  const [times = []] = asked;
  expect([statuses, (times[1] ?? 0) - (times[0] ?? 0)]).toEqual([[200, 200], 7_000]);
});
