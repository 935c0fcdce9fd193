import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PacingBuckets } from '../../../../src-main/graph/pacing-buckets';
import { retryAfterMs } from '../../../../src-main/graph/retry-after';
import { scripted, tickingClock } from '../../../fixtures/scripted-graph';

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
