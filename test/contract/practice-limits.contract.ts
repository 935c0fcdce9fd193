import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Snapshot } from '../../shared/tenant/snapshot';
import { loadBuiltInScenario } from '../../src-main/practice-tenant/scenario';
import type { PracticeOptions } from '../../src-main/practice-tenant/server';
import { takeSnapshot } from '../../src-main/rollout/take-snapshot';
import { sha256 } from '../../src-main/files/sha256';
import { goOn, openPractice } from '../fixtures/open-practice';
import { openClient, type JsonObject, type PracticeClient, str } from '../fixtures/practice-client';

let open: PracticeClient[] = [];
afterEach(async () => {
  await Promise.all(open.map((client) => client.tenant.close()));
  open = [];
});

async function real(options: PracticeOptions): Promise<PracticeClient> {
  const client = await openClient({ throttle: 'real', lagMs: 0, ...options });
  open.push(client);
  return client;
}

const details = '/v1.0/reports/authenticationMethods/userRegistrationDetails';

interface Taken {
  readonly snapshot: Snapshot;
  readonly elapsedMs: number;
  readonly requests: Readonly<Record<string, number>>;
  readonly throttled: number;
  readonly waits: number;
}

/** A whole reading tour by the product's own client, over the tenant's clock. */
async function tour(options: PracticeOptions): Promise<Taken> {
  const practice = await openPractice('S02', { throttle: 'real', lagMs: 0, ...options });
  try {
    const { clock } = practice.tenant.directory;
    const began = clock.now();
    let waits = 0;
    const taken = await takeSnapshot({
      source: practice.source,
      store: practice.store,
      answers: null,
      control: goOn,
      onProgress: ({ waitSeconds }) => (waits += waitSeconds === null ? 0 : 1),
      sha256,
    });
    if (!taken.ok) throw new Error(taken.failure.code);
    const elapsedMs = clock.now() - began;
    const stats = await practice.source.practice?.stats();
    if (stats?.ok !== true) throw new Error('no stats');
    return { snapshot: taken.value, elapsedMs, waits, ...stats.value };
  } finally {
    await practice.close();
  }
}

describe('a reading tour under the published limits', () => {
  // This computer's time stands still: only waiting moves the tenant's clock, never a busy machine.
  beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }));
  afterEach(() => void vi.useRealTimers());

  test('of 20,000 accounts: not one refusal, in the time the reports allow', async () => {
    const { snapshot, elapsedMs, requests, throttled, waits } = await tour({
      ...{ scenario: undefined, users: 20_000 },
    });
    expect(throttled).toBe(0);
    expect(snapshot.throttledRequests).toBe(0);
    expect(snapshot.users).toMatchObject({ kind: 'read' });
    expect(waits).toBeGreaterThan(0);
    const reports = Object.entries(requests).filter(([name]) =>
      /\/(reports|auditLogs)\//.test(name),
    );
    const count = reports.reduce((sum, [, times]) => sum + times, 0);
    // Five at once, then one every two seconds: performance.md 1.2.
    const floorMs = (count - 5) * 2_000;
    expect(elapsedMs).toBeGreaterThanOrEqual(floorMs);
    expect(elapsedMs / floorMs).toBeLessThanOrEqual(1.05);
  });

  test('of 1,000 accounts: hardly longer than the reports and policies take', async () => {
    const { elapsedMs, throttled } = await tour({ scenario: undefined, users: 1_000 });
    expect(throttled).toBe(0);
    expect(elapsedMs).toBeLessThanOrEqual(5_000);
  });

  test('of a scenario that reads people one by one: not one refusal', async () => {
    const { throttled, snapshot } = await tour({ scenario: loadBuiltInScenario('S01') });
    expect(throttled).toBe(0);
    expect(Object.keys(snapshot.userMethods).length).toBeGreaterThan(0);
  });
});

describe('what a request costs', () => {
  test.each<[string, number]>([
    ['/v1.0/users', 2],
    ['/v1.0/users?$select=id', 1],
    ['/v1.0/users?$select=id&$top=5', 1],
    ['/v1.0/users?$top=5', 1],
    ['/v1.0/users/gaa@kestrel.example', 1],
    ['/v1.0/groups', 1],
    ['/v1.0/groups/{group}/members', 3],
    ['/v1.0/groups/{group}/members?$select=id', 2],
    ['/v1.0/groups/{group}/transitiveMembers', 5],
    ['/v1.0/groups/{group}/transitiveMembers?$select=id&$top=5', 3],
    ['/v1.0/users/gaa@kestrel.example/transitiveMemberOf', 2],
    ['/v1.0/subscribedSkus', 3],
    ['/v1.0/contracts', 3],
    ['/v1.0/roleManagement/directory/roleAssignments?$expand=principal', 2],
    ['/v1.0/policies/authorizationPolicy', 1],
    ['/beta/users/gaa@kestrel.example/authentication/requirements', 1],
  ])('%s: %i', async (path, units) => {
    const client = await real({ scenario: loadBuiltInScenario('S02') });
    const [group] = await client.all('/v1.0/groups?$select=id');
    const reply = await client.get(path.replace('{group}', str(group?.['id'])));
    expect(reply.status, reply.text).toBe(200);
    expect(reply.headers.get('x-ms-resource-unit')).toBe(str(units));
  });

  test('every part of a batch is charged, the envelope is not', async () => {
    const client = await real({ scenario: loadBuiltInScenario('S02') });
    const requests = Array.from({ length: 20 }, (_, i) => ({
      ...{ id: str(i), method: 'GET', url: details.replace('/v1.0', '') },
    }));
    const { responses } = (await client.post('/v1.0/$batch', { requests })).json;
    const statuses = (responses as JsonObject[]).map((one) => one['status']);
    expect(statuses.filter((status) => status === 200)).toHaveLength(5);
    expect(statuses.filter((status) => status === 429)).toHaveLength(15);
    const refused = (responses as JsonObject[]).find((one) => one['status'] === 429);
    const after = Number((refused?.['headers'] as JsonObject)['Retry-After']);
    expect(after).toBeGreaterThan(1);
    expect(after).toBeLessThanOrEqual(2);
  });
});
