import { expect, it } from 'vitest';
import type { Captured } from '../../../../src-main/practice-tenant/captured-responses';
import type { Directory } from '../../../../src-main/practice-tenant/directory';
import type { JsonObject } from '../../../../src-main/practice-tenant/json';
import { placeRoles } from '../../../../src-main/practice-tenant/place-captured-roles';
import { RoleHoldings } from '../../../../src-main/practice-tenant/role-holdings';

const folder = '/roleManagement/directory';
const unit = '/administrativeUnits/8f3c';
const held = { principalId: 'Ada', roleDefinitionId: 'admin' };

function place(lists: Readonly<Record<string, readonly JsonObject[]>>): RoleHoldings {
  const roles = new RoleHoldings();
  const captured = { rows: (path: string) => lists[path] ?? [] } as unknown as Captured;
  placeRoles({ roles } as unknown as Directory, captured);
  return roles;
}

it('a role in a part of the tenant ends by its own schedule, and stays in that part', () => {
  const schedule = { ...held, endDateTime: null, assignmentType: 'Assigned' };
  const roles = place({
    [`${folder}/roleAssignments`]: [
      { id: '1', ...held, directoryScopeId: '/' },
      { id: '2', ...held, directoryScopeId: unit },
    ],
    [`${folder}/roleAssignmentScheduleInstances`]: [
      { ...schedule, directoryScopeId: '/' },
      { ...schedule, directoryScopeId: unit, endDateTime: '2027-01-01T00:00:00Z' },
    ],
  });
  expect(roles.all()).toEqual([
    expect.objectContaining({ id: '1', schedule: { end: null, isActivated: false } }),
    expect.objectContaining({
      ...{ id: '2', scope: unit },
      schedule: { end: '2027-01-01T00:00:00Z', isActivated: false },
    }),
  ]);
  expect(roles.all()[0]).not.toHaveProperty('scope');
});

it('a schedule of a part tells nothing about the role in the whole tenant', () => {
  const roles = place({
    [`${folder}/roleAssignments`]: [{ id: '1', ...held, directoryScopeId: '/' }],
    [`${folder}/roleAssignmentScheduleInstances`]: [
      { ...held, directoryScopeId: unit, endDateTime: null, assignmentType: 'Assigned' },
    ],
  });
  expect(roles.all()).toEqual([expect.objectContaining({ id: '1', schedule: 'untold' })]);
});

it('a row that does not say where it holds is never taken for the whole tenant', () => {
  const roles = place({ [`${folder}/roleAssignments`]: [{ id: '1', ...held }] });
  expect(roles.all()).toEqual([expect.objectContaining({ id: '1', scope: '' })]);
});
