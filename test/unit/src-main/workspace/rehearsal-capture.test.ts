import { expect, it } from 'vitest';
import { roleTemplateIds, type RoleHolding } from '../../../../shared/entra/directory-role';
import { isJsonObject, type Json } from '../../../../shared/json';
import { read } from '../../../../shared/tenant/snapshot';
import { reads } from '../../../../src-main/graph/reads';
import { openRehearsalTenant } from '../../../../src-main/practice-tenant/rehearsal-tenant';
import { isWithoutEnd, readEnds } from '../../../../src-main/rollout/role-ends';
import { rehearsalCapture } from '../../../../src-main/workspace/rehearsal-capture';
import { scenarioPlan } from '../../../fixtures/scenario-plan';

it('a copy to rehearse on tells of each active role whether it ends, as far as it was told', () => {
  const { plan } = scenarioPlan('S12');
  const [one, two, three] = plan.people.map((person) => person.id);
  const held = (userId: string | undefined, isPermanent: boolean | null): RoleHolding => ({
    ...{ userId: userId ?? '', roleTemplateId: roleTemplateIds.globalReader },
    ...{ roleName: 'role', assignment: 'active', isPermanent },
  });
  const roles = [held(one, true), held(two, false), held(three, null)];
  const copy = openRehearsalTenant(
    rehearsalCapture({ ...plan, baseline: { ...plan.baseline, roles: read(roles) } }),
  );
  if (!copy.ok) throw new Error(copy.errors.join());
  const listed = (url: string): readonly Json[] => {
    const { status, body } = copy.value.send({ method: 'GET', url });
    expect([url, status]).toEqual([url, 200]);
    return isJsonObject(body) && Array.isArray(body['value']) ? body['value'] : [];
  };
  const ends = readEnds(listed(reads.roleSchedules.url));
  const told = listed(reads.roleAssignments.url)
    .filter(isJsonObject)
    .map((row) => [row['principalId'], isWithoutEnd(row, ends)]);
  expect(told).toEqual(roles.map((role) => [role.userId, role.isPermanent]));
});
