import { readFileSync, readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { populateFromCapture } from '../../../../src-main/practice-tenant/load-capture';
import type { Directory } from '../../../../src-main/practice-tenant/directory';

const tenantId = '99999999-0000-4000-8000-000000000001';
const user = '11111111-0000-4000-8000-000000000001';

function capture(responses: { url: string; body: unknown; status?: number }[]): unknown {
  return {
    schema: 'causeway-capture/1',
    capturedAt: '2026-11-20T08:00:00Z',
    cloud: 'global',
    tenantId,
    responses: responses.map((row) => ({ method: 'GET', status: 200, ...row })),
  };
}

function load(document: unknown): Directory {
  const loaded = populateFromCapture(document, { startAt: undefined, lagMs: 0 });
  if (!loaded.ok) throw new Error(loaded.errors.join('; '));
  return loaded.value;
}

test('people, pages, groups, roles and policies come back', () => {
  const directory = load(
    capture([
      {
        url: '/v1.0/users?$select=id,userPrincipalName&$top=1',
        body: {
          value: [
            {
              id: user,
              userPrincipalName: 'a@x.example',
              userType: 'Member',
              accountEnabled: true,
              perUserMfaState: 'enforced',
            },
          ],
          '@odata.nextLink': 'https://graph.microsoft.com/v1.0/users?$skiptoken=t',
        },
      },
      {
        url: 'https://graph.microsoft.com/v1.0/users?$skiptoken=t',
        body: {
          value: [
            { id: user.replace(/1$/, '2'), userPrincipalName: 'g@x.example', userType: 'Guest' },
          ],
        },
      },
      { url: `/v1.0/groups`, body: { value: [{ id: tenantId, displayName: 'Staff' }] } },
      { url: `/v1.0/groups/${tenantId}/members`, body: { value: [{ id: user }] } },
      {
        url: `/beta/users/${user}/authentication/methods`,
        body: {
          value: [{ '@odata.type': '#microsoft.graph.softwareOathAuthenticationMethod', id: '1' }],
        },
      },
      { url: '/v1.0/domains', body: { value: [{ id: 'x.example', isDefault: true }] } },
      {
        url: '/v1.0/policies/identitySecurityDefaultsEnforcementPolicy',
        body: { isEnabled: true },
      },
      { url: '/v1.0/auditLogs/signIns', status: 403, body: { error: { code: 'x', message: 'y' } } },
    ]),
  );
  expect([...directory.users].map((row) => [row.upn, row.perUserMfa])).toEqual([
    ['a@x.example', 'enforced'],
    ['g@x.example', null],
  ]);
  expect(directory.user(user)?.methods).toEqual(['softwareOneTimePasscode']);
  expect([...(directory.groups.truth(tenantId)?.members.ids() ?? [])]).toEqual([user]);
  expect(directory.truth('securityDefaults')['isEnabled']).toBe(true);
  expect(directory.facts).toMatchObject({ domain: 'x.example', plan: 'none' });
});

test('a federated domain comes back with its configuration', () => {
  const directory = load(
    capture([
      { url: '/v1.0/domains', body: { value: [{ id: 'X.example' }, { id: 'y.example' }] } },
      {
        url: '/v1.0/domains/X.example/federationConfiguration',
        body: { value: [{ id: '1', federatedIdpMfaBehavior: 'rejectMfaByFederatedIdp' }] },
      },
    ]),
  );
  expect(directory.fixed.get('federation')).toEqual([
    { id: '1', federatedIdpMfaBehavior: 'rejectMfaByFederatedIdp', domain: 'x.example' },
  ]);
});

test('a list read in both versions counts once', () => {
  const policies = { value: [{ id: user, displayName: 'P', state: 'enabled' }] };
  const directory = load(
    capture([
      { url: '/v1.0/identity/conditionalAccess/policies', body: policies },
      { url: '/beta/identity/conditionalAccess/policies', body: policies },
    ]),
  );
  expect(directory.policies.truths()).toHaveLength(1);
});

test('the documented answers make a tenant', () => {
  const folder = new URL('../../../../../shared/graph/examples/', import.meta.url);
  const responses = readdirSync(folder)
    .map(
      (file) => JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Record<string, unknown>,
    )
    .filter((row) => row['method'] === 'GET' && row['responseStatus'] === 200)
    .map((row) => ({ url: String(row['url']), body: row['responseBody'] }));
  const directory = load(capture(responses));
  const policy = directory.truth('amp');
  expect(policy['policyMigrationState']).toBe('preMigration');
  expect(JSON.stringify(policy)).not.toContain('@odata.context');
  expect(directory.facts.name).toBe('Contoso');
});

test('what is no capture says where', () => {
  const loaded = populateFromCapture(
    { schema: 'causeway-capture/2' },
    { startAt: undefined, lagMs: 0 },
  );
  expect(loaded.ok ? '' : loaded.errors.join(' ')).toContain('schema');
});

test('a list that was recorded in part is not the list', () => {
  const row = (id: string, upn: string) => ({ id, userPrincipalName: upn, userType: 'Member' });
  const guests = row(user.replace(/1$/, '3'), 'c@x.example');
  const directory = load(
    capture([
      { url: "/beta/users?$filter=userType eq 'Guest'", body: { value: [guests] } },
      { url: '/v1.0/users?%24search=%22c%22', body: { value: [guests] } },
      { url: '/v1.0/users', body: { value: [row(user, 'a@x.example')] } },
    ]),
  );
  expect([...directory.users].map((one) => one.upn)).toEqual(['a@x.example']);
});
