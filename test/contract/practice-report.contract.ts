import { afterEach, describe, expect, test } from 'vitest';
import { loadBuiltInScenario } from '../../src-main/practice-tenant/scenario';
import { openClient, type JsonObject, type PracticeClient, str } from '../fixtures/practice-client';
import { OpenApiChecker } from '../tools/openapi-checker';

const details = '/reports/authenticationMethods/userRegistrationDetails';
const checker = new OpenApiChecker('v1.0');
const hourMs = 3_600_000;
const opening = Date.parse('2026-11-22T12:00:00Z');

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

async function row(client: PracticeClient, upn: string): Promise<JsonObject | undefined> {
  const rows = await client.all(`/v1.0${details}`);
  return rows.find((one) => one['userPrincipalName'] === upn);
}

async function ages(client: PracticeClient): Promise<number[]> {
  const now = client.tenant.directory.clock.now();
  const rows = await client.all(`/v1.0${details}`);
  return rows.map((one) => (now - Date.parse(str(one['lastUpdatedDateTime']))) / hourMs);
}

describe('the registration report is behind', () => {
  const upn = 'enfphone1@kestrel.example';
  const isAnApp = (one: JsonObject): boolean =>
    str(one['@odata.type']).includes('microsoftAuthenticator');

  test('what was registered since is in the person’s methods, not in the report', async () => {
    const client = await kestrel();
    const asked = { users: [client.userId(upn)] };
    expect((await client.post('/_practice/register-people', asked)).json).toEqual({
      registered: 1,
    });
    const own = await client.all(`/v1.0/users/${upn}/authentication/methods`);
    expect(own.some(isAnApp)).toBe(true);
    for (const hours of [0, 11]) {
      await client.settle(hours * hourMs);
      expect((await row(client, upn))?.['methodsRegistered']).toEqual(['mobilePhone']);
    }
    await client.settle(25 * hourMs);
    expect((await row(client, upn))?.['methodsRegistered']).toEqual([
      'mobilePhone',
      'microsoftAuthenticatorPush',
    ]);
  });

  test('a row shows a method exactly from the day its time says', async () => {
    const client = await kestrel();
    await client.settle(5 * hourMs);
    const at = client.tenant.directory.clock.now();
    await client.post('/_practice/register-people', { users: [] });
    const seen = { before: 0, after: 0 };
    for (let hour = 0; hour < 40; hour++) {
      await client.settle(hourMs);
      for (const one of await client.all(`/v1.0${details}`)) {
        if (one['userPrincipalName'] !== upn) continue;
        const isAfter = Date.parse(str(one['lastUpdatedDateTime'])) >= at;
        const names = one['methodsRegistered'] as string[];
        expect(names.includes('microsoftAuthenticatorPush')).toBe(isAfter);
        seen[isAfter ? 'after' : 'before']++;
      }
    }
    expect(Math.min(seen.before, seen.after)).toBeGreaterThan(0);
  });

  test('rows are 12 to 36 hours old, each at an hour of its own, and are made anew', async () => {
    const client = await kestrel();
    const first = await ages(client);
    expect(first.map(Math.round)).toEqual(first.map(() => 12));
    await client.settle(23.5 * hourMs);
    const later = await ages(client);
    expect(Math.max(...later)).toBeGreaterThan(34);
    expect(Math.min(...later)).toBeLessThan(14);
    for (let day = 0; day < 5; day++) {
      await client.settle(17 * hourMs);
      const now = await ages(client);
      expect(Math.min(...now)).toBeGreaterThanOrEqual(12);
      expect(Math.max(...now)).toBeLessThanOrEqual(36.001);
    }
    const rows = await client.all(`/v1.0${details}`);
    expect(new Set(rows.map((one) => one['lastUpdatedDateTime'])).size).toBeGreaterThan(5);
  });

  test('the same changes at the same times give the same report', async () => {
    const texts: string[] = [];
    for (let run = 0; run < 2; run++) {
      const client = await kestrel();
      // Between two hours: rows are of full ones, and the clock goes on while the request is made.
      client.tenant.directory.clock.set(opening + hourMs / 2);
      await client.post('/_practice/register-people', { users: [] });
      client.tenant.directory.clock.set(opening + 15 * hourMs);
      texts.push(JSON.stringify((await client.get(`/v1.0${details}`)).json['value']));
    }
    expect(texts[0]).toBe(texts[1]);
    expect(texts[0]).toContain('2026-11-22T12:00:00Z');
  });

  test('new accounts and disabled ones change it as late', async () => {
    const client = await kestrel();
    const { upns } = (await client.post('/_practice/emergency-access', {})).json;
    const emergency = str((upns as string[])[0]);
    await client.patch(`/v1.0/users/${upn}`, { accountEnabled: false });
    const shown = async (): Promise<[boolean, boolean]> => [
      (await row(client, emergency)) !== undefined,
      (await row(client, upn)) !== undefined,
    ];
    expect(await shown()).toEqual([false, true]);
    const single = `/v1.0${details}/${client.userId(emergency)}`;
    expect((await client.get(single)).status).toBe(404);
    await client.settle(37 * hourMs);
    expect(await shown()).toEqual([true, false]);
    expect((await client.get(single)).status).toBe(200);
  });

  test('who is capable follows the policy of that time', async () => {
    const client = await kestrel();
    const policy = '/v1.0/policies/authenticationMethodsPolicy';
    await client.patch(policy, { policyMigrationState: 'migrationComplete' });
    const capable = async (): Promise<unknown> => (await row(client, upn))?.['isMfaCapable'];
    expect(await capable()).toBe(true);
    await client.settle(37 * hourMs);
    expect(await capable()).toBe(false);
  });

  test('its rows follow the OpenAPI subset while they are behind', async () => {
    const client = await kestrel();
    await client.post('/_practice/register-people', { users: [] });
    await client.settle(20 * hourMs);
    const reply = await client.get(`/v1.0${details}`);
    expect(checker.response('GET', details, 200, reply.json).errors).toEqual([]);
  });
});
