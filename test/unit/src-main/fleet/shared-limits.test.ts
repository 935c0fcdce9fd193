import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { limits } from '../../../../shared/entra/graph-limits';
import { ok } from '../../../../shared/result';
import { runPool } from '../../../../src-main/fleet/run-pool';
import { SharedLimits } from '../../../../src-main/fleet/shared-limits';
import { openGraphSource } from '../../../../src-main/graph/open-source';
import {
  appBuckets,
  PacingBuckets,
  type AppBuckets,
} from '../../../../src-main/graph/pacing-buckets';
import { PublishedBucket } from '../../../fixtures/published-bucket';
import { virtualClock } from '../../../fixtures/virtual-clock';

const charges = [
  { bucket: 'reports', units: 1 },
  { bucket: 'appReports', units: 1 },
] as const;
const { quota, windowMs } = limits.appReports;

const atOnce = 40;

/** Tenants that ask for three reports each, against a service that counts the application's. */
async function assessFleet(tenants: number, isShared: boolean) {
  const clock = virtualClock();
  const service = new PublishedBucket(quota, windowMs);
  const ofApp = isShared ? appBuckets(clock.at) : undefined;
  const start = clock.at;
  const assess = async (): Promise<void> => {
    const buckets = new PacingBuckets({ clock, isModelled: true, ofApp });
    for (let left = 3; left > 0; left -= 1) {
      const departure = await buckets.enter(charges);
      await clock.sleep(40);
      const refused = service.ask(1, clock.at);
      await clock.sleep(40);
      departure.arrived();
      const headers = refused === null ? {} : { 'retry-after': String(refused / 1_000) };
      buckets.answered(charges, { status: refused === null ? 200 : 429, headers }, departure.at);
      if (refused !== null) left += 1;
    }
  };
  const items = Array.from({ length: tenants }, (_, n) => n);
  const { signal } = new AbortController();
  await clock.run(runPool(items, { parallel: atOnce, signal }, assess));
  return { refused: service.refused, ms: clock.at - start };
}

describe('tenants of one application', () => {
  const tenants = 150;
  const bound = ((3 * tenants - quota) / quota) * windowMs;

  it('share what it may ask of all: nothing is refused, at hardly more than the least time', async () => {
    const { refused, ms } = await assessFleet(tenants, true);
    expect(refused).toBe(0);
    expect(ms / bound).toBeLessThanOrEqual(1.05);
  });

  it('would be refused if each went by its own limits', async () => {
    const { refused } = await assessFleet(tenants, false);
    expect(refused).toBeGreaterThan(20);
  });

  it('are told apart by application and cloud; those that do not say share', () => {
    const shared = new SharedLimits(() => 0);
    const a = shared.of('global', 'A');
    expect(shared.of('global', 'a')).toBe(a);
    expect(shared.of('global', 'b')).not.toBe(a);
    expect(shared.of('usgov', 'a')).not.toBe(a);
    expect(shared.of('global', undefined)).toBe(shared.of('global', undefined));
  });
});

describe('a refusal of the application’s limit', () => {
  let server: Server;
  let asked = 0;
  beforeAll(async () => {
    server = createServer((request, response) => {
      if (request.url?.startsWith('/v1.0') === true) asked += 1;
      response.writeHead(request.url?.includes('/auditLogs') === true ? 429 : 404, {
        ...{ 'retry-after': '2000', 'x-ms-throttle-scope': 'Application/Read/a' },
        'content-type': 'application/json',
      });
      response.end('{}');
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  });
  afterAll(() => server.close());

  it('holds every tenant’s client back, not only the one that was refused', async () => {
    const ofApp = appBuckets(Date.now());
    const open = async (appLimits: AppBuckets) => {
      const opened = await openGraphSource({
        graphUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
        ...{ cloud: 'global', signedInUserId: null, appBuckets: appLimits },
        getToken: () => Promise.resolve(ok('opaque')),
      });
      if (!opened.ok) throw new Error(opened.failure.code);
      return opened.value.graph;
    };
    const [first, second] = [await open(ofApp), await open(ofApp)];
    const report = '/v1.0/auditLogs/signIns';
    expect(await first.get(report)).toMatchObject({ value: { status: 429 } });
    const before = asked;
    expect(await second.get(report)).toMatchObject({ failure: { code: 'graph/throttled' } });
    expect(asked).toBe(before);
    const stranger = await open(appBuckets(Date.now()));
    await stranger.get(report);
    expect(asked).toBeGreaterThan(before);
  });
});
