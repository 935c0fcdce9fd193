import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readList } from '../../../../src-main/graph/paging';
import { retryAfterMs } from '../../../../src-main/graph/retry-after';
import { scripted } from '../../../fixtures/scripted-graph';
import { reached } from '../../../fixtures/campaign';

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

  it('is never undercut, alone or beside others, in 500 refusals', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 600_000 }),
        fc.constantFrom(...paths),
        fc.constantFrom<'https' | 'practice'>('https', 'practice'),
        async (ms, path, kind) => {
          const refusal = { status: 429, headers: { 'retry-after': String(ms / 1000) } };
          const { client, asked } = scripted(kind, [refusal, { status: 200 }]);
          const first = client.get(`/v1.0/${path}`);
          await Promise.all([first, client.get(`/v1.0/${path}?again`)]);
          expect(await first).toMatchObject({ ok: true, value: { status: 200 } });
          // Whoever leaves after the refusal, the one refused or another, leaves late enough.
          const [refused, ...later] = asked;
          for (const one of later.filter((other) => other.at > (refused?.at ?? 0))) {
            expect(one.at - (refused?.at ?? 0)).toBeGreaterThanOrEqual(ms);
          }
          const again = asked.find((one, n) => n > 0 && one.url === refused?.url);
          expect((again?.at ?? 0) - (refused?.at ?? 0)).toBeGreaterThanOrEqual(ms);
        },
      ),
      { numRuns: 500, seed },
    );
    reached('P15', 'never early in 500 refusals', { refusals: 500 });
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

  it('missing: one second, then two, then four', async () => {
    const refusal = { status: 429 };
    const answers = [refusal, refusal, refusal, { status: 200 }];
    const { client, asked } = scripted('https', answers);
    await client.get('/v1.0/identity/conditionalAccess/policies');
    const gaps = asked.slice(1).map((one, n) => one.at - (asked[n]?.at ?? 0));
    [1_000, 2_000, 4_000].forEach((least, n) => expect(gaps[n]).toBeGreaterThanOrEqual(least));
    expect(gaps[0]).toBeLessThan(1_500);
  });

  it('of a part shuts its own bucket alone', async () => {
    const part = (id: string, status: number, headers = {}) => ({ id, status, headers, body: {} });
    const responses = [part('1', 429, { 'Retry-After': '7.5' }), part('2', 200)];
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
