import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { PacingBuckets } from '../../src-main/graph/pacing-buckets';
import type { Clock } from '../../src-main/ports/clock';
import { loadBuiltInScenario } from '../../src-main/practice-tenant/scenario';
import type { PracticeOptions } from '../../src-main/practice-tenant/server';
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

/** The tenant's clock; waiting moves it on. */
function clockOf({ tenant }: PracticeClient): Clock {
  const { clock } = tenant.directory;
  return {
    now: () => clock.now(),
    serverNow: () => Promise.resolve(clock.now()),
    sleep: (ms) => {
      clock.advance(Math.ceil(ms));
      return Promise.resolve();
    },
  };
}

const details = '/v1.0/reports/authenticationMethods/userRegistrationDetails';

describe('a client that models the published limits', () => {
  // This computer's time stands still: only waiting moves the tenant's clock, never a busy machine.
  beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }));
  afterEach(() => void vi.useRealTimers());

  test('reads 20,000 accounts without one refusal, in no less than the published time', async () => {
    const client = await real({ users: 20_000 });
    const { clock } = client.tenant.directory;
    const buckets = new PacingBuckets(clockOf(client), true, () => undefined);
    buckets.sizeIs(20_000);
    const began = clock.now();
    const rows = { users: 0, report: 0 };
    let next: unknown = '/v1.0/users?$select=id,displayName&$top=999';
    while (typeof next === 'string') {
      await buckets.enter('reads', 1);
      const reply = await client.get(next);
      expect(reply.status).toBe(200);
      rows.users += (reply.json['value'] as unknown[]).length;
      next = reply.json['@odata.nextLink'];
    }
    next = details;
    while (typeof next === 'string') {
      await buckets.enter('reports', 1);
      const reply = await client.get(next);
      expect(reply.status).toBe(200);
      rows.report += (reply.json['value'] as unknown[]).length;
      next = reply.json['@odata.nextLink'];
    }
    for (let n = 0; n < 5; n++) {
      await buckets.enter('conditionalAccess', 1);
      expect((await client.get('/v1.0/identity/conditionalAccess/policies')).status).toBe(200);
    }
    expect(rows.users).toBe(20_000);
    expect(rows.report).toBeGreaterThan(19_000);
    // 20 pages of the report, five of them at once: (20 - 5) x 2 s, and four seconds of policies.
    expect(clock.now() - began).toBeGreaterThanOrEqual(33_900);
    expect((await client.get('/_practice/stats')).json['throttled']).toBe(0);
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
  });
});
