import { afterEach, describe, expect, test } from 'vitest';
import { loadBuiltInScenario } from '../../src-main/practice-tenant/scenario';
import {
  errorCode,
  openClient,
  type JsonObject,
  type PracticeClient,
  str,
} from '../fixtures/practice-client';

const amp = '/policies/authenticationMethodsPolicy';
const configurations = `${amp}/authenticationMethodConfigurations`;
const policies = '/v1.0/identity/conditionalAccess/policies';
const defaults = '/v1.0/policies/identitySecurityDefaultsEnforcementPolicy';

let open: PracticeClient[] = [];
afterEach(async () => {
  await Promise.all(open.map((client) => client.tenant.close()));
  open = [];
});

async function tenant(id: 'S01' | 'S02' | 'S12'): Promise<PracticeClient> {
  const client = await openClient({ scenario: loadBuiltInScenario(id), lagMs: 0 });
  open.push(client);
  return client;
}

const everyone = { id: 'all_users', targetType: 'group' };
const group = (digit: number): JsonObject => ({
  id: `${str(digit).repeat(8)}-0000-4000-8000-000000000000`,
  targetType: 'group',
});

describe('the methods policy', () => {
  test('v1.0 hides what only beta has, and refuses to be sent it', async () => {
    const client = await tenant('S02');
    const v1 = (await client.get(`/v1.0${amp}`)).json;
    const beta = (await client.get(`/beta${amp}`)).json;
    for (const name of ['systemCredentialPreferences', 'optOutSettings']) {
      expect(name in v1).toBe(false);
      expect(name in beta).toBe(true);
    }
    const ids = (policy: JsonObject): unknown[] =>
      (policy['authenticationMethodConfigurations'] as JsonObject[]).map((row) => row['id']);
    expect(ids(beta)).toContain('HardwareOath');
    expect(ids(v1)).not.toContain('HardwareOath');
    expect((await client.get(`/v1.0${configurations}/HardwareOath`)).status).toBe(404);
    const change = { systemCredentialPreferences: { state: 'disabled' } };
    expect((await client.patch(`/v1.0${amp}`, change)).status).toBe(400);
    expect((await client.patch(`/beta${amp}`, change)).status).toBe(204);
  });

  test('system-preferred takes one include and one exclude group', async () => {
    const client = await tenant('S02');
    const set = (include: JsonObject[], exclude: JsonObject[]): Promise<{ status: number }> =>
      client.patch(`/beta${amp}`, {
        systemCredentialPreferences: {
          state: 'enabled',
          includeTargets: include,
          excludeTargets: exclude,
        },
      });
    expect((await set([everyone], [group(1)])).status).toBe(204);
    expect((await set([group(1), group(2)], [])).status).toBe(400);
    expect((await set([everyone], [group(1), group(2)])).status).toBe(400);
    expect((await set([], [])).status).toBe(400);
    const now = (await client.get(`/beta${amp}`)).json['systemCredentialPreferences'];
    expect(now).toEqual({
      state: 'enabled',
      includeTargets: [everyone],
      excludeTargets: [group(1)],
    });
  });

  test('the campaign takes 0 to 14 days and one method', async () => {
    const client = await tenant('S02');
    const campaign = (change: JsonObject): Promise<{ status: number }> =>
      client.patch(`/v1.0${amp}`, {
        registrationEnforcement: { authenticationMethodsRegistrationCampaign: change },
      });
    const target = (method: string): JsonObject => ({
      ...everyone,
      targetedAuthenticationMethod: method,
    });
    expect((await campaign({ snoozeDurationInDays: 14 })).status).toBe(200);
    expect((await campaign({ snoozeDurationInDays: 15 })).status).toBe(400);
    const both = [target('fido2'), target('microsoftAuthenticator')];
    expect((await campaign({ includeTargets: both })).status).toBe(400);
  });

  test('a configuration needs its type, keeps what is not sent, and replaces lists', async () => {
    const client = await tenant('S02');
    const path = `/v1.0${configurations}/MicrosoftAuthenticator`;
    const type = '#microsoft.graph.microsoftAuthenticatorAuthenticationMethodConfiguration';
    expect((await client.patch(path, { state: 'enabled' })).status).toBe(400);
    const wrong = { '@odata.type': '#microsoft.graph.smsAuthenticationMethodConfiguration' };
    expect((await client.patch(path, { ...wrong, state: 'disabled' })).status).toBe(400);
    const one = { ...group(1), isRegistrationRequired: false, authenticationMode: 'any' };
    const sent = { '@odata.type': type, isSoftwareOathEnabled: true, includeTargets: [one] };
    expect((await client.patch(path, sent)).status).toBe(204);
    const now = (await client.get(path)).json;
    expect(now['includeTargets']).toEqual([one]);
    expect([now['state'], now['isSoftwareOathEnabled']]).toEqual(['enabled', true]);
    expect((await client.patch(path, { '@odata.type': type, shoeSize: 44 })).status).toBe(400);
    expect((await client.patch(path, { '@odata.type': type, state: 'on' })).status).toBe(400);
  });

  test('more than 20 KB is refused and changes nothing', async () => {
    const client = await tenant('S02');
    const before = (await client.get(`/beta${amp}`)).text;
    const many = Array.from({ length: 400 }, (_, n) => ({
      id: `00000000-0000-4000-8000-${str(n).padStart(12, '0')}`,
      targetType: 'group',
    }));
    const type = '#microsoft.graph.smsAuthenticationMethodConfiguration';
    const change = { '@odata.type': type, excludeTargets: many };
    expect((await client.patch(`/v1.0${configurations}/Sms`, change)).status).toBe(400);
    expect((await client.get(`/beta${amp}`)).text).toBe(before);
  });

  test.each([16_384, 16_385, 17_000, 20_000, 20_001])(
    'a scenario’s %i bytes are the bytes of the beta answer',
    async (policyBytes) => {
      const scenario = loadBuiltInScenario('S02');
      if (scenario.input.kind !== 'tenant') throw new Error('no tenant');
      const amps = { ...scenario.input.amp, policyBytes };
      const input = { ...scenario.input, amp: amps };
      const client = await openClient({ scenario: { ...scenario, input }, lagMs: 0 });
      open.push(client);
      const reply = await client.get(`/beta${amp}`);
      expect(Buffer.byteLength(reply.text)).toBe(policyBytes);
      expect(reply.headers.get('content-length')).toBe(str(policyBytes));
    },
  );

  test('fewer bytes than the policy has are no tenant', async () => {
    const scenario = loadBuiltInScenario('S02');
    if (scenario.input.kind !== 'tenant') throw new Error('no tenant');
    const input = { ...scenario.input, amp: { ...scenario.input.amp, policyBytes: 100 } };
    await expect(openClient({ scenario: { ...scenario, input } })).rejects.toThrow(
      'amp.policyBytes',
    );
  });

  test('preMigration is out of reach for a tenant that did not start there', async () => {
    const [kestrel, quayside] = [await tenant('S02'), await tenant('S12')];
    const set = (client: PracticeClient, state: string): Promise<{ status: number }> =>
      client.patch(`/v1.0${amp}`, { policyMigrationState: state });
    expect((await set(kestrel, 'migrationComplete')).status).toBe(200);
    expect((await set(kestrel, 'preMigration')).status).toBe(400);
    expect((await set(kestrel, 'migrationInProgress')).status).toBe(200);
    expect((await set(quayside, 'migrationInProgress')).status).toBe(200);
    expect((await set(quayside, 'preMigration')).status).toBe(200);
    expect((await set(quayside, 'finished')).status).toBe(400);
  });
});

const mfaForAll = (state: string): JsonObject => ({
  displayName: 'MFA for everyone',
  state,
  conditions: { users: { includeUsers: ['All'] }, applications: { includeApplications: ['All'] } },
  grantControls: { operator: 'OR', builtInControls: ['mfa'] },
});

describe('Conditional Access and security defaults', () => {
  test('without P1 nothing can be created, everything can be read', async () => {
    const client = await tenant('S01');
    const reply = await client.post(policies, mfaForAll('disabled'));
    expect([reply.status, errorCode(reply)]).toEqual([403, 'AccessDenied']);
    expect((await client.get(policies)).status).toBe(200);
  });

  test('a PATCH replaces the nested objects it carries', async () => {
    const client = await tenant('S02');
    const made = (await client.post(policies, mfaForAll('disabled'))).json;
    const path = `${policies}/${str(made['id'])}`;
    const excluded = client.userId('gaa@kestrel.example');
    const conditions = {
      users: { includeUsers: ['All'], excludeUsers: [excluded] },
      applications: { includeApplications: ['Office365'] },
    };
    expect((await client.patch(path, { conditions })).status).toBe(204);
    const after = (await client.get(path)).json['conditions'] as Record<string, JsonObject>;
    expect(after['users']?.['excludeUsers']).toEqual([excluded]);
    expect(after['applications']?.['includeApplications']).toEqual(['Office365']);
    expect((await client.patch(path, { conditions: { users: {} } })).status).toBe(400);
    expect((await client.get(path)).json['grantControls']).toMatchObject({
      builtInControls: ['mfa'],
    });
  });

  test('mfa and a strength do not go together', async () => {
    const client = await tenant('S02');
    const strength = { id: '00000000-0000-0000-0000-000000000004' };
    const both = { builtInControls: ['mfa'], operator: 'OR', authenticationStrength: strength };
    const one = { ...both, builtInControls: [] };
    const policy = mfaForAll('disabled');
    expect((await client.post(policies, { ...policy, grantControls: both })).status).toBe(400);
    expect((await client.post(policies, { ...policy, grantControls: one })).status).toBe(201);
  });

  test("Microsoft's own policies take a state and exclusions, nothing else", async () => {
    const client = await tenant('S02');
    const [managed] = await client.all(policies);
    const path = `${policies}/${str(managed?.['id'])}`;
    const conditions = managed?.['conditions'] as Record<string, JsonObject>;
    const users = { ...conditions['users'], excludeUsers: [client.userId('gac@kestrel.example')] };
    expect((await client.patch(path, { displayName: 'Ours now' })).status).toBe(400);
    expect((await client.patch(path, { state: 'disabled' })).status).toBe(204);
    expect((await client.patch(path, { conditions: { ...conditions, users } })).status).toBe(204);
    expect((await client.remove(path)).status).toBe(400);
  });

  test('security defaults off with P1: four policies appear by themselves, already on', async () => {
    const client = await tenant('S12');
    expect((await client.patch(defaults, { isEnabled: false })).status).toBe(204);
    expect(await client.all(policies)).toHaveLength(0);
    await client.settle(10_000);
    const made = await client.all(policies);
    expect(made.map((row) => row['state'])).toEqual(['enabled', 'enabled', 'enabled', 'enabled']);
    const query = "$filter=initiatedBy/app/displayName eq 'Microsoft Managed Policy Manager'";
    expect(await client.all(`/v1.0/auditLogs/directoryAudits?${query}`)).toHaveLength(4);
    expect((await client.patch(defaults, { isEnabled: true })).status).toBe(400);
    for (const row of made) {
      const off = await client.patch(`${policies}/${str(row['id'])}`, { state: 'disabled' });
      expect(off.status).toBe(204);
    }
    expect((await client.patch(defaults, { isEnabled: true })).status).toBe(204);
  });

  test('without P1 nothing appears', async () => {
    const client = await tenant('S01');
    expect((await client.patch(defaults, { isEnabled: false })).status).toBe(204);
    await client.settle(60_000);
    expect(await client.all(policies)).toHaveLength(0);
  });
});
