import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openPracticeLog } from '../../src-main/practice-tenant/practice-log';
import { loadBuiltInScenario } from '../../src-main/practice-tenant/scenario';
import { PracticeSourceError, startPracticeTenant } from '../../src-main/practice-tenant/server';
import { openClient, type JsonObject, type PracticeClient, str } from '../fixtures/practice-client';

const requirements = '/beta/users/enfapp1@kestrel.example/authentication/requirements';
const security = { mailNickname: 'ring', mailEnabled: false, securityEnabled: true };

let client: PracticeClient;
beforeEach(async () => {
  client = await openClient({ scenario: loadBuiltInScenario('S02'), lagMs: 0 });
});
afterEach(() => client.tenant.close());

describe('the practice endpoints', () => {
  test('stats count requests by template, parts of batches too, and round trips', async () => {
    await client.get('/v1.0/users?$top=5');
    await client.get(`/v1.0/users/${client.userId('gaa@kestrel.example')}`);
    const requests = ['1', '2'].map((id) => ({
      id,
      method: 'GET',
      url: '/users/gab@kestrel.example',
    }));
    await client.post('/v1.0/$batch', { requests });
    expect((await client.get('/_practice/stats')).json).toEqual({
      requests: { 'GET /v1.0/users': 1, 'GET /v1.0/users/{id}': 3, 'POST /v1.0/$batch': 1 },
      roundTrips: 3,
      throttled: 0,
      throttle: 'off',
    });
  });

  test('the clock starts at noon of the scenario, goes on, and can be pushed', async () => {
    const now = async (): Promise<number> =>
      Date.parse(str((await client.get('/_practice/clock')).json['now']));
    const noon = Date.parse('2026-11-22T12:00:00Z');
    const first = await now();
    expect(first - noon).toBeGreaterThanOrEqual(0);
    expect(first - noon).toBeLessThan(60_000);
    expect((await client.post('/_practice/clock', { advanceMs: 86_400_000 })).status).toBe(200);
    expect((await now()) - first).toBeGreaterThanOrEqual(86_400_000);
    const date = (await client.get('/v1.0/organization')).headers.get('date') ?? '';
    expect(new Date(date).toISOString().slice(0, 10)).toBe('2026-11-23');
    expect((await client.post('/_practice/clock', { advanceMs: -1 })).status).toBe(400);
  });

  test('history lists writes in order with their outcome, and nothing else', async () => {
    await client.get(requirements);
    await client.patch(requirements, { perUserMfaState: 'disabled' });
    await client.patch(requirements, { perUserMfaState: 'nonsense' });
    const { writes } = (await client.get('/_practice/history')).json;
    expect(writes).toMatchObject([
      { method: 'PATCH', path: requirements, body: { perUserMfaState: 'disabled' }, status: 204 },
      { method: 'PATCH', path: requirements, status: 400, external: false },
    ]);
  });

  test('state is the same text again after a change and its reverse', async () => {
    const before = (await client.get('/_practice/state')).text;
    await client.patch(requirements, { perUserMfaState: 'disabled' });
    expect((await client.get('/_practice/state')).text).not.toBe(before);
    await client.patch(requirements, { perUserMfaState: 'enforced' });
    expect((await client.get('/_practice/state')).text).toBe(before);
  });

  test('an outsider changes things past every permission', async () => {
    const change = { method: 'PATCH', path: requirements, body: { perUserMfaState: 'disabled' } };
    expect((await client.post('/_practice/external', change)).status).toBe(204);
    expect((await client.get(requirements)).json['perUserMfaState']).toBe('disabled');
    const { writes } = (await client.get('/_practice/history')).json;
    expect(writes).toMatchObject([{ external: true }]);
  });

  test('people register: those named, or all who need a lasting method', async () => {
    const methods = async (upn: string): Promise<unknown> => {
      const rows = await client.all(`/v1.0/users/${upn}/authentication/methods`);
      return rows.map((row) => str(row['@odata.type']).split('.').at(-1));
    };
    const [password, phone, app, key] = [
      'password',
      'phone',
      'microsoftAuthenticator',
      'fido2',
    ].map((kind) => `${kind}AuthenticationMethod`);
    const users = [client.userId('enfphone1@kestrel.example')];
    const some = await client.post('/_practice/register-people', { users });
    expect(some.json).toEqual({ registered: 1 });
    expect(await methods('enfphone1@kestrel.example')).toEqual([password, phone, app]);
    const twice = await client.post('/_practice/register-people', { users: [...users, ...users] });
    expect(twice.json).toEqual({ registered: 0 });
    const rest = await client.post('/_practice/register-people', { users: [] });
    // gaB, gaC, 4 enfPhone, 2 enabledNever, offPhone, 14 offNone: 23; not scan, shared or guests.
    expect(rest.json).toEqual({ registered: 23 });
    expect(await methods('scan@kestrel.example')).toEqual([password, phone]);
    const enabled = '/beta/users/enablednever1@kestrel.example/authentication/requirements';
    expect((await client.get(enabled)).json['perUserMfaState']).toBe('enforced');
    const one = { user: 'gac@kestrel.example', methods: ['passKeyDeviceBound'] };
    expect((await client.post('/_practice/register', one)).status).toBe(204);
    expect(await methods('gac@kestrel.example')).toEqual([password, key]);
  });

  test('two emergency access accounts: cloud-only, active Global Administrators, with keys', async () => {
    const { upns } = (await client.post('/_practice/emergency-access', {})).json;
    expect(upns).toEqual([1, 2].map((n) => `emergency${n}@kestrelexample.onmicrosoft.com`));
    const id = client.userId(str((upns as string[])[0]));
    const roles = await client.all('/v1.0/roleManagement/directory/roleAssignments');
    expect(roles.find((row) => row['principalId'] === id)).toMatchObject({
      roleDefinitionId: '62e90394-69f5-4237-9190-012177145e10',
    });
    const methods = await client.all(`/v1.0/users/${id}/authentication/methods`);
    expect(methods.map((row) => row['@odata.type'])).toContain(
      '#microsoft.graph.fido2AuthenticationMethod',
    );
    expect(await client.all('/v1.0/users?$select=id')).toHaveLength(46);
  });

  test('only this computer by its own name', async () => {
    const { port } = new URL(client.tenant.graphUrl);
    const { request } = await import('node:http');
    const status = await new Promise((resolve, reject) => {
      request(
        { host: '127.0.0.1', port, path: '/_practice/state', headers: { host: 'evil.example' } },
        (response) => {
          response.resume();
          resolve(response.statusCode);
        },
      )
        .on('error', reject)
        .end();
    });
    expect(status).toBe(403);
  });
});

describe('the log of a practice tenant', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'causeway-practice-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const openLogged = (): Promise<PracticeClient> =>
    openClient({
      scenario: loadBuiltInScenario('S02'),
      lagMs: 0,
      log: openPracticeLog(join(folder, 'practice.log')),
    });

  async function live(logged: PracticeClient): Promise<void> {
    const made = await logged.post('/v1.0/groups', { displayName: 'Ring 1', ...security });
    const path = `/v1.0/groups/${str(made.json['id'])}`;
    const member = `https://x/v1.0/directoryObjects/${logged.userId('offapp1@kestrel.example')}`;
    await logged.patch(path, { 'members@odata.bind': [member] });
    await logged.patch(requirements, { perUserMfaState: 'nonsense' });
    await logged.post('/_practice/emergency-access', {});
    await logged.post('/_practice/register-people', { users: [] });
    await logged.settle(3_600_000);
  }

  test('a tenant opened again is as it was: state, ids and time', async () => {
    const first = await openLogged();
    await live(first);
    const before = (await first.get('/_practice/state')).text;
    const at = first.tenant.directory.clock.now();
    await first.tenant.close();
    const second = await openLogged();
    expect((await second.get('/_practice/state')).text).toBe(before);
    expect(second.tenant.directory.clock.now()).toBeGreaterThanOrEqual(at);
    await second.post('/v1.0/groups', { displayName: 'Ring 2', ...security });
    const ids = (await second.all('/v1.0/groups?$select=id')).map((row: JsonObject) => row['id']);
    expect(new Set(ids).size).toBe(3);
    await second.tenant.close();
  });

  test('of one that nobody has changed the time goes on, too: a reading after it is the newer', async () => {
    const first = await openLogged();
    const at = first.tenant.directory.clock.now();
    await first.tenant.close();
    await new Promise((resolve) => setTimeout(resolve, 30));
    const second = await openLogged();
    expect(second.tenant.directory.clock.now()).toBeGreaterThanOrEqual(at + 30);
    await second.tenant.close();
  });

  test('a line cut by a kill is dropped; a damaged one is not passed over', async () => {
    const file = join(folder, 'practice.log');
    const first = await openLogged();
    await first.post('/_practice/emergency-access', {});
    await first.tenant.close();
    const whole = readFileSync(file, 'utf8');
    writeFileSync(file, `${whole}{"at":1,"wa`);
    expect(openPracticeLog(file).entries).toHaveLength(2);
    expect(readFileSync(file, 'utf8')).toBe(whole);
    writeFileSync(file, `{"at":1}\n${whole}`);
    expect(() => openPracticeLog(file)).toThrow('line 1');
  });
});

describe('a snapshot scenario', () => {
  test('is served as the tenant it was taken of, on the day it was read', async () => {
    const tenant = await startPracticeTenant({ scenario: loadBuiltInScenario('S18') });
    const answer = await fetch(`${tenant.graphUrl}/_practice/clock`);
    const { now } = (await answer.json()) as { readonly now: string };
    expect(new Date(now).toISOString().slice(0, 10)).toBe('2026-11-12');
    expect(tenant.directory.facts.name).toBe('Kestrel Surveyors');
    await tenant.close();
  });

  test('of a tenant that is not built in is no tenant to serve', async () => {
    const scenario = loadBuiltInScenario('S18');
    const input = { ...scenario.input, of: 'S99' } as typeof scenario.input;
    const opened = startPracticeTenant({ scenario: { ...scenario, input } });
    await expect(opened).rejects.toBeInstanceOf(PracticeSourceError);
  });
});
