import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { limits, type BucketName } from '../../shared/entra/graph-limits';
import { pacedBy, sendPaced } from '../fixtures/paced-requests';
import { PublishedBucket } from '../fixtures/published-bucket';

/** Time of virtual requests as a multiple of the published lower bound (performance.md 1.2, 7.1, 7.5). */
interface Budgets {
  readonly pacedTimeOfBound: number;
  readonly halvedTimeOfBound: number;
  readonly halvedRefusedShare: number;
  readonly neighbourTimeOfBound: number;
  readonly neighbourRefusedShare: number;
}

const budgets = JSON.parse(
  readFileSync(join(import.meta.dirname, 'budgets.json'), 'utf8'),
) as Budgets;
const report: string[] = [];
afterAll(() => void process.stdout.write(`${report.join('\n')}\n`));

interface Run {
  readonly bucket: BucketName;
  readonly count: number;
  readonly atOnce: number;
  /** What the service really lets through, as a share of what is published. */
  readonly share: number;
}

async function run(name: string, o: Run): Promise<{ time: number; refused: number }> {
  const { quota, windowMs } = limits[o.bucket];
  const real = new PublishedBucket(quota * o.share, windowMs);
  const { clock, buckets, service } = pacedBy(o.bucket, real);
  const took = await sendPaced(clock, buckets, service, { ...o, travel: () => 150 });
  const bound = ((o.count - quota * o.share) * windowMs) / (quota * o.share);
  const time = took / bound;
  const refused = service.refused / o.count;
  report.push(
    `${name}: ${(took / 1000).toFixed(0)} s, ${time.toFixed(3)} of the bound, ${service.refused} refused`,
  );
  return { time, refused };
}

test.each<[string, BucketName, number]>([
  ['report of 1,000,000 accounts', 'reports', 1_000],
  ['10,000 writes', 'writes', 10_000],
  ['policies', 'conditionalAccess', 60],
])('%s: as published, no refusal', async (name, bucket, count) => {
  const { time, refused } = await run(name, { bucket, count, atOnce: 24, share: 1 });
  expect(refused).toBe(0);
  // Conditional Access leaves one at a time: its answer is waited for, so that none comes early.
  if (bucket !== 'conditionalAccess') expect(time).toBeLessThanOrEqual(budgets.pacedTimeOfBound);
});

test('half of what is published', async () => {
  const o = { bucket: 'writes', count: 20_000, atOnce: 24, share: 0.5 } as const;
  const { time, refused } = await run('20,000 writes at half the rate', o);
  expect(time).toBeLessThanOrEqual(budgets.halvedTimeOfBound);
  expect(refused).toBeLessThanOrEqual(budgets.halvedRefusedShare);
});

test('a neighbour that takes 60 percent', async () => {
  const o = { bucket: 'writes', count: 10_000, atOnce: 24, share: 0.4 } as const;
  const { time, refused } = await run('10,000 writes beside a neighbour', o);
  expect(time).toBeLessThanOrEqual(budgets.neighbourTimeOfBound);
  expect(refused).toBeLessThanOrEqual(budgets.neighbourRefusedShare);
});
