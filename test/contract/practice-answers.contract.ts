import { afterEach, describe, expect, test } from 'vitest';
import { loadBuiltInScenario, type ScenarioInput } from '../../src-main/practice-tenant/scenario';
import {
  openClient,
  type Json,
  type JsonObject,
  type PracticeClient,
  type Reply,
  str,
} from '../fixtures/practice-client';
import { OpenApiChecker, type GraphVersion } from '../tools/openapi-checker';

const checkers = { 'v1.0': new OpenApiChecker('v1.0'), beta: new OpenApiChecker('beta') };

let open: PracticeClient[] = [];
afterEach(async () => {
  await Promise.all(open.map((client) => client.tenant.close()));
  open = [];
});

async function serve(scenario: ScenarioInput, lagMs = 0): Promise<PracticeClient> {
  const client = await openClient({ scenario, lagMs });
  open.push(client);
  return client;
}

function check(version: GraphVersion, path: string, status: number, body: Json): void {
  expect(checkers[version].response('GET', path, status, body).errors).toEqual([]);
}

describe('a batch that comes back in another order', () => {
  const path = (name: string): string =>
    `/users/${name}@ellison.example/authentication/requirements`;
  const names = [
    ...['staff2', 'staff3', 'nobody', 'denied1', 'stillthrottled1', 'emptyanswer1'],
    ...['staff4', 'nobody2', 'staffpu1', 'staff5'],
  ];
  const requests = names.map((name, i) => ({ id: str(i), method: 'GET', url: path(name) }));

  test('every part is found by its id, 429 and 404 inside, each as Graph describes it', async () => {
    const client = await serve(loadBuiltInScenario('S14'));
    const reply = await client.post('/beta/$batch', { requests });
    expect(reply.status).toBe(200);
    const batch = checkers.beta.operation('POST', '/$batch');
    expect(batch).toBeDefined();
    const parts = reply.json['responses'] as JsonObject[];
    expect(parts.map((one) => one['id'])).toEqual(names.map((_, i) => str(i)).reverse());
    const first = new Set(parts.map((one) => one['status']));
    expect(first).toEqual(new Set([429]));
    for (const one of parts) {
      expect(Number((one['headers'] as JsonObject)['Retry-After'])).toBeGreaterThan(0);
      check('beta', path('x'), 429, one['body'] ?? null);
    }
    await client.settle(300_000);
    const again = (await client.post('/beta/$batch', { requests })).json['responses'];
    const status = new Map<string, number>();
    for (const one of again as JsonObject[]) {
      const name = names[Number(one['id'])] ?? '';
      status.set(name, Number(one['status']));
      check('beta', path('x'), Number(one['status']), one['body'] ?? null);
    }
    expect(Object.fromEntries(status)).toEqual({
      ...{ staff2: 200, staff3: 200, nobody: 404, denied1: 403, stillthrottled1: 429 },
      ...{ emptyanswer1: 200, staff4: 200, nobody2: 404, staffpu1: 200, staff5: 200 },
    });
  });

  test('the envelope and what is asked in it follow the description', async () => {
    const client = await serve(loadBuiltInScenario('S14'));
    const asked = checkers.beta.request('POST', '/$batch', { requests });
    expect(asked.errors).toEqual([]);
    const reply = await client.post('/beta/$batch', { requests });
    expect(checkers.beta.response('POST', '/$batch', 200, reply.json).errors).toEqual([]);
  });
});

describe('a migration state that is null', () => {
  test('is served as null in both versions, and cannot be set', async () => {
    const scenario = loadBuiltInScenario('S02');
    if (scenario.input.kind !== 'tenant') throw new Error('no tenant');
    const amp = { ...scenario.input.amp, policyMigrationState: null };
    const client = await serve({ ...scenario, input: { ...scenario.input, amp } });
    const path = '/policies/authenticationMethodsPolicy';
    for (const version of ['v1.0', 'beta'] as const) {
      const { status, json } = await client.get(`/${version}${path}`);
      expect(json['policyMigrationState']).toBeNull();
      check(version, path, status, json);
    }
    const set = { policyMigrationState: 'migrationInProgress' };
    const refused = await client.patch(`/v1.0${path}`, set);
    expect(refused.status).toBe(400);
    check('v1.0', path, 400, refused.json);
    const after = (await client.get(`/v1.0${path}`)).json;
    expect(after['policyMigrationState']).toBeNull();
  });
});

describe('what a read shows while a write travels', () => {
  const policies = '/identity/conditionalAccess/policies';
  const lagMs = 600_000;
  const body = {
    ...{ displayName: 'MFA for everyone', state: 'disabled' },
    conditions: {
      users: { includeUsers: ['All'] },
      applications: { includeApplications: ['All'] },
    },
    grantControls: { operator: 'OR', builtInControls: ['mfa'] },
  };

  async function shown(client: PracticeClient, id: string): Promise<[number, boolean]> {
    const one: Reply = await client.get(`/v1.0${policies}/${id}`);
    check('v1.0', `${policies}/${id}`, one.status, one.json);
    const list = await client.get(`/v1.0${policies}`);
    check('v1.0', policies, list.status, list.json);
    const rows = list.json['value'] as JsonObject[];
    return [one.status, rows.some((row) => row['id'] === id)];
  }

  test('a new policy: by id first, in the list later, never half', async () => {
    const client = await serve(loadBuiltInScenario('S02'), lagMs);
    const made = await client.post(`/v1.0${policies}`, body);
    expect(made.status).toBe(201);
    const id = str(made.json['id']);
    expect(await shown(client, id)).toEqual([404, false]);
    await client.settle(lagMs + 10_000);
    const [status] = await shown(client, id);
    expect(status).toBe(200);
    await client.settle(lagMs);
    expect(await shown(client, id)).toEqual([200, true]);
    expect((await client.remove(`/v1.0${policies}/${id}`)).status).toBe(204);
    expect(await shown(client, id)).toEqual([200, true]);
    await client.settle(lagMs * 2 + 10_000);
    expect(await shown(client, id)).toEqual([404, false]);
  });

  test.each<[GraphVersion, string, Json, string, Json, Json]>([
    [
      ...(['v1.0', '/policies/authenticationMethodsPolicy'] as const),
      { policyMigrationState: 'migrationComplete' },
      ...(['policyMigrationState', 'migrationInProgress', 'migrationComplete'] as const),
    ],
    [
      ...(['beta', '/users/enfapp1@kestrel.example/authentication/requirements'] as const),
      { perUserMfaState: 'disabled' },
      ...(['perUserMfaState', 'enforced', 'disabled'] as const),
    ],
  ])('%s%s: the old value, then now this now that, then the new one', async (...row) => {
    const [version, path, change, name, old, now] = row;
    const client = await serve(loadBuiltInScenario('S02'), lagMs);
    const read = async (): Promise<unknown> => {
      const reply = await client.get(`/${version}${path}`);
      check(version, path, reply.status, reply.json);
      return reply.json[name];
    };
    expect((await client.patch(`/${version}${path}`, change)).status).toBeLessThan(300);
    expect([await read(), await read()]).toEqual([old, old]);
    await client.settle(lagMs / 2 + 10_000);
    expect(new Set([await read(), await read()])).toEqual(new Set([old, now]));
    await client.settle(lagMs / 2);
    expect([await read(), await read()]).toEqual([now, now]);
  });

  test('members: the group’s own list lags behind the truth that writes are judged by', async () => {
    const client = await serve(loadBuiltInScenario('S02'), lagMs);
    const [group] = await client.all('/v1.0/groups?$select=id');
    const path = `/groups/${str(group?.['id'])}/members`;
    const member = client.userId('offnone1@kestrel.example');
    const isShown = async (): Promise<boolean> => {
      const reply = await client.get(`/v1.0${path}?$select=id`);
      check('v1.0', path, reply.status, reply.json);
      return (reply.json['value'] as JsonObject[]).some((one) => one['id'] === member);
    };
    expect(await isShown()).toBe(true);
    expect((await client.remove(`/v1.0${path}/${member}/$ref`)).status).toBe(204);
    expect(await isShown()).toBe(true);
    const back = { '@odata.id': `https://x/v1.0/directoryObjects/${member}` };
    expect((await client.post(`/v1.0${path}/$ref`, back)).status).toBe(204);
    expect((await client.post(`/v1.0${path}/$ref`, back)).status).toBe(400);
    await client.settle(lagMs * 3);
    expect(await isShown()).toBe(true);
  });
});
