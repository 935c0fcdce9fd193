import { describe, expect, it } from 'vitest';
import type { BucketName } from '../../../../shared/entra/graph-limits';
import { PacingBuckets, type PacingLevels } from '../../../../src-main/graph/pacing-buckets';
import { chargeOf, pacedBy, sendPaced } from '../../../fixtures/paced-requests';
import { PublishedBucket } from '../../../fixtures/published-bucket';
import { virtualClock } from '../../../fixtures/virtual-clock';

describe('buckets', () => {
  it('hold back whoever asks the one that is shut, and nobody else', async () => {
    const { clock, buckets } = pacedBy('reports');
    const refusal = { status: 429, headers: { 'retry-after': '30' } };
    buckets.answered(chargeOf('reports'), refusal, clock.at);
    const start = clock.at;
    await clock.run(buckets.enter(chargeOf('reads')));
    expect(clock.at).toBe(start);
    await clock.run(buckets.enter(chargeOf('reports')));
    expect(clock.at - start).toBeGreaterThanOrEqual(30_000);
  });

  it.each<[string, Record<string, string>, BucketName]>([
    ['nobody', {}, 'signInActivity'],
    [
      'the tenant’s units',
      {
        'x-ms-throttle-scope': 'Tenant_Application/ReadWrite/a/t',
        'x-ms-throttle-information': 'ResourceUnitLimitExceeded',
      },
      'reads',
    ],
    [
      'the application’s units',
      { 'x-ms-throttle-scope': 'Application/ReadWrite/a', 'x-ms-throttle-information': 'x' },
      'appReads',
    ],
  ])('the one that %s named is shut', async (_, headers, name) => {
    const { clock, buckets } = pacedBy('reads');
    const charges = (['signInActivity', 'reads', 'appReads'] as const).map((bucket) => ({
      ...{ bucket, units: 1 },
    }));
    const answer = { status: 429, headers: { ...headers, 'retry-after': '9' } };
    buckets.answered(charges, answer, clock.at);
    for (const { bucket } of charges) {
      const start = clock.at;
      await clock.run(buckets.enter(chargeOf(bucket)));
      if (bucket === name) expect(clock.at - start).toBeGreaterThanOrEqual(9_000);
      else expect(clock.at).toBe(start);
    }
  });

  it('believe the service about costs and about how full they are', async () => {
    const { clock, buckets } = pacedBy('reads');
    const answer = (headers: Record<string, string>) => ({ status: 200, headers });
    const spend = (units: number): Promise<unknown> =>
      clock.run(buckets.enter(chargeOf('reads', units)).then((one) => one.arrived()));
    await spend(1);
    buckets.answered(chargeOf('reads'), answer({ 'x-ms-resource-unit': '900' }), clock.at);
    const start = clock.at;
    await spend(2_600);
    expect(clock.at).toBe(start);
    await spend(100);
    expect(clock.at).toBeGreaterThan(start);
    const full = pacedBy('reads');
    const told = answer({ 'x-ms-throttle-limit-percentage': '1.2' });
    full.buckets.answered(chargeOf('reads'), told, full.clock.at);
    await full.clock.run(full.buckets.enter(chargeOf('reads')));
    // A fifth of 3,500 units too much: two seconds until there is one again.
    expect(full.clock.at - 1_000_000).toBeGreaterThanOrEqual(2_000);
  });

  it('are not full again after a restart', async () => {
    const clock = virtualClock();
    const disk: { levels: PacingLevels; saves: number } = { levels: {}, saves: 0 };
    const memory = {
      load: () => disk.levels,
      save: (levels: PacingLevels) => {
        disk.levels = JSON.parse(JSON.stringify(levels)) as PacingLevels;
        disk.saves += 1;
      },
    };
    const remembering = (): PacingBuckets => {
      const buckets = new PacingBuckets({ clock, isModelled: true });
      buckets.remember(memory);
      return buckets;
    };
    const service = new PublishedBucket(5, 10_000);
    // Each process dies without a word after three requests.
    for (let process = 0; process < 6; process += 1) {
      const buckets = remembering();
      const o = { bucket: 'reports' as const, count: 3, atOnce: 3, travel: () => 40 };
      await sendPaced(clock, buckets, service, o);
      clock.at += 100;
    }
    expect(service.refused).toBe(0);
    expect(service.passed).toBe(18);
    // Small change is not worth a transaction.
    const before = disk.saves;
    const buckets = remembering();
    for (let n = 0; n < 100; n += 1) (await buckets.enter(chargeOf('reads'))).arrived();
    expect(disk.saves).toBe(before);
  });

  it.each([850, 900, 3_600])('wait out %i seconds of a refusal over a restart', async (seconds) => {
    const clock = virtualClock();
    let disk: PacingLevels = {};
    const memory = {
      load: () => disk,
      save: (levels: PacingLevels) => void (disk = levels),
    };
    const before = new PacingBuckets({ clock, isModelled: true });
    before.remember(memory);
    const refusal = { status: 429, headers: { 'retry-after': String(seconds) } };
    before.answered(chargeOf('writes'), refusal, clock.at);
    const start = clock.at;
    const after = new PacingBuckets({ clock, isModelled: true });
    after.remember(memory);
    await clock.run(after.enter(chargeOf('writes')));
    expect(clock.at - start).toBeGreaterThanOrEqual(seconds * 1_000);
    // A clock that was set back shuts nobody out for days.
    const late = new PacingBuckets({ clock, isModelled: true });
    clock.at -= 86_400_000;
    late.remember(memory);
    const setBack = clock.at;
    await clock.run(late.enter(chargeOf('writes')));
    expect(clock.at - setBack).toBeLessThanOrEqual(seconds * 1_000 + 1_000);
  });

  it('let no more than one holds into a batch', () => {
    const { buckets } = pacedBy('reports');
    const reports = Array.from({ length: 20 }, () => chargeOf('reports'));
    expect(buckets.roomFor(reports)).toBe(5);
    expect(buckets.roomFor([chargeOf('conditionalAccess'), chargeOf('conditionalAccess')])).toBe(1);
    expect(buckets.roomFor(Array.from({ length: 20 }, () => chargeOf('reads')))).toBe(20);
    expect(buckets.roomFor(Array.from({ length: 20 }, () => chargeOf('personMethods')))).toBe(20);
  });
});
