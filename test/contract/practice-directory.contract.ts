import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadBuiltInScenario } from '../../src-main/practice-tenant/scenario';
import {
  errorCode,
  type Json,
  type JsonObject,
  openClient,
  type PracticeClient,
  type Reply,
  str,
} from '../fixtures/practice-client';

let kestrel: PracticeClient;
let harbour: PracticeClient;
beforeAll(async () => {
  kestrel = await openClient({ scenario: loadBuiltInScenario('S02'), lagMs: 0 });
  harbour = await openClient({ users: 600, lagMs: 0 });
});
afterAll(() => Promise.all([kestrel.tenant.close(), harbour.tenant.close()]));

describe('the people of the scenario files', () => {
  test.each([
    ['S01', 13, 12, 0, 0, 1],
    ['S02', 44, 42, 18, 2, 2],
  ] as const)('%s', async (id, total, enabled, enforced, enabledState, guests) => {
    const client = await openClient({ scenario: loadBuiltInScenario(id), lagMs: 0 });
    const users = await client.all(
      '/v1.0/users?$select=id,userPrincipalName,accountEnabled,userType,perUserMfaState&$top=10',
    );
    const count = (name: string, value: unknown): number =>
      users.filter((user) => user[name] === value).length;
    expect(users).toHaveLength(total);
    expect(new Set(users.map((user) => user['id'])).size).toBe(total);
    expect(count('accountEnabled', true)).toBe(enabled);
    expect(count('perUserMfaState', 'enforced')).toBe(enforced);
    expect(count('perUserMfaState', 'enabled')).toBe(enabledState);
    expect(count('perUserMfaState', null)).toBe(guests);
    expect(count('userType', 'Guest')).toBe(guests);
    await client.tenant.close();
  });

  test('principal names follow the README, and ids stay from run to run', async () => {
    const names = (await kestrel.all('/v1.0/users?$select=userPrincipalName')).map(
      (user) => user['userPrincipalName'],
    );
    expect(names.slice(0, 4)).toEqual([
      ...['gaa@kestrel.example', 'gab@kestrel.example', 'gac@kestrel.example'],
      'enfapp1@kestrel.example',
    ]);
    expect(names.at(-1)).toBe('guests2_partner.example#EXT#@kestrelexample.onmicrosoft.com');
    const again = await openClient({ scenario: loadBuiltInScenario('S02') });
    expect(again.userId('gaa@kestrel.example')).toBe(kestrel.userId('gaa@kestrel.example'));
    await again.tenant.close();
  });
});

describe('lists', () => {
  test.each([1, 7, 999])('pages of %i lose nobody and repeat nobody', async (top) => {
    const client = top === 1 ? kestrel : harbour;
    const rows = await client.all(`/v1.0/users?$select=id&$top=${top}`);
    expect(rows).toHaveLength(top === 1 ? 44 : 600);
    expect(new Set(rows.map((row) => row['id'])).size).toBe(rows.length);
  });

  test('an account removed between two pages costs nobody else', async () => {
    const client = await openClient({ scenario: loadBuiltInScenario('S02'), lagMs: 0 });
    const first = await client.get('/v1.0/users?$select=id&$top=20');
    const external = {
      method: 'DELETE',
      path: `/v1.0/users/${client.userId('gaa@kestrel.example')}`,
    };
    expect((await client.post('/_practice/external', external)).status).toBe(204);
    const rest = await client.all(str(first.json['@odata.nextLink']));
    expect(rest).toHaveLength(24);
    await client.tenant.close();
  });

  test('sizes, selections and filters Graph refuses', async () => {
    const status = async (path: string): Promise<number> => (await kestrel.get(path)).status;
    expect(await status('/v1.0/users?$top=1000')).toBe(400);
    expect(await status('/v1.0/users?$top=0')).toBe(400);
    expect(await status('/v1.0/users?$select=shoeSize')).toBe(400);
    expect(await status('/v1.0/users?$filter=shoeSize eq 44')).toBe(400);
    expect(await status('/v1.0/users?$filter=displayName eq')).toBe(400);
    expect(await status("/v1.0/users?$filter=userType ne 'Guest'")).toBe(400);
    expect(await status('/v1.0/users?$skip=5')).toBe(400);
    expect(await status('/v1.0/users?$skiptoken=nonsense')).toBe(400);
    expect(await status('/v1.0/users?$select=id,signInActivity&$top=999')).toBe(400);
    expect(await status('/v1.0/users?$select=id,signInActivity&$top=500')).toBe(200);
  });

  test('only the selected properties; a default set without a selection', async () => {
    const [row] = (await kestrel.get('/v1.0/users?$select=id,userType&$top=1')).json[
      'value'
    ] as object[];
    expect(Object.keys(row ?? {}).sort()).toEqual(['id', 'userType']);
    const [plain] = (await kestrel.get('/v1.0/users?$top=1')).json['value'] as object[];
    expect(Object.keys(plain ?? {})).not.toContain('accountEnabled');
    expect(Object.keys(plain ?? {})).toContain('userPrincipalName');
  });

  test('filters clients use', async () => {
    const count = async (filter: string): Promise<number> =>
      (await kestrel.all(`/v1.0/users?$select=id&$filter=${encodeURIComponent(filter)}`)).length;
    const ids = ['gaa', 'gab'].map((name) => `'${kestrel.userId(`${name}@kestrel.example`)}'`);
    expect(await count(`id in (${ids.join(',')})`)).toBe(2);
    expect(await count("userPrincipalName eq 'GAA@kestrel.example'")).toBe(1);
    expect(await count("userType eq 'Guest' or accountEnabled eq false")).toBe(4);
    expect(await count("perUserMfaState eq 'enforced' and accountEnabled eq true")).toBe(18);
    expect(await count("startswith(userPrincipalName,'off')")).toBe(19);
    expect(
      await count('assignedLicenses/any(l:l/skuId eq cbdc14ab-d96c-4c30-b9f4-6ada7cdc1d46)'),
    ).toBe(40);
  });

  test('$count needs the header', async () => {
    const counted = await kestrel.get('/v1.0/users?$count=true&$top=1', {
      ConsistencyLevel: 'eventual',
    });
    expect(counted.json['@odata.count']).toBe(44);
    expect('@odata.count' in (await kestrel.get('/v1.0/users?$count=true&$top=1')).json).toBe(
      false,
    );
  });
});

describe('per-user MFA', () => {
  const path = (upn: string): string =>
    `/beta/users/${encodeURIComponent(upn)}/authentication/requirements`;

  test('a guest has none: 404, and null in bulk', async () => {
    const guest = 'guests1_partner.example#EXT#@kestrelexample.onmicrosoft.com';
    expect((await kestrel.get(path(guest))).status).toBe(404);
    expect((await kestrel.patch(path(guest), { perUserMfaState: 'disabled' })).status).toBe(404);
  });

  test('it is beta only and takes three states', async () => {
    const upn = 'enfapp1@kestrel.example';
    expect((await kestrel.get(path(upn).replace('beta', 'v1.0'))).status).toBe(400);
    expect((await kestrel.patch(path(upn), { perUserMfaState: 'off' })).status).toBe(400);
    expect((await kestrel.patch(path(upn), { perUserMfaState: 'disabled' })).status).toBe(204);
    expect((await kestrel.get(path(upn))).json['perUserMfaState']).toBe('disabled');
  });

  test('enabled becomes enforced where a method is registered', async () => {
    const state = async (upn: string): Promise<unknown> => {
      await kestrel.patch(path(upn), { perUserMfaState: 'enabled' });
      return (await kestrel.get(path(upn))).json['perUserMfaState'];
    };
    expect(await state('enfapp2@kestrel.example')).toBe('enforced');
    expect(await state('offnone1@kestrel.example')).toBe('enabled');
  });
});

describe('groups', () => {
  const security = { mailEnabled: false, securityEnabled: true, mailNickname: 'ring' };
  const link = (upn: string): string =>
    `https://graph.microsoft.com/v1.0/directoryObjects/${kestrel.userId(upn)}`;
  const add = (id: string, upns: string[]): Promise<Reply> =>
    kestrel.patch(`/v1.0/groups/${id}`, { 'members@odata.bind': upns.map(link) });
  const create = async (displayName: string): Promise<string> =>
    str((await kestrel.post('/v1.0/groups', { displayName, ...security })).json['id']);
  const none = (n: number): string => `offnone${n}@kestrel.example`;

  test('members are added all or none, at most twenty', async () => {
    const id = await create('Ring 1');
    expect((await add(id, [none(1), none(2)])).status).toBe(204);
    const again = await add(id, [none(3), none(2)]);
    expect([again.status, errorCode(again)]).toEqual([400, 'Request_BadRequest']);
    expect(await kestrel.all(`/v1.0/groups/${id}/members?$select=id`)).toHaveLength(2);
    const many = Array.from({ length: 21 }, () => none(4));
    expect((await add(id, many)).status).toBe(400);
    const unknown = {
      'members@odata.bind': [
        'https://x/v1.0/directoryObjects/00000000-0000-4000-8000-000000000001',
      ],
    };
    expect((await kestrel.patch(`/v1.0/groups/${id}`, unknown)).status).toBe(404);
  });

  test('removing without /$ref deletes the user, as Graph does', async () => {
    const id = await create('Ring 2');
    await add(id, [none(5), none(6)]);
    const member = (n: number): string => `/v1.0/groups/${id}/members/${kestrel.userId(none(n))}`;
    expect((await kestrel.remove(`${member(5)}/$ref`)).status).toBe(204);
    expect((await kestrel.remove(`${member(5)}/$ref`)).status).toBe(404);
    expect((await kestrel.get(`/v1.0/users/${none(5)}`)).status).toBe(200);
    expect((await kestrel.remove(member(6))).status).toBe(204);
    expect((await kestrel.get(`/v1.0/users/${none(6)}`)).status).toBe(404);
  });

  test('what Graph requires, and what needs rights nobody here has', async () => {
    expect((await kestrel.post('/v1.0/groups', { displayName: 'x' })).status).toBe(400);
    const body = { displayName: 'Admins', ...security, isAssignableToRole: true };
    const id = str((await kestrel.post('/v1.0/groups', body)).json['id']);
    expect((await add(id, [none(7)])).status).toBe(403);
    expect((await kestrel.remove(`/v1.0/groups/${id}`)).status).toBe(204);
    expect((await kestrel.get(`/v1.0/groups/${id}`)).status).toBe(404);
  });

  test('transitive members include those of nested groups', async () => {
    const all = await harbour.all("/v1.0/groups?$filter=displayName eq 'All staff'");
    const field = await harbour.all("/v1.0/groups?$filter=displayName eq 'Field'");
    const count = async (id: Json | undefined, kind: string): Promise<number> => {
      const path = `/v1.0/groups/${str(id)}/${kind}/$count`;
      return Number((await harbour.get(path, { ConsistencyLevel: 'eventual' })).text);
    };
    const direct = await count(all[0]?.['id'], 'members');
    const nested = await count(field[0]?.['id'], 'members');
    expect(nested).toBeGreaterThan(0);
    expect(await count(all[0]?.['id'], 'transitiveMembers')).toBe(direct + nested);
  });
});

test('roles are given and taken, and every list of them says so', async () => {
  const client = await openClient({ scenario: loadBuiltInScenario('S02'), lagMs: 0 });
  const path = '/v1.0/roleManagement/directory/roleAssignments';
  const principalId = client.userId('enfapp1@kestrel.example');
  const held = async (): Promise<readonly JsonObject[]> =>
    (await client.all(path)).filter((row) => row['principalId'] === principalId);
  const [known] = await client.all(path);
  const roleDefinitionId = known?.['roleDefinitionId'] ?? null;
  expect(await held()).toEqual([]);
  const asked = { principalId, roleDefinitionId, directoryScopeId: '/' };
  const given = await client.post(path, asked);
  expect(given.status).toBe(201);
  expect(await held()).toEqual([expect.objectContaining({ principalId, roleDefinitionId })]);
  const id = str(given.json['id']);
  expect((await client.remove(`${path}/${id}`)).status).toBe(204);
  expect(await held()).toEqual([]);
  expect((await client.remove(`${path}/${id}`)).status).toBe(404);
  expect((await client.post(path, { principalId })).status).toBe(400);
  await client.tenant.close();
});

test('paths and methods nobody serves', async () => {
  const unknown = await kestrel.get('/v1.0/planner');
  expect([unknown.status, errorCode(unknown)]).toEqual([400, 'BadRequest']);
  expect((await kestrel.get('/v2.0/users')).status).toBe(400);
  expect((await kestrel.remove('/v1.0/organization')).status).toBe(405);
  const bare = await fetch(`${kestrel.tenant.graphUrl}/v1.0/users`);
  expect(bare.status).toBe(401);
  const wrong = await kestrel.get('/v1.0/users', { authorization: 'Bearer guessed' });
  expect([wrong.status, errorCode(wrong)]).toEqual([401, 'InvalidAuthenticationToken']);
});
