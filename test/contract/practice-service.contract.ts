import { afterEach, describe, expect, test } from 'vitest';
import type { PracticeOptions } from '../../src-main/practice-tenant/server';
import { loadBuiltInScenario } from '../../src-main/practice-tenant/scenario';
import {
  errorCode,
  openClient,
  type Json,
  type JsonObject,
  type PracticeClient,
  type Reply,
  str,
} from '../fixtures/practice-client';

let open: PracticeClient[] = [];
afterEach(async () => {
  await Promise.all(open.map((client) => client.tenant.close()));
  open = [];
});

async function tenant(id: 'S02' | 'S14', options: PracticeOptions = {}): Promise<PracticeClient> {
  const client = await openClient({ scenario: loadBuiltInScenario(id), lagMs: 0, ...options });
  open.push(client);
  return client;
}

const requirements = (upn: string): string => `/users/${upn}/authentication/requirements`;

describe('lag between write and read', () => {
  test('old first, then now and then, then never again; lists lag longer', async () => {
    const client = await tenant('S02', { lagMs: 600_000 });
    const path = `/beta${requirements('enfapp1@kestrel.example')}`;
    const read = async (): Promise<unknown> => (await client.get(path)).json['perUserMfaState'];
    const inList = async (): Promise<unknown> => {
      const filter = "$filter=userPrincipalName eq 'enfapp1@kestrel.example'";
      const rows = await client.all(`/v1.0/users?$select=perUserMfaState&${filter}`);
      return rows[0]?.['perUserMfaState'];
    };
    expect((await client.patch(path, { perUserMfaState: 'disabled' })).status).toBe(204);
    expect([await read(), await read(), await inList()]).toEqual([
      'enforced',
      'enforced',
      'enforced',
    ]);
    await client.settle(400_000);
    const flipping = [await read(), await read(), await read(), await read()];
    expect(new Set(flipping)).toEqual(new Set(['enforced', 'disabled']));
    await client.settle(250_000);
    expect([await read(), await read()]).toEqual(['disabled', 'disabled']);
    expect(new Set([await inList(), await inList()])).toEqual(new Set(['enforced', 'disabled']));
    await client.settle(600_000);
    expect([await inList(), await inList()]).toEqual(['disabled', 'disabled']);
  });

  test('a new group is not found yet, a deleted one still is', async () => {
    const client = await tenant('S02', { lagMs: 600_000 });
    const body = { displayName: 'R', mailNickname: 'r', mailEnabled: false, securityEnabled: true };
    const id = str((await client.post('/v1.0/groups', body)).json['id']);
    const seen = async (): Promise<[number, boolean]> => {
      const rows = await client.all('/v1.0/groups?$select=id');
      return [
        (await client.get(`/v1.0/groups/${id}`)).status,
        rows.some((row) => row['id'] === id),
      ];
    };
    expect(await seen()).toEqual([404, false]);
    await client.settle(1_300_000);
    expect(await seen()).toEqual([200, true]);
    await client.remove(`/v1.0/groups/${id}`);
    expect(await seen()).toEqual([200, true]);
    await client.settle(1_300_000);
    expect(await seen()).toEqual([404, false]);
  });

  test('writes are judged by the truth, not by what reads show', async () => {
    const client = await tenant('S02', { lagMs: 600_000 });
    const [group] = await client.all('/v1.0/groups');
    const member = client.userId('offnone1@kestrel.example');
    const path = `/v1.0/groups/${str(group?.['id'])}/members/${member}/$ref`;
    expect((await client.remove(path)).status).toBe(204);
    expect((await client.remove(path)).status).toBe(404);
  });
});

describe('$batch', () => {
  const part = (id: string, url: string, more: JsonObject = {}): JsonObject => ({
    ...{ id, method: 'GET', url },
    ...more,
  });
  const responses = (reply: Reply): JsonObject[] => reply.json['responses'] as JsonObject[];

  test('each part has its own answer, whatever the envelope says', async () => {
    const client = await tenant('S02');
    const json = { 'Content-Type': 'application/json' };
    const patch = { method: 'PATCH', body: { perUserMfaState: 'disabled' } };
    const reply = await client.post('/beta/$batch', {
      requests: [
        part('a', requirements('enfapp1@kestrel.example')),
        part('b', `https://graph.microsoft.com/beta${requirements('enfapp2@kestrel.example')}`),
        part('c', requirements('nobody@kestrel.example')),
        part('d', requirements('enfapp3@kestrel.example'), { ...patch, headers: json }),
        part('e', requirements('enfapp4@kestrel.example'), patch),
        part('f', '/organization', { dependsOn: ['c'] }),
      ],
    });
    expect(reply.status).toBe(200);
    const statuses = responses(reply).map((r) => `${str(r['id'])} ${str(r['status'])}`);
    expect(statuses).toEqual(['a 200', 'b 200', 'c 404', 'd 204', 'e 400', 'f 424']);
    const bodies = responses(reply).map((r) => (r['body'] ?? {}) as JsonObject);
    expect(bodies[0]?.['perUserMfaState']).toBe('enforced');
    expect(JSON.stringify(bodies[2]?.['error'])).toContain('"request-id":"');
  });

  test('malformed batches are refused whole', async () => {
    const client = await tenant('S02');
    const send = async (requests: Json): Promise<number> =>
      (await client.post('/v1.0/$batch', { requests })).status;
    const many = Array.from({ length: 21 }, (_, i) => part(String(i), '/me'));
    expect(await send(many)).toBe(400);
    expect(await send(many.slice(0, 20))).toBe(200);
    expect(await send([part('1', '/me'), part('1', '/me')])).toBe(400);
    expect(await send([part('1', '/me', { dependsOn: ['2'] })])).toBe(400);
    expect(await send([])).toBe(400);
    expect(await send([{ id: 1, method: 'GET', url: '/me' }])).toBe(400);
  });

  test('a scenario turns the order round and throttles the first ask only', async () => {
    const client = await tenant('S14');
    const ask = (id: string): JsonObject =>
      part(id, requirements(`staff${Number(id) + 1}@ellison.example`));
    const ids = ['1', '2', '3'];
    const first = await client.post('/beta/$batch', { requests: ids.map(ask) });
    expect(responses(first).map((r) => r['id'])).toEqual(['3', '2', '1']);
    expect(responses(first).map((r) => r['status'])).toEqual([429, 429, 429]);
    const waits = responses(first).map((r) => (r['headers'] as JsonObject)['Retry-After']);
    expect(waits).toEqual(['120', '30', '3']);
    await client.settle(3_000);
    const early = await client.post('/beta/$batch', { requests: ids.map(ask) });
    expect(responses(early).map((r) => r['status'])).toEqual([429, 429, 200]);
    await client.settle(120_000);
    const late = await client.post('/beta/$batch', { requests: ids.map(ask) });
    expect(responses(late).map((r) => r['status'])).toEqual([200, 200, 200]);
    const alone = await client.get(`/beta${requirements('staff9@ellison.example')}`);
    expect(alone.status).toBe(200);
  });
});

describe('what scenario S14 makes hard to read', () => {
  test('denied, still throttled and empty requirements', async () => {
    const client = await tenant('S14');
    const read = (upn: string): Promise<Reply> =>
      client.get(`/beta${requirements(`${upn}@ellison.example`)}`);
    const refused = await read('denied1');
    expect([refused.status, errorCode(refused)]).toEqual([403, 'Authorization_RequestDenied']);
    const busy = await read('stillthrottled1');
    expect([busy.status, busy.headers.get('retry-after')]).toEqual([429, '5']);
    const empty = await read('emptyanswer1');
    expect([empty.status, 'perUserMfaState' in empty.json]).toEqual([200, false]);
  });

  test('one in twenty bulk states is null, and sign-in activity is refused', async () => {
    const client = await tenant('S14');
    const rows = await client.all(
      '/v1.0/users?$select=id,accountEnabled,userType,perUserMfaState&$top=999',
    );
    const members = rows.filter(
      (row) => row['accountEnabled'] === true && row['userType'] === 'Member',
    );
    expect(members).toHaveLength(4550);
    expect(members.filter((row) => row['perUserMfaState'] === null)).toHaveLength(227);
    const reply = await client.get('/v1.0/users?$select=id,signInActivity&$top=1');
    expect(reply.status).toBe(403);
  });

  test('the report misses 117 people and its first row is three days old', async () => {
    const client = await tenant('S14');
    const rows = await client.all('/v1.0/reports/authenticationMethods/userRegistrationDetails');
    expect(rows).toHaveLength(4700 - 117);
    expect(rows[0]?.['lastUpdatedDateTime']).toBe('2026-11-19T02:00:00Z');
    expect(rows[1]?.['lastUpdatedDateTime']).toBe('2026-11-22T00:00:00Z');
  });
});

describe('published limits', () => {
  test('reports 5 in 10 s, Conditional Access 1 in 1 s without Retry-After', async () => {
    const client = await tenant('S02', { throttle: 'real' });
    const report = '/v1.0/reports/authenticationMethods/userRegistrationDetails?$top=1';
    const replies: Reply[] = [];
    for (let n = 0; n < 6; n++) replies.push(await client.get(report));
    expect(replies.map((r) => r.status)).toEqual([200, 200, 200, 200, 200, 429]);
    expect(Number(replies[5]?.headers.get('retry-after'))).toBeGreaterThan(0);
    await client.settle(2_000);
    expect((await client.get(report)).status).toBe(200);
    const policies = '/v1.0/identity/conditionalAccess/policies';
    const both = [await client.get(policies), await client.get(policies)];
    expect(both.map((r) => r.status)).toEqual([200, 429]);
    expect(both[1]?.headers.get('retry-after')).toBeNull();
    const stats = (await client.get('/_practice/stats')).json;
    expect(stats['throttled']).toBe(2);
  });

  test('off is off', async () => {
    const client = await tenant('S02');
    const policies = '/v1.0/identity/conditionalAccess/policies';
    for (let n = 0; n < 5; n++) expect((await client.get(policies)).status).toBe(200);
  });
});
