import { notFound, okay, refuse, type Answer } from '../answer';
import { param, type Call, type Route } from '../call';
import type { RoleHolding } from '../role-holdings';
import { textOf, without, type JsonObject } from '../json';
import { answerList, pickProperties, rowsOf, selectOf } from '../odata';
import { roleTemplates } from '../role-names';
import { directoryRoleRow, roleDefinitionRow } from '../role-views';
import { userRules } from '../user-views';

const policies = ['Policy.Read.All'];
const roleScopes = [
  ...['RoleManagement.Read.Directory', 'RoleManagement.Read.All', 'Directory.Read.All'],
  'RoleManagement.ReadWrite.Directory',
];
const eligibilityScopes = [...roleScopes, 'RoleEligibilitySchedule.Read.Directory'];
const scheduleScopes = [...roleScopes, 'RoleAssignmentSchedule.Read.Directory'];
const skuScopes = ['LicenseAssignment.Read.All', 'Organization.Read.All', 'Directory.Read.All'];
const assignments = '/roleManagement/directory/roleAssignments';
const definitions = '/roleManagement/directory/roleDefinitions';
const schedules = '/roleManagement/directory/roleAssignmentScheduleInstances';
const eligibilities = '/roleManagement/directory/roleEligibilityScheduleInstances';

const fixed = (path: string, name: string, scopes: string[], more: Partial<Route> = {}): Route => ({
  ...{ method: 'GET', path, scopes },
  handle: (call) => {
    const rows = rowsOf(call.directory.fixed.get(name) ?? []);
    return answerList(call, rows, { context: path.slice(1), ...small });
  },
  ...more,
});

export const directoryRoutes: Route[] = [
  fixed('/organization', 'organization', []),
  fixed('/domains', 'domains', ['Domain.Read.All', 'Directory.Read.All']),
  fixed('/subscribedSkus', 'subscribedSkus', skuScopes, { units: 3 }),
  fixed('/policies/crossTenantAccessPolicy/partners', 'crossTenantPartners', policies),
  fixed('/directory/onPremisesSynchronization', 'onPremisesSynchronization', [
    'OnPremDirectorySynchronization.Read.All',
    'OnPremDirectorySynchronization.ReadWrite.All',
  ]),
  {
    ...{ method: 'GET', path: '/organization/{id}', scopes: [], handle: organization },
  },
  {
    ...{ method: 'GET', path: '/domains/{id}/federationConfiguration', handle: federation },
    scopes: ['Domain.Read.All', 'Directory.Read.All'],
  },
  {
    ...{ method: 'GET', path: '/policies/authorizationPolicy', scopes: policies },
    handle: (call) => singleton(call, 'authorization', 'policies/authorizationPolicy/$entity'),
  },
  {
    ...{ method: 'GET', path: '/policies/crossTenantAccessPolicy/default', scopes: policies },
    handle: (call) =>
      singleton(call, 'crossTenantDefault', 'policies/crossTenantAccessPolicy/default'),
  },
  { method: 'GET', path: '/directoryRoles', scopes: roleScopes, handle: listRoles },
  { method: 'GET', path: '/directoryRoles/{id}/members', scopes: roleScopes, handle: roleMembers },
  { method: 'GET', path: assignments, scopes: roleScopes, handle: listAssignments },
  { method: 'GET', path: schedules, scopes: scheduleScopes, handle: listSchedules },
  { method: 'GET', path: definitions, scopes: roleScopes, handle: listDefinitions },
  { method: 'GET', path: eligibilities, scopes: eligibilityScopes, handle: listEligibilities },
];

const small = { pageSize: 100, maxPageSize: 999, strictTop: true };

function singleton(
  call: Call,
  name: 'authorization' | 'crossTenantDefault',
  context: string,
): Answer {
  return okay({
    '@odata.context': `${call.root}/$metadata#${context}`,
    ...call.directory.read(name),
  });
}

function organization(call: Call): Answer {
  const id = param(call, 'id');
  const row = call.directory.fixed.get('organization')?.find((known) => known['id'] === id);
  return row === undefined ? notFound(id) : okay(pickProperties(row, selectOf(call.query)));
}

/** Settings of a federated domain, mostly one; 404 for a managed domain and for an unknown one. */
function federation(call: Call): Answer {
  const id = param(call, 'id').toLowerCase();
  const { fixed } = call.directory;
  const ours = fixed.get('domains')?.find((row) => textOf(row['id'])?.toLowerCase() === id);
  if (ours === undefined) return notFound(id);
  if (ours['authenticationType'] !== 'Federated') return notFound('federationConfiguration');
  const found = (fixed.get('federation') ?? []).filter((row) => row['domain'] === id);
  const context = `domains('${id}')/federationConfiguration`;
  const rows = rowsOf(found.map((row) => without(row, 'domain')));
  return answerList(call, rows, { context, ...small });
}

/** Only roles somebody holds are activated. */
function activeRoleIds(call: Call): string[] {
  const held = call.directory.roles.all().filter((row) => row.assignment === 'active');
  return [...new Set(held.map((row) => row.roleId))];
}

function listRoles(call: Call): Answer {
  const rows = activeRoleIds(call).map((roleId) => directoryRoleRow(call.directory, roleId));
  return answerList(call, rowsOf(rows), { context: 'directoryRoles', ...small });
}

function roleMembers(call: Call): Answer {
  const { directory } = call;
  const id = param(call, 'id').replace(/^roleTemplateId=/, '');
  const roleId = activeRoleIds(call).find(
    (known) => known === id || directoryRoleRow(directory, known)['id'] === id,
  );
  if (roleId === undefined) return notFound(id);
  const rows = directory.roles
    .all()
    .filter(
      (row) => row.roleId === roleId && row.assignment === 'active' && row.scope === undefined,
    )
    .flatMap((row): JsonObject[] => {
      const user = directory.user(row.principalId);
      return user ? [{ '@odata.type': '#microsoft.graph.user', ...user.resource }] : [];
    });
  const { defaultSelect } = userRules;
  return answerList(call, rowsOf(rows), { context: 'directoryObjects', defaultSelect, ...small });
}

function listAssignments(call: Call): Answer {
  return answerHoldings(call, 'active', 'roleAssignments', (row) => ({
    ...{ id: row.id, principalId: row.principalId, roleDefinitionId: row.roleId },
    directoryScopeId: row.scope ?? '/',
  }));
}

/** PIM needs P2; without it Graph refuses (domain: FREE), unless the tenant has such rows anyway. */
function refuseWithoutPim({ directory }: Call, has: (row: RoleHolding) => boolean): Answer | null {
  if (directory.facts.plan === 'p2' || directory.roles.all().some(has)) return null;
  return refuse(
    400,
    'AadPremiumLicenseRequired',
    'The tenant needs to have Microsoft Entra ID P2 or Microsoft Entra ID Governance license.',
  );
}

const startDateTime = '2024-01-01T00:00:00Z';

/** Active roles again, with their end: directly assigned ones too (Graph page of this list). */
function listSchedules(call: Call): Answer {
  const refused = refuseWithoutPim(call, (row) => typeof row.schedule === 'object');
  if (refused !== null) return refused;
  return answerHoldings(call, 'active', 'roleAssignmentScheduleInstances', (row) => {
    const { schedule } = row;
    if (schedule === 'untold') return null;
    return {
      ...{ id: row.id, principalId: row.principalId, roleDefinitionId: row.roleId },
      ...{
        directoryScopeId: row.scope ?? '/',
        appScopeId: null,
        memberType: 'Direct',
        startDateTime,
      },
      endDateTime: schedule?.end ?? null,
      assignmentType: schedule?.isActivated === true ? 'Activated' : 'Assigned',
      ...{ roleAssignmentOriginId: row.id, roleAssignmentScheduleId: row.id },
    };
  });
}

function listEligibilities(call: Call): Answer {
  const refused = refuseWithoutPim(call, (row) => row.assignment === 'eligible');
  if (refused !== null) return refused;
  return answerHoldings(call, 'eligible', 'roleEligibilityScheduleInstances', (row) => ({
    ...{ id: row.id, principalId: row.principalId, roleDefinitionId: row.roleId },
    ...{
      directoryScopeId: row.scope ?? '/',
      appScopeId: null,
      memberType: 'Direct',
      startDateTime,
    },
    ...{ endDateTime: null, roleEligibilityScheduleId: row.id },
  }));
}

function answerHoldings(
  call: Call,
  assignment: RoleHolding['assignment'],
  name: string,
  view: (row: RoleHolding) => JsonObject | null,
): Answer {
  const { directory } = call;
  const expand = (call.query.get('$expand') ?? '').split(',').map((part) => part.split('(')[0]);
  const rows = directory.roles
    .all()
    .filter((row) => row.assignment === assignment && directory.user(row.principalId))
    .flatMap((row): JsonObject[] => {
      const user = directory.user(row.principalId);
      const seen = view(row);
      if (seen === null) return [];
      const more = {
        ...(expand.includes('roleDefinition')
          ? { roleDefinition: roleDefinitionRow(row.roleId) }
          : {}),
        ...(expand.includes('principal') && user
          ? { principal: { '@odata.type': '#microsoft.graph.user', ...user.resource } }
          : {}),
      };
      return [{ ...seen, ...more }];
    });
  return answerList(call, rowsOf(rows), { context: `roleManagement/directory/${name}`, ...small });
}

function listDefinitions(call: Call): Answer {
  const held = call.directory.roles.all().map((row) => row.roleId);
  const ids = [...new Set([...Object.values(roleTemplates), ...held])];
  const context = 'roleManagement/directory/roleDefinitions';
  return answerList(call, rowsOf(ids.map(roleDefinitionRow)), { context, ...small });
}
