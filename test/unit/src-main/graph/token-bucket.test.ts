import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BucketName } from '../../../../shared/entra/graph-limits';
import { reached } from '../../../fixtures/campaign';
import { chargeOf, pacedBy, sendPaced } from '../../../fixtures/paced-requests';
import { PublishedBucket } from '../../../fixtures/published-bucket';

const seed = Number(process.env['CAUSEWAY_SEED'] ?? 1);

describe('published limits', () => {
  it('are never broken, however requests travel', async () => {
    const names: readonly BucketName[] = ['conditionalAccess', 'reports', 'signInActivity'];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...names),
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 8 }),
        fc.infiniteStream(fc.integer({ min: 0, max: 1_500 })),
        async (bucket, count, atOnce, travels) => {
          const { clock, buckets, service } = pacedBy(bucket);
          const travel = (): number => {
            const next = travels.next();
            return next.done === true ? 0 : next.value;
          };
          await sendPaced(clock, buckets, service, { bucket, count, atOnce, travel });
          expect(service.refused).toBe(0);
          expect(service.passed).toBe(count);
        },
      ),
      { numRuns: 300, seed },
    );
  }, 60_000);

  it('of Conditional Access: never two requests in one second', async () => {
    const { clock, buckets } = pacedBy('conditionalAccess');
    const left: number[] = [];
    const one = async (): Promise<void> => {
      const departure = await buckets.enter(chargeOf('conditionalAccess'));
      left.push(departure.at);
      await clock.sleep(300);
      departure.arrived();
    };
    await clock.run(Promise.all(Array.from({ length: 100 }, one)));
    const gaps = left.slice(1).map((at, n) => at - (left[n] ?? 0));
    expect(gaps).toHaveLength(99);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(1_000);
    reached('P15', 'never two requests to Conditional Access in one second', { paced: 100 });
  });

  it('are used up: a thousand reports take hardly longer than they must', async () => {
    const { clock, buckets, service } = pacedBy('reports');
    const o = { bucket: 'reports' as const, count: 1_000, atOnce: 4, travel: () => 150 };
    const took = await sendPaced(clock, buckets, service, o);
    expect(service.refused).toBe(0);
    expect(took / ((1_000 - 5) * 2_000)).toBeLessThanOrEqual(1.02);
  });

  it('half of what is documented: found out, with few refusals and little time lost', async () => {
    const { clock, buckets, service } = pacedBy('writes', new PublishedBucket(1_500, 150_000));
    const count = 12_000;
    const o = { bucket: 'writes' as const, count, atOnce: 20, travel: () => 200 };
    const took = await sendPaced(clock, buckets, service, o);
    expect(service.refused / count).toBeLessThanOrEqual(0.025);
    expect(took / (((count - 1_500) * 150_000) / 1_500)).toBeLessThanOrEqual(1.1);
  });

  it('that nobody published are learnt from the first refusal', async () => {
    const { clock, buckets, service } = pacedBy('personMethods', new PublishedBucket(200, 10_000));
    const o = { bucket: 'personMethods' as const, count: 2_000, atOnce: 8, travel: () => 20 };
    const took = await sendPaced(clock, buckets, service, o);
    expect(service.refused / 2_000).toBeLessThanOrEqual(0.05);
    expect(took / (((2_000 - 200) * 10_000) / 200)).toBeLessThanOrEqual(1.5);
  });

  it('that no list names may be as low as the lowest published: no time is lost', async () => {
    const { clock, buckets, service } = pacedBy('personStates', new PublishedBucket(5, 10_000));
    const o = { bucket: 'personStates' as const, count: 1_000, atOnce: 8, travel: () => 20 };
    const took = await sendPaced(clock, buckets, service, o);
    expect(service.refused / 1_000).toBeLessThanOrEqual(0.4);
    expect(took / (((1_000 - 5) * 10_000) / 5)).toBeLessThanOrEqual(1.02);
  });
});
