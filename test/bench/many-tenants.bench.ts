import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { limits } from '../../shared/entra/graph-limits';
import { sha256 } from '../../src-main/files/sha256';
import { runPool } from '../../src-main/fleet/run-pool';
import { SharedLimits } from '../../src-main/fleet/shared-limits';
import type { Charge } from '../../src-main/practice-tenant/throttle';
import { readOnce } from '../../src-main/rollout/read-once';
import { goOn } from '../fixtures/open-practice';
import { PublishedBucket } from '../fixtures/published-bucket';
import { virtualClock } from '../fixtures/virtual-clock';
import { virtualDirectory, virtualGraph } from '../fixtures/virtual-graph';

interface Budgets {
  /** Virtual time of many tenants of one application, ÷ the lower bound of its limits (row 8: 1.05). */
  readonly fleetTimeOfLimits: number;
  /** The same where its limits let all pass at once, and `--parallel` alone holds some back. */
  readonly smallFleetTimeOfOne: number;
  /** When tenants are finished on average, ÷ when all are (row 8: 0.8). */
  readonly fleetMeanFinish: number;
}

const budgets = JSON.parse(
  readFileSync(join(import.meta.dirname, 'budgets.json'), 'utf8'),
) as Budgets;
/** Read-only, so that one stands for all; each has limits of its own. */
const directory = virtualDirectory(200);
/** What `fleet assess` takes at a time unless it is told otherwise. */
const usualParallel = 8;
const report: string[] = [];
afterAll(() => void process.stdout.write(`${report.join('\n')}\n`));

/** What an application may ask of all tenants together, as the service counts it. */
class ServiceOfMany {
  readonly #of = {
    appReports: bucketOf('appReports'),
    signInActivity: bucketOf('signInActivity'),
  };

  ask({ bucket, readsSignInActivity }: Charge, at: number): number | null {
    if (readsSignInActivity) return this.#of.signInActivity.ask(1, at);
    return bucket === 'reports' ? this.#of.appReports.ask(1, at) : null;
  }

  /** The least time in which what was let through can pass. */
  get bound(): number {
    const bounds = Object.values(this.#of).map(
      ({ passed, quota, windowMs }) => ((passed - quota) * windowMs) / quota,
    );
    return Math.max(0, ...bounds);
  }
}

function bucketOf(name: 'appReports' | 'signInActivity'): PublishedBucket {
  return new PublishedBucket(limits[name].quota, limits[name].windowMs);
}

/** Tenants read beside each other as `fleet assess` does, in time that jumps: no repeat differs. */
async function assess(tenants: number, parallel: number, isShared = true) {
  const clock = virtualClock(directory.clock.now(), { turns: 4, patience: 10_000 });
  const service = new ServiceOfMany();
  const limitsOfApp = new SharedLimits(() => clock.at);
  const start = clock.at;
  let refused = 0;
  const finished: number[] = [];
  const one = async (): Promise<void> => {
    const { source, traffic } = virtualGraph(clock, directory, {
      travel: () => 75,
      ofApp: (charge) => service.ask(charge, clock.at),
      ...(isShared && { appBuckets: limitsOfApp.of('global', 'an-app') }),
    });
    const options = { answers: null, signal: goOn.signal, onProgress: () => undefined, sha256 };
    const read = await readOnce(source, options);
    if (!read.ok) throw new Error(JSON.stringify(read.failure));
    refused += traffic.throttled;
    finished.push(clock.at - start);
  };
  const items = Array.from({ length: tenants }, (_, n) => n);
  await clock.run(runPool(items, { parallel, signal: goOn.signal }, one));
  const mean = finished.reduce((sum, at) => sum + at, 0) / tenants;
  return { ms: clock.at - start, refused, bound: service.bound, mean };
}

let alone = 0;
beforeAll(async () => {
  alone = (await assess(1, 1)).ms;
});

test.each([10, 60, 250])(
  '%i tenants of one application',
  async (tenants) => {
    const { ms, refused, bound, mean } = await assess(tenants, usualParallel);
    // Where the application may ask for all at once, one tenant's own limits are what is left.
    const isLimited = bound > alone;
    const ratio = ms / Math.max(bound, alone);
    report.push(
      `${String(tenants)} tenants: ${(ms / 1000).toFixed(1)} s, ${ratio.toFixed(3)} of ` +
        `${isLimited ? 'the bound' : 'one alone'}, ${String(refused)} refused; ` +
        `on average after ${(mean / ms).toFixed(2)} of it`,
    );
    expect(refused).toBe(0);
    expect(ratio).toBeLessThanOrEqual(
      isLimited ? budgets.fleetTimeOfLimits : budgets.smallFleetTimeOfOne,
    );
    expect(mean / ms).toBeLessThanOrEqual(budgets.fleetMeanFinish);
  },
  600_000,
);

test('each for itself would be refused, at four at a time too', async () => {
  const { refused } = await assess(60, 4, false);
  report.push(`60 tenants, four at a time, that share nothing: ${String(refused)} refused`);
  expect(refused).toBeGreaterThan(0);
}, 600_000);
