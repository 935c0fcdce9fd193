import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadBuiltInScenario } from '../../src-main/practice-tenant/scenario';
import { openClient, type Json, type PracticeClient } from '../fixtures/practice-client';
import { OpenApiChecker, type GraphVersion } from '../tools/openapi-checker';
import { beyondTheSubset, subsetFaults } from '../tools/subset-limits';

const checkers = { 'v1.0': new OpenApiChecker('v1.0'), beta: new OpenApiChecker('beta') };

let kestrel: PracticeClient;
beforeAll(async () => {
  kestrel = await openClient({ scenario: loadBuiltInScenario('S02'), lagMs: 0 });
});
afterAll(() => kestrel.tenant.close());

const some = (name: string): string => `${name}?$top=5`;
const read: [GraphVersion, string][] = [
  ...[
    ...['/organization', '/subscribedSkus', '/domains', '/contracts', '/me', '/groups'],
    ...[some('/users'), '/users/gaa@kestrel.example', '/users/offapp1@kestrel.example'],
    ...['/me/transitiveMemberOf', '/directoryRoles', '/directory/onPremisesSynchronization'],
    '/users?$select=id,displayName,userType,accountEnabled,signInActivity,assignedPlans,identities',
    ...['/roleManagement/directory/roleAssignments', '/roleManagement/directory/roleDefinitions'],
    ...['/policies/authenticationMethodsPolicy', '/policies/authorizationPolicy'],
    '/policies/authenticationMethodsPolicy/authenticationMethodConfigurations',
    '/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/sms',
    '/policies/identitySecurityDefaultsEnforcementPolicy',
    ...['/policies/authenticationStrengthPolicies', '/policies/featureRolloutPolicies'],
    '/policies/authenticationStrengthPolicies/00000000-0000-0000-0000-000000000004',
    ...['/policies/crossTenantAccessPolicy/default', '/policies/crossTenantAccessPolicy/partners'],
    ...['/identity/conditionalAccess/policies', '/identity/conditionalAccess/templates'],
    '/identity/conditionalAccess/namedLocations',
    '/users/gaa@kestrel.example/authentication/methods',
    '/users/enftotp3p1@kestrel.example/authentication/methods',
    '/users/enfphone1@kestrel.example/authentication/phoneMethods',
    '/users/gaa@kestrel.example/transitiveMemberOf',
    '/reports/authenticationMethods/userRegistrationDetails',
    ...['/auditLogs/signIns', '/auditLogs/directoryAudits'],
    '/tenantRelationships/delegatedAdminRelationships',
  ].map((path): [GraphVersion, string] => ['v1.0', path]),
  ...[
    '/policies/authenticationMethodsPolicy',
    '/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/HardwareOath',
    '/policies/identitySecurityDefaultsEnforcementPolicy',
    ...['/policies/authenticationStrengthPolicies', '/identity/conditionalAccess/policies'],
    '/users/gaa@kestrel.example/authentication/methods',
    '/users/gaa@kestrel.example/authentication/requirements',
    '/users/gaa@kestrel.example/authentication/signInPreferences',
    ...['/reports/authenticationMethods/userRegistrationDetails', '/auditLogs/signIns'],
  ].map((path): [GraphVersion, string] => ['beta', path]),
];

function withP2(): ReturnType<typeof loadBuiltInScenario> {
  const scenario = structuredClone(loadBuiltInScenario('S02'));
  if (scenario.input.kind !== 'tenant') throw new Error('no tenant');
  scenario.input.tenant.licences = { 'Microsoft 365 E5': 40 };
  const cohort = scenario.input.cohorts.find((one) => one.id === 'gaB');
  cohort?.roles?.push({ role: 'User Administrator', assignment: 'eligible' });
  cohort?.roles?.push({
    ...{ role: 'Helpdesk Administrator', assignment: 'active', activated: true },
    until: '2026-11-22T16:00:00Z',
  });
  return scenario;
}

function expectDescribed(method: string, path: string, status: number, body: Json): void {
  const plain = path.split('?')[0] ?? path;
  const verdict = checkers['v1.0'].response(method, plain, status, body);
  expect(verdict.errors, path).toEqual([]);
  const surprising = [...verdict.unknown].filter((name) => !beyondTheSubset.includes(name));
  expect(surprising, path).toEqual([]);
}

describe('answers follow the OpenAPI subsets', () => {
  test.each(read)('GET /%s%s', async (version, path) => {
    const reply = await kestrel.get(`/${version}${path}`);
    expect(reply.status, reply.text).toBe(200);
    const plain = path.split('?')[0] ?? path;
    const verdict = checkers[version].response('GET', plain, 200, reply.json);
    const errors = verdict.errors.filter(
      (error) => version === 'v1.0' || !subsetFaults.some((fault) => fault.test(error)),
    );
    expect(errors).toEqual([]);
    const surprising = [...verdict.unknown].filter((name) => !beyondTheSubset.includes(name));
    expect(surprising).toEqual([]);
  });

  test('of what lies inside groups and roles', async () => {
    const { tenant, ...client } = await openClient({ scenario: withP2(), lagMs: 0 });
    const idOf = async (list: string): Promise<string> => {
      for (const { id } of await client.all(`/v1.0${list}`)) {
        if (typeof id !== 'string') continue;
        const members = await client.all(`/v1.0${list}/${id}/members`);
        if (members.length > 0) return id;
      }
      throw new Error(`${list}: nobody is in any.`);
    };
    const [group, role] = [await idOf('/groups'), await idOf('/directoryRoles')];
    const eligibility = '/roleManagement/directory/roleEligibilityScheduleInstances';
    const schedules = '/roleManagement/directory/roleAssignmentScheduleInstances';
    for (const path of [
      ...[`/groups/${group}`, `/groups/${group}?$select=id,displayName,mailNickname`],
      ...[`/groups/${group}/members`, `/groups/${group}/members?$select=id`],
      ...[`/groups/${group}/transitiveMembers`, `/groups/${group}/transitiveMembers?$select=id`],
      ...[`/directoryRoles/${role}/members`, eligibility, schedules],
    ]) {
      const reply = await client.get(`/v1.0${path}`);
      expect(reply.status, reply.text).toBe(200);
      const { value } = reply.json;
      if (path.includes('/members') || path.includes('Schedule')) expect(value).not.toEqual([]);
      expectDescribed('GET', path, 200, reply.json);
    }
    await tenant.close();
  });

  test('of what was made', async () => {
    const { tenant, ...client } = await openClient({ scenario: withP2(), lagMs: 0 });
    const made = async (path: string, body: Json): Promise<void> => {
      const reply = await client.post(`/v1.0${path}`, body);
      expect(reply.status, reply.text).toBe(201);
      expectDescribed('POST', path, 201, reply.json);
    };
    await made('/groups', {
      ...{ displayName: 'Ring 1', mailNickname: 'ring-1', mailEnabled: false },
      securityEnabled: true,
    });
    await made('/identity/conditionalAccess/policies', {
      ...{ displayName: 'Require MFA', state: 'disabled' },
      conditions: {
        users: { includeUsers: ['All'] },
        ...{ applications: { includeApplications: ['All'] }, clientAppTypes: ['all'] },
      },
      grantControls: { operator: 'OR', builtInControls: ['mfa'] },
    });
    await tenant.close();
  });

  test('every error carries the body and the ids Graph sends', async () => {
    const sent = '11111111-2222-4333-8444-555555555555';
    const reply = await kestrel.get('/v1.0/users/nobody@kestrel.example', {
      'client-request-id': sent,
    });
    expect(reply.status).toBe(404);
    const verdict = checkers['v1.0'].response('GET', '/users/x', 404, reply.json);
    expect(verdict.errors).toEqual([]);
    const error = reply.json['error'] as Record<string, Record<string, string>>;
    expect(error['innerError']?.['client-request-id']).toBe(sent);
    expect(reply.headers.get('client-request-id')).toBe(sent);
    expect(reply.headers.get('request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('what the server accepts is what the subset describes', async () => {
    const writes: [GraphVersion, string, Json][] = [
      ['v1.0', '/identity/conditionalAccess/policies', { displayName: 'x', state: 'disabled' }],
      ['beta', '/policies/authenticationMethodsPolicy', { optOutSettings: {} }],
    ];
    for (const [version, path, body] of writes) {
      const method = path.endsWith('policies') ? 'POST' : 'PATCH';
      expect(checkers[version].request(method, path, body).errors).toEqual([]);
    }
  });
});

describe('the checker itself', () => {
  const policy = '/policies/identitySecurityDefaultsEnforcementPolicy';
  const check = (body: Json): string[] =>
    checkers['v1.0'].response('GET', policy, 200, body).errors;

  test('sees a wrong type, a forbidden null and an unknown enum member', () => {
    expect(check({ id: '5', isEnabled: 'yes' })).toEqual([
      `GET ${policy}.isEnabled: string instead of boolean`,
    ]);
    expect(check({ id: null, isEnabled: true })).toEqual([`GET ${policy}.id: null is not allowed`]);
    const path = '/identity/conditionalAccess/policies';
    const verdict = checkers['v1.0'].response('GET', path, 200, { value: [{ state: 'on' }] });
    expect(verdict.errors[0]).toContain('is not one of "enabled", "disabled"');
  });

  test('sees properties nobody described, derived types included', () => {
    const path = '/users/1/authentication/methods';
    const row = { '@odata.type': '#microsoft.graph.phoneAuthenticationMethod', shoeSize: 44 };
    const verdict = checkers['v1.0'].response('GET', path, 200, { value: [row] });
    expect([...verdict.unknown]).toEqual(['phoneAuthenticationMethod.shoeSize']);
  });
});
