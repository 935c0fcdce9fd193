import { groupFields } from './read-fields';
import { row, type ReadRow } from './read-row';

const roleScope = 'RoleManagement.Read.Directory';
const groupScope = 'GroupMember.Read.All';
const step = ['what a step found, and what it left behind'] as const;

/** The tenant itself, its licences, groups and roles. */
export const tenantReads = {
  organization: row('organization', '/v1.0/organization', {
    scope: 'User.Read',
    feeds: ['tenant', 'WRONG-TENANT', 'MIG-STATE-NULL-OK', 'BG-CUSTOM-DOMAIN'],
  }),
  me: row(null, '/v1.0/me?$select=id', { scope: 'User.Read', feeds: ['operator'] }),
  domains: row('domains', '/v1.0/domains', {
    scope: 'Domain.Read.All',
    feeds: ['federation', 'ADFS-MFA-BEHAVIOUR', 'BG-CUSTOM-DOMAIN'],
  }),
  federationConfiguration: row('federation', '/v1.0/domains/{domain}/federationConfiguration', {
    scope: 'Domain.Read.All',
    feeds: ['federation', 'ADFS-MFA-BEHAVIOUR'],
  }),
  subscribedSkus: row('subscribedSkus', '/v1.0/subscribedSkus', {
    scope: 'LicenseAssignment.Read.All',
    cost: 3,
    feeds: ['licences', 'SD-NO-P1', 'SD-WITH-P1', 'LICENCE-SHORTFALL'],
  }),
  onPremisesSynchronization: row(
    'onPremisesSynchronization',
    '/v1.0/directory/onPremisesSynchronization',
    { scope: 'OnPremDirectorySynchronization.Read.All', feeds: ['ADFS-MFA-BEHAVIOUR'] },
  ),
  delegatedAdminRelationships: row(
    'partnerRelationships',
    '/v1.0/tenantRelationships/delegatedAdminRelationships?$top=300',
    { scope: 'DelegatedAdminRelationship.Read.All', feeds: ['partnerRelationships'] },
  ),
  groups: row('groups', `/v1.0/groups?$select=${groupFields}&$top=999`, {
    scope: groupScope,
    feeds: ['groups', 'EXCLUSION-GROUP-STALE', 'BG-GROUP-UNPROTECTED'],
  }),
  group: row(null, `/v1.0/groups/{id}?$select=${groupFields}`, { scope: groupScope, feeds: step }),
  groupsByNickname: row(
    null,
    `/v1.0/groups?$filter=mailNickname%20eq%20'{nickname}'&$select=${groupFields}`,
    { scope: groupScope, feeds: step },
  ),
  /** After a create whose answer was lost, or a deletion, with a token that may write groups. */
  deletedGroups: row(
    null,
    '/v1.0/directory/deletedItems/microsoft.graph.group?$select=id,displayName,mailNickname,deletedDateTime',
    { scope: 'Group.Read.All', feeds: step },
  ),
  /** Before a group of our own is deleted: what else it is part of. */
  groupMemberOf: row(null, '/v1.0/groups/{id}/memberOf?$select=id&$top=999', {
    scope: groupScope,
    feeds: step,
  }),
  transitiveMembers: row(
    'groupMembers',
    '/v1.0/groups/{id}/transitiveMembers?$select=id&$top=999',
    { scope: groupScope, cost: 4, feeds: ['members'] },
  ),
  members: row('groupMembers', '/v1.0/groups/{id}/members?$select=id&$top=999', {
    ...{ scope: groupScope, cost: 2 },
    feeds: ['members', ...step],
  }),
  roleAssignments: row('roles', '/v1.0/roleManagement/directory/roleAssignments', {
    scope: roleScope,
    feeds: ['roles', 'SINGLE-GLOBAL-ADMIN'],
  }),
  roleSchedules: row(
    'roles',
    '/v1.0/roleManagement/directory/roleAssignmentScheduleInstances',
    // `RoleAssignmentSchedule.Read.Directory` is less; this one is asked for anyway, and enough.
    { scope: roleScope, licence: 'p2', feeds: ['roles', 'BG-ELIGIBLE-ONLY'] },
  ),
  roleDefinitions: row(
    'roles',
    '/v1.0/roleManagement/directory/roleDefinitions?$select=id,displayName,templateId,isBuiltIn',
    { scope: roleScope, feeds: ['roles'] },
  ),
  roleEligibility: row(
    'roles',
    '/v1.0/roleManagement/directory/roleEligibilityScheduleInstances',
    // `RoleEligibilitySchedule.Read.Directory` is less; this one is asked for anyway, and enough.
    { scope: roleScope, licence: 'p2', feeds: ['roles', 'PHONE-ONLY-FEB27'] },
  ),
  directoryRoles: row('roles', '/v1.0/directoryRoles', { scope: roleScope, feeds: ['roles'] }),
  roleMembers: row('roles', '/v1.0/directoryRoles/{id}/members?$select=id', {
    scope: roleScope,
    feeds: ['roles'],
  }),
  managedPolicyAudits: row(
    'directoryAudits',
    `/v1.0/auditLogs/directoryAudits?$filter=${encodeURIComponent(
      "initiatedBy/app/displayName eq 'Microsoft Managed Policy Manager' and category eq 'Policy'",
    )}`,
    {
      ...{ scope: 'AuditLog.Read.All', licence: 'p1', bucket: 'reports' },
      feeds: ['MANAGED-POLICY-PRESENT', 'MANAGED-POLICY-NOT-OFFERED'],
    },
  ),
} as const satisfies Readonly<Record<string, ReadRow>>;
