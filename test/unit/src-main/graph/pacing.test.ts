import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ok } from '../../../../shared/result';
import { matchParts, readBatch } from '../../../../src-main/graph/batch';
import { createGraphClient, type GraphClient } from '../../../../src-main/graph/graph-client';
import { PacingBuckets } from '../../../../src-main/graph/pacing-buckets';
import { PageGuard, readList } from '../../../../src-main/graph/paging';
import { retryAfterMs } from '../../../../src-main/graph/retry-after';
import type { TransportResponse } from '../../../../src-main/graph/transport';
import type { Clock } from '../../../../src-main/ports/clock';

/** Time that only moves when somebody sleeps. */
function tickingClock(): Clock & { at: number } {
  const clock = {
    at: 1_000_000,
    now: () => clock.at,
    serverNow: () => Promise.resolve(clock.at),
    sleep: (ms: number) => {
      clock.at += ms;
      return Promise.resolve();
    },
  };
  return clock;
}

interface Scripted {
  readonly client: GraphClient;
  readonly clock: ReturnType<typeof tickingClock>;
  readonly asked: { readonly url: string; readonly at: number }[];
}

function scripted(
  kind: 'https' | 'practice',
  answers: readonly (Partial<TransportResponse> & { status: number })[],
): Scripted {
  const clock = tickingClock();
  const asked: { url: string; at: number }[] = [];
  const client = createGraphClient({
    transport: {
      kind,
      origin: 'https://graph.microsoft.com',
      canWrite: true,
      send: (request) => {
        const answer = answers[Math.min(asked.length, answers.length - 1)];
        asked.push({ url: request.url, at: clock.at });
        return Promise.resolve(ok({ headers: {}, body: '{"value":[]}', status: 200, ...answer }));
      },
    },
    getToken: null,
    clock: () => clock,
  });
  return { client, clock, asked };
}

describe('Retry-After', () => {
  it.each([
    ['2.128', 2128],
    ['0', 0],
    ['120', 120_000],
    ['Sun, 22 Nov 2026 12:00:30 GMT', 30_000],
    ['Sun, 22 Nov 2026 11:59:00 GMT', 1_000],
    ['soon', null],
    ['', null],
  ])('%s', (value, expected) => {
    const headers = { 'retry-after': value, date: 'Sun, 22 Nov 2026 12:00:00 GMT' };
    expect(retryAfterMs(headers)).toBe(expected);
  });

  it('is never undercut, in 500 random waits', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 600_000 }), async (ms) => {
        const seconds = String(ms / 1000);
        const refusal = { status: 429, headers: { 'retry-after': seconds } };
        const { client, asked } = scripted('practice', [refusal, { status: 200 }]);
        expect(await client.get('/v1.0/users')).toMatchObject({ ok: true, value: { status: 200 } });
        expect((asked[1]?.at ?? 0) - (asked[0]?.at ?? 0)).toBeGreaterThanOrEqual(ms);
      }),
      { numRuns: 500, seed: Number(process.env['CAUSEWAY_SEED'] ?? 1) },
    );
  });

  it('holds back everybody who asks the same bucket, and nobody else', async () => {
    const clock = tickingClock();
    const buckets = new PacingBuckets(clock, false, () => undefined);
    const start = clock.at;
    buckets.shut('conditionalAccess', 30_000);
    await buckets.enter('reads', 1);
    expect(clock.at).toBe(start);
    await Promise.all([
      buckets.enter('conditionalAccess', 1),
      buckets.enter('conditionalAccess', 1),
    ]);
    expect(clock.at - start).toBeGreaterThanOrEqual(30_000);
  });
});

describe('limits', () => {
  it('asks Conditional Access once a second at a real source, at once on a practice tenant', async () => {
    const path = '/v1.0/identity/conditionalAccess/policies';
    const real = scripted('https', [{ status: 200 }]);
    for (let n = 0; n < 5; n += 1) await real.client.get(path);
    const gaps = real.asked.slice(1).map((one, n) => one.at - (real.asked[n]?.at ?? 0));
    for (const gap of gaps) expect(gap).toBeGreaterThanOrEqual(1000);
    const practice = scripted('practice', [{ status: 200 }]);
    const before = practice.clock.at;
    for (let n = 0; n < 5; n += 1) await practice.client.get(path);
    expect(practice.clock.at).toBe(before);
  });

  it('spends the burst of reports, then keeps to one in two seconds', async () => {
    const clock = tickingClock();
    const buckets = new PacingBuckets(clock, true, () => undefined);
    const start = clock.at;
    for (let n = 0; n < 5; n += 1) await buckets.enter('reports', 1);
    expect(clock.at).toBe(start);
    await buckets.enter('reports', 1);
    expect(clock.at - start).toBeGreaterThanOrEqual(2_000);
  });

  it('gives up a read after five tries and a write after one', async () => {
    const { client, asked } = scripted('practice', [{ status: 503 }]);
    expect(await client.get('/v1.0/users')).toMatchObject({ ok: true, value: { status: 503 } });
    expect(asked).toHaveLength(5);
    const write = scripted('practice', [{ status: 503 }]);
    await write.client.sendOnce('POST', '/v1.0/groups', {}, {});
    expect(write.asked).toHaveLength(1);
  });

  it('never asks a refused read again', async () => {
    const { client, asked } = scripted('practice', [{ status: 403 }]);
    await client.get('/v1.0/users');
    expect(asked).toHaveLength(1);
  });
});

describe('batches', () => {
  const answer = (id: unknown, status: unknown = 200) => ({ id, status, body: { id } }) as never;

  it('matches by id in any order', () => {
    const parts = matchParts({ responses: [answer('3'), answer('1'), answer('2')] }, 3);
    expect(parts?.map((part) => (part.kind === 'answer' ? part.answer.json : null))).toEqual([
      { id: '1' },
      { id: '2' },
      { id: '3' },
    ]);
  });

  it.each([
    ['an id that was not asked', [answer('4')]],
    ['an id twice', [answer('1'), answer('1')]],
    ['an id that is a number', [answer(1)]],
    ['a status that is none', [answer('1', '200')]],
    ['no list', null],
  ])('doubts the whole lot for %s', (_, responses) => {
    expect(matchParts(responses === null ? {} : { responses }, 3)).toBeNull();
  });

  it('gives everybody their own answer, in 2,000 shuffled, lost and throttled batches', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 20 }),
        fc.infiniteStream(fc.integer({ min: 0, max: 9 })),
        async (count, luck) => {
          const urls = Array.from({ length: count }, (_, n) => `/users/${n}`);
          const clock = tickingClock();
          const roll = (): number => {
            const drawn = luck.next();
            return drawn.done === true ? 9 : drawn.value;
          };
          const client = createGraphClient({
            transport: {
              kind: 'practice',
              origin: 'https://graph.microsoft.com',
              canWrite: false,
              send: (request) => {
                const { requests } = JSON.parse(request.body ?? '') as {
                  requests: { id: string; url: string }[];
                };
                const responses = requests
                  .flatMap((one): readonly object[] => {
                    const kind = roll();
                    if (kind === 0) return [];
                    if (kind === 1) return [{ id: one.id, status: 429, headers: {}, body: null }];
                    return [{ id: one.id, status: 200, body: { url: one.url } }];
                  })
                  .sort(() => roll() - 5);
                return Promise.resolve(
                  ok({ status: 200, headers: {}, body: JSON.stringify({ responses }) }),
                );
              },
            },
            getToken: null,
            clock: () => clock,
          });
          const got = await readBatch(client, 'v1.0', urls);
          if (got.kind !== 'parts') throw new Error(got.kind);
          got.parts.forEach((part, n) => {
            if (part.kind === 'missing' || part.answer.status === 429) return;
            expect(part.answer.json).toEqual({ url: `/users/${n}` });
          });
        },
      ),
      { numRuns: 2_000, seed: Number(process.env['CAUSEWAY_SEED'] ?? 1) },
    );
  });
});

describe('paging', () => {
  it('stops at a link that comes again, at endless empty pages, at too many pages', () => {
    const page = (rows: number, next: string | null) => ({
      rows: Array.from({ length: rows }, () => null),
      next,
      date: null,
      requestId: null,
    });
    const repeats = new PageGuard();
    expect(repeats.admits(page(1, 'a'))).toBe(true);
    expect(repeats.admits(page(1, 'a'))).toBe(false);
    const empty = new PageGuard();
    const admitted = Array.from({ length: 12 }, (_, n) => empty.admits(page(0, `l${n}`)));
    expect(admitted.filter(Boolean)).toHaveLength(9);
    const long = new PageGuard();
    let pages = 0;
    while (long.admits(page(1, `l${pages}`))) pages += 1;
    expect(pages).toBe(4_999);
  });

  it('starts a list again when its page token expired, once', async () => {
    const next = 'https://graph.microsoft.com/v1.0/users?$skiptoken=1';
    const first = {
      status: 200,
      body: JSON.stringify({ value: [{ id: 1 }], '@odata.nextLink': next }),
    };
    const expired = { status: 400, body: '{"error":{"code":"Directory_ExpiredPageToken"}}' };
    const last = { status: 200, body: '{"value":[{"id":2}]}' };
    const good = scripted('practice', [first, expired, first, last]);
    expect(await readList(good.client, '/v1.0/users')).toEqual({
      kind: 'rows',
      rows: [{ id: 1 }, { id: 2 }],
    });
    const bad = scripted('practice', [first, expired, first, expired]);
    expect(await readList(bad.client, '/v1.0/users')).toMatchObject({ kind: 'unread' });
  });

  it('never follows a link to another host', async () => {
    const next = 'https://evil.example/v1.0/users?$skiptoken=1';
    const first = { status: 200, body: JSON.stringify({ value: [], '@odata.nextLink': next }) };
    const { client, asked } = scripted('practice', [first]);
    expect(await readList(client, '/v1.0/users')).toMatchObject({ kind: 'unread' });
    expect(asked).toHaveLength(1);
  });
});
