import { afterEach, describe, expect, test } from 'vitest';
import { loadBuiltInScenario } from '../../src-main/practice-tenant/scenario';
import { errorCode, openClient, type PracticeClient, str } from '../fixtures/practice-client';

let open: PracticeClient[] = [];
afterEach(async () => {
  await Promise.all(open.map((client) => client.tenant.close()));
  open = [];
});

async function kestrel(): Promise<PracticeClient> {
  const client = await openClient({ scenario: loadBuiltInScenario('S02'), lagMs: 0 });
  open.push(client);
  return client;
}

async function now(client: PracticeClient): Promise<number> {
  return Date.parse(str((await client.get('/_practice/clock')).json['now']));
}

describe('the clock of a tenant', () => {
  test.each([
    ...['', '{}', 'null', '[]', '"soon"', '17', 'not JSON', '{"advanceMs":"5"}'],
    ...['{"advanceMs":null}', '{"advanceMs":-1}', '{"advanceMs":1e999}', '{"advanceMs":true}'],
    ...['{"advanceMs":5,"by":"me"}', '{"advanceMs":3155760000001}'],
  ])('%j is refused and moves nothing', async (body) => {
    const client = await kestrel();
    const before = await now(client);
    const url = `${client.tenant.graphUrl}/_practice/clock`;
    const reply = await fetch(url, { method: 'POST', body });
    expect(reply.status).toBe(400);
    expect(await reply.json()).toMatchObject({ error: { code: 'BadRequest' } });
    expect((await now(client)) - before).toBeLessThan(60_000);
  });

  test('ends with the year 9999, and the tenant goes on serving', async () => {
    const client = await kestrel();
    const century = 3_155_760_000_000;
    let refused = 0;
    for (let n = 0; n < 90; n++) {
      const reply = await client.post('/_practice/clock', { advanceMs: century });
      if (reply.status === 400) refused++;
    }
    expect(refused).toBeGreaterThan(0);
    expect(new Date(await now(client)).getUTCFullYear()).toBeLessThanOrEqual(9999);
    expect((await client.get('/v1.0/users?$top=1')).status).toBe(200);
    const details = '/v1.0/reports/authenticationMethods/userRegistrationDetails';
    expect((await client.get(details)).status).toBe(200);
    expect((await client.get('/v1.0/auditLogs/signIns')).status).toBe(200);
  });
});

describe('two tenants in one process', () => {
  test('share nothing: tokens, time, people, policies, faults, figures', async () => {
    const [one, other] = [await kestrel(), await kestrel()];
    const stateOf = async (client: PracticeClient): Promise<string> =>
      (await client.get('/_practice/state')).text;
    const before = await stateOf(other);
    const started = await now(other);
    await one.post('/_practice/register-people', { users: [] });
    await one.post('/_practice/emergency-access', {});
    await one.patch('/beta/users/enfapp1@kestrel.example/authentication/requirements', {
      perUserMfaState: 'disabled',
    });
    await one.patch('/v1.0/policies/authenticationMethodsPolicy', {
      policyMigrationState: 'migrationComplete',
    });
    const [group] = await one.all('/v1.0/groups');
    await one.remove(
      `/v1.0/groups/${str(group?.['id'])}/members/${one.userId('gaa@kestrel.example')}/$ref`,
    );
    await one.settle(86_400_000);
    const rules = [{ action: { kind: 'status', status: 503 }, times: 100 }];
    await one.post('/_practice/faults', { rules });
    expect(await stateOf(other)).toBe(before);
    expect((await now(other)) - started).toBeLessThan(3_600_000);
    expect((await other.get('/v1.0/me')).status).toBe(200);
    expect((await one.get('/v1.0/me')).status).toBe(503);
    const { writes } = (await other.get('/_practice/history')).json;
    expect(writes).toEqual([]);
    const foreign = await other.get('/v1.0/me', { authorization: `Bearer ${one.tenant.token}` });
    expect([foreign.status, errorCode(foreign)]).toEqual([401, 'InvalidAuthenticationToken']);
  });
});
