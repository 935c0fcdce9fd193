import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadBuiltInScenario } from '../../src-main/practice-tenant/scenario';
import { openClient, type PracticeClient, str } from '../fixtures/practice-client';
import { OpenApiChecker } from '../tools/openapi-checker';

const checker = new OpenApiChecker('v1.0');

let kestrel: PracticeClient;
let group: string;
beforeAll(async () => {
  kestrel = await openClient({ scenario: loadBuiltInScenario('S02'), lagMs: 0 });
  const [first] = await kestrel.all('/v1.0/groups?$select=id');
  group = str(first?.['id']);
});
afterAll(() => kestrel.tenant.close());

async function ask(path: string, top: number): Promise<number> {
  const full = path.replace('{group}', group);
  const url = `/v1.0${full}${full.includes('?') ? '&' : '?'}$top=${top}`;
  const reply = await kestrel.get(url);
  if (reply.status >= 400) {
    const plain = full.split('?')[0] ?? full;
    expect(checker.response('GET', plain, reply.status, reply.json).errors).toEqual([]);
  }
  return reply.status;
}

describe('the largest page', () => {
  test.each<[string, number]>([
    ['/users', 999],
    ['/users?$select=id,signInActivity', 500],
    ['/groups', 999],
    ['/groups/{group}/members', 999],
    ['/groups/{group}/transitiveMembers', 999],
    ['/users/gaa@kestrel.example/transitiveMemberOf', 999],
    ['/me/transitiveMemberOf', 999],
    ['/domains', 999],
    ['/organization', 999],
    ['/contracts', 999],
    ['/directoryRoles', 999],
    ['/directoryRoles/62e90394-69f5-4237-9190-012177145e10/members', 999],
    ['/roleManagement/directory/roleAssignments', 999],
    ['/reports/authenticationMethods/userRegistrationDetails', 1000],
    ['/auditLogs/signIns', 1000],
    ['/auditLogs/directoryAudits', 1000],
    ['/tenantRelationships/delegatedAdminRelationships', 300],
  ])('%s: %i, and one more is refused', async (path, most) => {
    expect(await ask(path, most)).toBe(200);
    expect(await ask(path, most + 1)).toBe(400);
    expect(await ask(path, 0)).toBe(400);
  });

  test.each([
    '/identity/conditionalAccess/policies',
    '/identity/conditionalAccess/namedLocations',
    '/identity/conditionalAccess/templates',
  ])('%s knows none', async (path) => {
    expect(await ask(path, 5000)).toBe(200);
  });
});
