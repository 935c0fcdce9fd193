import type { SourceName } from '../../shared/tenant/snapshot';
import { groupFields, userFields } from './read-fields';

/** One GET this product makes. `url` is version and path with the fixed query, already encoded. */
export interface ReadRow {
  readonly source: SourceName | null;
  readonly url: string;
  readonly scope: string;
  readonly licence: 'none' | 'p1' | 'p2';
  /** Read units with `$select`; reports and Conditional Access have their own limits. */
  readonly cost: number;
  readonly feeds: string;
}

function row<S extends SourceName | null>(
  source: S,
  url: string,
  scope: string,
  licence: ReadRow['licence'],
  cost: number,
  feeds: string,
): ReadRow & { readonly source: S } {
  return { source, url, scope, licence, cost, feeds };
}

/** Every GET of the product, in one place (DESIGN.md 5). */
export const reads = {
  organization: row(
    'organization',
    '/v1.0/organization',
    'User.Read',
    'none',
    1,
    'tenant id, name, age',
  ),
  me: row(null, '/v1.0/me?$select=id', 'User.Read', 'none', 1, 'the operator'),
  domains: row(
    'domains',
    '/v1.0/domains',
    'Policy.Read.All',
    'none',
    1,
    'federation, primary name',
  ),
  subscribedSkus: row(
    'subscribedSkus',
    '/v1.0/subscribedSkus',
    'LicenseAssignment.Read.All',
    'none',
    3,
    'P1, P2',
  ),
  users: row(
    'users',
    `/v1.0/users?$select=${userFields},perUserMfaState&$top=999`,
    'User.Read.All',
    'none',
    1,
    'accounts, per-user MFA in bulk',
  ),
  /** The same without the undocumented field, where Graph refuses it. */
  usersPlain: row(
    'users',
    `/v1.0/users?$select=${userFields}&$top=999`,
    'User.Read.All',
    'none',
    1,
    'accounts',
  ),
  registration: row(
    'registration',
    '/v1.0/reports/authenticationMethods/userRegistrationDetails',
    'AuditLog.Read.All',
    'p1',
    1,
    'methods registered',
  ),
  groups: row(
    'groups',
    `/v1.0/groups?$select=${groupFields}&$top=999`,
    'GroupMember.Read.All',
    'none',
    1,
    'names, kinds and age of groups',
  ),
  roleAssignments: row(
    'roles',
    '/v1.0/roleManagement/directory/roleAssignments',
    'RoleManagement.Read.Directory',
    'none',
    1,
    'active roles',
  ),
  roleDefinitions: row(
    'roles',
    '/v1.0/roleManagement/directory/roleDefinitions?$select=id,displayName,templateId',
    'RoleManagement.Read.Directory',
    'none',
    1,
    'names of roles',
  ),
  roleEligibility: row(
    'roles',
    '/v1.0/roleManagement/directory/roleEligibilityScheduleInstances',
    'RoleEligibilitySchedule.Read.Directory',
    'p2',
    1,
    'eligible roles',
  ),
  directoryRoles: row(
    'roles',
    '/v1.0/directoryRoles',
    'RoleManagement.Read.Directory',
    'none',
    1,
    'active roles where assignments are not readable',
  ),
  authenticationMethodsPolicy: row(
    'authenticationMethodsPolicy',
    '/beta/policies/authenticationMethodsPolicy',
    'Policy.Read.AuthenticationMethod',
    'none',
    1,
    'the methods policy, beta fields included',
  ),
  securityDefaults: row(
    'securityDefaults',
    '/v1.0/policies/identitySecurityDefaultsEnforcementPolicy',
    'Policy.Read.All',
    'none',
    1,
    'security defaults',
  ),
  conditionalAccess: row(
    'conditionalAccess',
    '/v1.0/identity/conditionalAccess/policies',
    'Policy.Read.All',
    'none',
    1,
    'Conditional Access policies',
  ),
  namedLocations: row(
    'namedLocations',
    '/v1.0/identity/conditionalAccess/namedLocations',
    'Policy.Read.All',
    'none',
    1,
    'named locations',
  ),
  authenticationStrengths: row(
    'authenticationStrengths',
    '/v1.0/policies/authenticationStrengthPolicies',
    'Policy.Read.AuthenticationMethod',
    'none',
    1,
    'authentication strengths',
  ),
  crossTenantDefault: row(
    'crossTenantAccess',
    '/v1.0/policies/crossTenantAccessPolicy/default',
    'Policy.Read.All',
    'none',
    1,
    'default trust of guests',
  ),
  crossTenantPartners: row(
    'crossTenantAccess',
    '/v1.0/policies/crossTenantAccessPolicy/partners',
    'Policy.Read.All',
    'none',
    1,
    'trust of named partners',
  ),
  managedPolicyAudits: row(
    'directoryAudits',
    `/v1.0/auditLogs/directoryAudits?$filter=${encodeURIComponent(
      "initiatedBy/app/displayName eq 'Microsoft Managed Policy Manager' and category eq 'Policy'",
    )}`,
    'AuditLog.Read.All',
    'none',
    1,
    'which policies Microsoft created',
  ),
} as const satisfies Readonly<Record<string, ReadRow>>;

/**
 * Reads that cost a request for each person asked, twenty to a `$batch` call; `{id}` is the person.
 * No list tells the same. `feeds` says who is asked: never everybody where a list will do.
 */
export const readsPerPerson = {
  requirements: row(
    'perUserMfa',
    '/beta/users/{id}/authentication/requirements',
    'Policy.Read.All',
    'none',
    1,
    'per-user MFA of a sample; of all members where the bulk field does not hold',
  ),
  methods: row(
    'userMethods',
    '/beta/users/{id}/authentication/methods',
    'UserAuthenticationMethod.Read.All',
    'none',
    1,
    'methods the report does not tell: of all enabled accounts without P1',
  ),
  phoneMethods: row(
    'userMethods',
    '/v1.0/users/{id}/authentication/phoneMethods',
    'UserAuthenticationMethod.Read.All',
    'none',
    1,
    'SMS sign-in of holders of a mobile phone, where the policy offers it to them',
  ),
  lastSignIn: row(
    'signIns',
    '/v1.0/users/{id}?$select=id,signInActivity',
    'AuditLog.Read.All',
    'p1',
    1,
    'last use of accounts the answers name, and of the operator',
  ),
} as const satisfies Readonly<Record<string, ReadRow>>;
