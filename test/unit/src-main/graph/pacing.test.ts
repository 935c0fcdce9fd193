import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readBatch } from '../../../../src-main/graph/batch';
import { readList } from '../../../../src-main/graph/paging';
import type { PacingLevels } from '../../../../src-main/graph/pacing-buckets';
import { patienceMs, retryAfterMs } from '../../../../src-main/graph/retry-after';
import { scripted, tickingClock } from '../../../fixtures/scripted-graph';
import { reached } from '../../../fixtures/campaign';
import { virtualClock } from '../../../fixtures/virtual-clock';

const seed = Number(process.env['CAUSEWAY_SEED'] ?? 1);

describe('Retry-After', () => {
  it.each([
    ['2.128', 2128],
    ['0.2491', 250],
    ['0', 0],
    ['120', 120_000],
    ['Sun, 22 Nov 2026 12:00:30 GMT', 30_000],
    ['Sun, 22 Nov 2026 11:59:00 GMT', 1_000],
    ['Sunday, 22-Nov-26 12:00:30 GMT', 30_000],
    ['Sun Nov 22 12:00:30 2026', 30_000],
    ['120, 120', 120_000],
    ['5,120', 120_000],
    ['Sun, 22 Nov 2026 12:00:30 GMT, 20, Sun, 22 Nov 2026 12:01:10 GMT', 70_000],
    ['soon, 7', 7_000],
    ['soon', null],
    ['-5', null],
    ['', null],
  ])('%s', (value, expected) => {
    const noon = 'Sun, 22 Nov 2026 12:00:00 GMT';
    const headers = { 'retry-after': value, date: noon };
    expect(retryAfterMs(headers, 0)).toBe(expected);
    // Without the answer's own `Date`, what earlier ones told counts.
    expect(retryAfterMs({ 'retry-after': value }, Date.parse(noon))).toBe(expected);
  });

  const paths = ['users', 'reports/x', 'identity/conditionalAccess/policies', 'auditLogs/signIns'];

  const shapes = ['seconds', 'fraction', 'date', 'undated', 'list'] as const;
  const refusalsUpTo = (max: number) =>
    fc.array(
      fc.record({
        ms: fc.integer({ min: 0, max }),
        shape: fc.constantFrom(...shapes),
        status: fc.constantFrom(429, 503),
      }),
      { minLength: 1, maxLength: 4 },
    );

  /** What a service says that wants to be left alone for so long, and how long that is in full. */
  function refusalOf(one: { ms: number; shape: (typeof shapes)[number]; status: number }) {
    const seconds = Math.ceil(one.ms / 1000);
    const date = (ms: number): string => new Date(ms).toUTCString();
    const start = tickingClock().at;
    const value = {
      seconds: String(seconds),
      fraction: String(one.ms / 1000),
      date: date(1e12 + seconds * 1000),
      // Counted from the first instant, so that whoever comes later has less of it left to wait.
      undated: date(start + seconds * 1000),
      list: `${seconds}, ${one.ms / 1000}, 0`,
    }[one.shape];
    const dated = one.shape === 'date' ? { date: date(1e12) } : {};
    const headers: Record<string, string> = { 'retry-after': value, ...dated };
    const until = (at: number): number =>
      one.shape === 'undated' ? start + seconds * 1000 : at + one.ms;
    return { answer: { status: one.status, headers }, until };
  }

  it('is never undercut, alone or beside others, in 500 cases of refusals', async () => {
    await fc.assert(
      fc.asyncProperty(
        refusalsUpTo(patienceMs),
        fc.constantFrom(...paths),
        fc.constantFrom<'https' | 'practice'>('https', 'practice'),
        async (drawn, path, kind) => {
          const told = drawn.map(refusalOf);
          const answers = [...told.map((one) => one.answer), { status: 200 }];
          // Time stands still while an answer is on its way: nobody can know of it before.
          const clock = virtualClock();
          const { client, asked } = scripted(kind, answers, clock);
          const first = client.get(`/v1.0/${path}`);
          await clock.run(Promise.all([first, client.get(`/v1.0/${path}?again`)]));
          expect(await first).toMatchObject({ ok: true, value: { status: 200 } });
          // Whoever leaves after a refusal, the one refused or another, leaves late enough.
          for (const [n, one] of told.entries()) {
            const refused = asked[n];
            if (refused === undefined) continue;
            const isBound = (later: { url: string; at: number }): boolean =>
              later.url === refused.url || later.at > refused.at;
            for (const later of asked.slice(n + 1).filter(isBound)) {
              expect(later.at).toBeGreaterThanOrEqual(one.until(refused.at));
            }
          }
        },
      ),
      { numRuns: 500, seed },
    );
    reached('P15', 'never early in 500 cases of refusals', { refusals: 500 });
  });

  it('is waited out by the next process too', async () => {
    await fc.assert(
      fc.asyncProperty(refusalsUpTo(86_400_000), async (drawn) => {
        const clock = tickingClock();
        let kept: PacingLevels = {};
        const memory = { load: () => kept, save: (levels: PacingLevels) => void (kept = levels) };
        // Each process sends one write, is refused and dies.
        for (const one of drawn) {
          const told = refusalOf(one);
          const { client, asked } = scripted('https', [told.answer], clock);
          client.keepPacing(memory);
          await client.sendOnce('POST', '/v1.0/groups', {}, {});
          const next = scripted('https', [{ status: 201 }], clock);
          next.client.keepPacing(memory);
          await next.client.sendOnce('POST', '/v1.0/groups', {}, {});
          const left = asked[0]?.at ?? 0;
          expect(next.asked[0]?.at).toBeGreaterThanOrEqual(told.until(left));
        }
      }),
      { numRuns: 100, seed },
    );
  });

  it('beyond a quarter of an hour leaves the list unread, and what shares its limit too', async () => {
    const refusal = { status: 429, headers: { 'retry-after': '9999999999' } };
    const { client, asked } = scripted('https', [refusal, { status: 200 }]);
    const list = (path: string) => readList(client, `/v1.0/${path}`);
    const throttled = { kind: 'unread', reason: { code: 'throttled' } };
    expect(await list('identity/conditionalAccess/policies')).toMatchObject(throttled);
    expect(await list('identity/conditionalAccess/namedLocations')).toMatchObject(throttled);
    expect(asked).toHaveLength(1);
  });

  it('of a service out of order that long is told as that, with its end, over a restart too', async () => {
    const clock = tickingClock();
    let kept: PacingLevels = {};
    const memory = { load: () => kept, save: (levels: PacingLevels) => void (kept = levels) };
    const date = new Date(clock.at).toUTCString();
    const out = { status: 503, headers: { 'retry-after': '3600', date } };
    const end = new Date(Date.parse(date) + 3_600_000).toISOString();
    const { client, asked } = scripted('https', [out], clock);
    client.keepPacing(memory);
    const path = '/v1.0/identity/conditionalAccess';
    const first = await readList(client, `${path}/policies`);
    expect(first).toEqual({ kind: 'unread', reason: { code: 'busy', status: 503, until: end } });
    // What shares its limit is not asked at all.
    const busy = { kind: 'unread', reason: { code: 'busy', status: 503 } };
    const second = await readList(client, `${path}/namedLocations`);
    expect(second).toMatchObject(busy);
    const told = second.kind === 'unread' ? Date.parse(second.reason.until ?? '') : NaN;
    expect(Math.abs(told - Date.parse(end))).toBeLessThan(5_000);
    expect(asked).toHaveLength(1);
    const refused = { ok: false, failure: { code: 'graph/busy', values: { status: '503' } } };
    expect(await client.get(`${path}/namedLocations`)).toMatchObject(refused);
    const batch = { code: 'busy', status: 503 };
    const url = '/identity/conditionalAccess/policies';
    expect(await readBatch(client, 'v1.0', [url])).toMatchObject({ kind: 'failed', reason: batch });
    const next = scripted('https', [], clock);
    next.client.keepPacing(memory);
    expect(await readList(next.client, `${path}/namedLocations`)).toMatchObject(busy);
    expect(next.asked).toHaveLength(0);
  });

  it('missing: one second, then two, then four', async () => {
    const refusal = { status: 429 };
    const answers = [refusal, refusal, refusal, { status: 200 }];
    const { client, asked } = scripted('https', answers);
    await client.get('/v1.0/identity/conditionalAccess/policies');
    const gaps = asked.slice(1).map((one, n) => one.at - (asked[n]?.at ?? 0));
    [1_000, 2_000, 4_000].forEach((least, n) => expect(gaps[n]).toBeGreaterThanOrEqual(least));
    expect(gaps[0]).toBeLessThan(1_500);
  });

  it('of a service out of order gates others, and leaves the rate as it was', async () => {
    const [out, good] = [{ status: 503, headers: { 'retry-after': '7' } }, { status: 200 }];
    const { client, clock, asked } = scripted('practice', [out, good]);
    const start = clock.at;
    // A write is not repeated: whoever waits here waits because of its neighbour.
    const write = () => client.sendOnce('POST', '/v1.0/groups', {}, {});
    await write();
    expect(clock.at).toBe(start);
    await client.get('/v1.0/reports/x');
    expect(clock.at).toBe(start);
    for (let n = 0; n < 12; n += 1) await write();
    expect(asked[2]?.at).toBeGreaterThanOrEqual(start + 7_000);
    // Writes: one each 50 ms, were the limit modelled because of this.
    expect(clock.at).toBeLessThan(start + 7_100);
    const silent = scripted('practice', [{ status: 503 }, good]);
    await silent.client.sendOnce('POST', '/v1.0/groups', {}, {});
    const before = silent.clock.at;
    await silent.client.sendOnce('POST', '/v1.0/groups', {}, {});
    expect(silent.clock.at).toBe(before);
  });

  it.each([429, 503])('of a part (%i) shuts its own bucket alone', async (status) => {
    const part = (id: string, code: number, headers = {}) => ({
      ...{ id, status: code, headers, body: {} },
    });
    const responses = [part('1', status, { 'Retry-After': '7.5' }), part('2', 200)];
    const { client, clock, asked } = scripted('practice', [
      { status: 200, body: JSON.stringify({ responses }) },
      { status: 200 },
    ]);
    const start = clock.at;
    const requests = ['/reports/x', '/users/1'].map((url, n) => ({
      ...{ id: String(n + 1), method: 'GET', url },
    }));
    await client.postReads('v1.0', { requests });
    await client.get('/v1.0/users/1');
    expect(clock.at).toBe(start);
    await client.get('/v1.0/reports/x');
    expect(clock.at - start).toBeGreaterThanOrEqual(7_500);
    expect(asked).toHaveLength(3);
  });
});

describe('tries', () => {
  it('wait for nothing on a practice tenant that throttles nothing', async () => {
    const practice = scripted('practice', [{ status: 200 }]);
    const before = practice.clock.at;
    for (let n = 0; n < 5; n += 1) {
      await practice.client.get('/v1.0/identity/conditionalAccess/policies');
    }
    expect(practice.clock.at).toBe(before);
  });

  it('end after five for a read and after one for a write', async () => {
    const { client, asked } = scripted('practice', [{ status: 503 }]);
    expect(await client.get('/v1.0/users')).toMatchObject({ ok: true, value: { status: 503 } });
    expect(asked).toHaveLength(5);
    const write = scripted('practice', [{ status: 503 }]);
    await write.client.sendOnce('POST', '/v1.0/groups', {}, {});
    expect(write.asked).toHaveLength(1);
  });

  it('are not made again for a refusal that stays', async () => {
    const { client, asked } = scripted('practice', [{ status: 403 }]);
    await client.get('/v1.0/users');
    expect(asked).toHaveLength(1);
  });
});
