import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadBuiltInScenario } from '../../src-main/practice-tenant/scenario';
import {
  openClient,
  type Json,
  type JsonObject,
  type PracticeClient,
  str,
} from '../fixtures/practice-client';

interface Example {
  method: 'GET' | 'POST' | 'PATCH';
  url: string;
  requestBody: Json;
  responseStatus: number | null;
  responseBody: Json;
}

function example(name: string): Example {
  const file = new URL(`../../../shared/graph/examples/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')) as Example;
}

let premium: PracticeClient;
let free: PracticeClient;
beforeAll(async () => {
  premium = await openClient({ scenario: loadBuiltInScenario('S02'), lagMs: 0 });
  free = await openClient({ scenario: loadBuiltInScenario('S01'), lagMs: 0 });
});
afterAll(() => Promise.all([premium.tenant.close(), free.tenant.close()]));

/** The documented request against this tenant: its own ids for the example's, its own root. */
function localize(one: Example, group: string): { path: string; body: Json } {
  const path = one.url
    .replace('https://graph.microsoft.com', '')
    .replace('071cc716-8147-4397-a5ba-b2105951cc0b', premium.userId('gaa@kestrel.example'))
    .replace(/\{(group-)?id\}/, group);
  const members = [1, 2, 3].map((n) => premium.userId(`offnone${n}@kestrel.example`));
  let used = 0;
  const text = JSON.stringify(one.requestBody).replace(/\{id\}/g, () => members[used++] ?? '');
  return { path, body: JSON.parse(text) as Json };
}

async function send(name: string, version?: 'beta'): Promise<{ status: number; json: JsonObject }> {
  const one = example(name);
  const group = str((await premium.all('/v1.0/groups'))[0]?.['id']);
  const { path, body } = localize(one, group);
  const url = version === undefined ? path : path.replace('/v1.0/', `/${version}/`);
  const eventual = { ConsistencyLevel: 'eventual' };
  if (one.method === 'GET') return premium.get(url, eventual);
  return one.method === 'POST' ? premium.post(url, body) : premium.patch(url, body);
}

/** Every name the documented answer shows is there, with the same kind of value. */
function sameShape(shown: Json, got: Json | undefined, at: string): string[] {
  if (got === undefined) return [`${at}: missing`];
  if (shown === null || got === null) return [];
  if (Array.isArray(shown) !== Array.isArray(got)) return [`${at}: list against value`];
  if (Array.isArray(shown)) return [];
  if (typeof shown !== typeof got) return [`${at}: ${typeof got} instead of ${typeof shown}`];
  if (typeof shown !== 'object' || typeof got !== 'object') return [];
  return Object.entries(shown)
    .filter(([name]) => name !== '@microsoft.graph.tips')
    .flatMap(([name, value]) => sameShape(value, (got as JsonObject)[name], `${at}.${name}`));
}

describe('documented reads are answered in the documented shape', () => {
  test.each([
    'auth-methods-policy-get-beta',
    'authorization-policy-get',
    'authentication-strengths-list',
    'ca-templates-list',
    'ca-templates-list-secure-foundation',
    'contracts-list',
    'directory-audits-list',
    'audit-microsoft-managed-policy-query',
    'feature-rollout-policies-list',
    'organization-list',
    'per-user-mfa-get',
    'security-defaults-get',
    'sign-in-preferences-get',
    'subscribed-skus-list',
    'user-auth-methods-list',
  ])('%s', async (name) => {
    const one = example(name);
    const reply = await send(name);
    expect(reply.status).toBe(200);
    if (one.responseBody !== null) {
      expect(sameShape(one.responseBody, reply.json, 'body')).toEqual([]);
    }
  });

  test('one configuration of each documented type has all documented properties', async () => {
    const shown = example('auth-methods-policy-get-beta').responseBody as JsonObject;
    const got = (await premium.get('/beta/policies/authenticationMethodsPolicy')).json;
    const byType = (policy: JsonObject): Map<Json | undefined, JsonObject> =>
      new Map(
        (policy['authenticationMethodConfigurations'] as JsonObject[]).map((row) => [
          row['@odata.type'],
          row,
        ]),
      );
    const ours = byType(got);
    for (const [type, row] of byType(shown)) {
      if (str(type).includes('external')) continue;
      expect(sameShape(row, ours.get(type), str(type))).toEqual([]);
    }
  });

  test('the secure-foundation query selects and filters', async () => {
    const shown = example('ca-templates-list-secure-foundation').responseBody as JsonObject;
    const { json } = await send('ca-templates-list-secure-foundation');
    const ids = (body: JsonObject): Json[] =>
      (body['value'] as JsonObject[]).map((r) => r['id'] ?? null);
    expect(ids(json)).toEqual(ids(shown));
    const [row] = json['value'] as JsonObject[];
    expect(Object.keys(row ?? {}).sort()).toEqual(['description', 'id', 'name', 'scenarios']);
  });

  test('transitiveMembers/$count is plain text', async () => {
    const group = str((await premium.all('/v1.0/groups'))[0]?.['id']);
    const path = `/v1.0/groups/${group}/transitiveMembers/$count`;
    const reply = await premium.get(path, { ConsistencyLevel: 'eventual' });
    expect(reply.text).toMatch(/^\d+$/);
    expect((await premium.get(path)).status).toBe(400);
  });
});

describe('documented writes are accepted', () => {
  test.each([
    ['amp-patch-optout-passkey-migration', undefined],
    ['amp-patch-registration-campaign-authenticator', undefined],
    // The pages print v1.0, the metadata has these properties in beta only.
    ['amp-patch-registration-campaign-passkey', 'beta'],
    ['amp-patch-system-credential-preferences', 'beta'],
    ['ca-policy-create-mfa', undefined],
    ['ca-policy-create-block-location', undefined],
    ['fido2-config-patch', undefined],
    ['group-create-role-assignable', undefined],
    ['group-add-members-bind', undefined],
    ['per-user-mfa-patch-disabled', undefined],
    ['security-defaults-patch-off', undefined],
    ['sign-in-preferences-patch', undefined],
  ] as const)('%s', async (name, version) => {
    const one = example(name);
    if (name === 'group-add-members-bind') await emptyFirstGroup();
    const reply = await send(name, version);
    expect(reply.status, JSON.stringify(reply.json)).toBeLessThan(300);
    if (one.responseStatus !== null) expect(reply.status).toBe(one.responseStatus);
    if (one.responseStatus === 201) {
      const known = Object.keys(one.responseBody as JsonObject).filter((key) => key in reply.json);
      expect(known).toEqual(expect.arrayContaining(['id', 'displayName']));
    }
  });

  test('group-add-member-ref', async () => {
    await emptyFirstGroup();
    expect((await send('group-add-member-ref')).status).toBe(204);
    expect((await send('group-add-member-ref')).status).toBe(400);
  });
});

async function emptyFirstGroup(): Promise<void> {
  const id = str((await premium.all('/v1.0/groups'))[0]?.['id']);
  for (const member of await premium.all(`/v1.0/groups/${id}/members?$select=id`)) {
    await premium.remove(`/v1.0/groups/${id}/members/${str(member['id'])}/$ref`);
  }
}

describe('documented refusals', () => {
  test('without a premium licence, reports refuse with the documented body', async () => {
    const shown = example('error-403-non-premium-tenant');
    const wanted = (shown.responseBody as Record<string, JsonObject>)['error'];
    for (const path of [
      ...['/v1.0/auditLogs/signIns', '/v1.0/auditLogs/directoryAudits'],
      '/v1.0/reports/authenticationMethods/userRegistrationDetails',
      '/v1.0/users?$select=id,signInActivity',
    ]) {
      const reply = await free.get(path);
      expect(reply.status).toBe(shown.responseStatus);
      const error = reply.json['error'] as JsonObject;
      expect([error['code'], error['message']]).toEqual([wanted?.['code'], wanted?.['message']]);
    }
  });

  test('an enabled policy while security defaults are on', async () => {
    const quayside = await openClient({ scenario: loadBuiltInScenario('S12'), lagMs: 0 });
    const shown = example('error-400-ca-enable-while-security-defaults-on');
    const body = example('ca-policy-create-mfa').requestBody as JsonObject;
    const path = '/v1.0/identity/conditionalAccess/policies';
    const reply = await quayside.post(path, body);
    expect(reply.status).toBe(shown.responseStatus);
    const { error } = reply.json as Record<string, JsonObject>;
    expect({ code: error?.['code'], message: error?.['message'] }).toEqual(
      (shown.responseBody as Record<string, JsonObject>)['error'],
    );
    const reportOnly = { ...body, state: 'enabledForReportingButNotEnforced' };
    expect((await quayside.post(path, reportOnly)).status).toBe(201);
    await quayside.tenant.close();
  });
});
