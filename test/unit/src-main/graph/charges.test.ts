import { describe, expect, it } from 'vitest';
import { chargesOf, chargesOfBatch, sumOf } from '../../../../src-main/graph/charges';
import type { ReadRow } from '../../../../src-main/graph/read-row';
import { reads } from '../../../../src-main/graph/reads';

const unitsOf = (method: string, url: string): number =>
  chargesOf(method, url).find(({ bucket }) => bucket === 'reads')?.units ?? 0;
const names = (method: string, url: string): string =>
  chargesOf(method, url)
    .map(({ bucket }) => bucket)
    .join(' ');
const identity = 'reads appReads global';

describe('what a request costs', () => {
  it.each([
    ['/v1.0/users', 2],
    ['/v1.0/users?$select=id', 1],
    ['/v1.0/users?$select=id&$top=5', 1],
    ['/v1.0/users?$top=999', 2],
    ['/v1.0/users?$expand=manager', 3],
    ['/v1.0/users/1', 1],
    ['/v1.0/groups/1/members', 3],
    ['/groups/1/members?$select=id&$top=999', 2],
    ['/v1.0/groups/1/transitiveMembers', 5],
    ['/v1.0/groups/1/transitiveMembers?$select=id&$top=5', 3],
    ['/v1.0/users/1/transitiveMemberOf', 2],
    ['https://graph.microsoft.com/v1.0/subscribedSkus', 3],
    ['/v1.0/contracts', 3],
    ['/v1.0/policies/authorizationPolicy', 1],
  ])('%s: %i units', (url, units) => expect(unitsOf('GET', url)).toBe(units));

  it.each(Object.values<ReadRow>(reads).map((row) => [row.url, row] as const))(
    'in the list of reads is what is charged: %s',
    (url, row) => {
      const charged = names('GET', url);
      if (row.bucket === 'identity') expect(charged).toContain(identity);
      else expect(charged.split(' ')[0]).toBe(row.bucket);
      if (charged.includes(identity)) expect(unitsOf('GET', url)).toBe(row.cost);
    },
  );

  it.each([
    ['GET', '/v1.0/identity/conditionalAccess/policies', 'conditionalAccess global'],
    ['PATCH', '/v1.0/identity/conditionalAccess/policies/1', 'conditionalAccess global'],
    ['GET', '/beta/auditLogs/signIns?$filter=x', 'reports appReports global'],
    ['GET', '/v1.0/policies/authenticationFlowsPolicy', `identityProviders ${identity}`],
    ['GET', '/users/1?$select=id,signInActivity', `signInActivity ${identity}`],
    ['GET', '/users/1/authentication/methods', `personMethods ${identity}`],
    ['GET', '/users/1/authentication/requirements', `personStates ${identity}`],
    [
      'PATCH',
      '/beta/users/1/authentication/requirements',
      `writes tenantWrites appWrites ${identity}`,
    ],
    ['GET', '/beta/policies/authenticationMethodsPolicy', identity],
  ])('%s %s: %s', (method, url, expected) => expect(names(method, url)).toBe(expected));

  it('of a batch is that of its parts', () => {
    const requests = ['/users?$select=id', '/subscribedSkus', '/reports/x'].map((url) => ({
      ...{ id: '1', method: 'GET', url },
    }));
    const sum = sumOf(chargesOfBatch(JSON.stringify({ requests })));
    const units = Object.fromEntries(sum.map((one) => [one.bucket, one.units]));
    expect(units).toEqual({ reads: 4, appReads: 4, reports: 1, appReports: 1, global: 3 });
  });
});
