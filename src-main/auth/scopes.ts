/**
 * Delegated Graph permissions, what each is for and when it is asked. One unknown scope fails a
 * whole token request (AADSTS70011), so permissions that some tenants lack are asked apart.
 * Names: Microsoft Graph permissions reference.
 */
export interface Permission {
  readonly scope: string;
  readonly asked: 'read' | 'write' | 'optional';
  /** Catalogue key of the sentence that says what it is used for. */
  readonly purposeKey: string;
}

export const permissions: readonly Permission[] = [
  { scope: 'User.Read', asked: 'read', purposeKey: 'permission_user_read' },
  { scope: 'User.Read.All', asked: 'read', purposeKey: 'permission_user_read_all' },
  { scope: 'Policy.Read.All', asked: 'read', purposeKey: 'permission_policy_read_all' },
  { scope: 'GroupMember.Read.All', asked: 'read', purposeKey: 'permission_group_member_read_all' },
  {
    scope: 'RoleManagement.Read.Directory',
    asked: 'read',
    purposeKey: 'permission_role_management_read_directory',
  },
  {
    scope: 'LicenseAssignment.Read.All',
    asked: 'read',
    purposeKey: 'permission_license_assignment_read_all',
  },
  { scope: 'AuditLog.Read.All', asked: 'read', purposeKey: 'permission_audit_log_read_all' },
  { scope: 'Domain.Read.All', asked: 'read', purposeKey: 'permission_domain_read_all' },
  {
    scope: 'UserAuthenticationMethod.Read.All',
    asked: 'read',
    purposeKey: 'permission_user_authentication_method_read_all',
  },
  {
    scope: 'Policy.ReadWrite.AuthenticationMethod',
    asked: 'write',
    purposeKey: 'permission_policy_readwrite_authentication_method',
  },
  { scope: 'Group.ReadWrite.All', asked: 'write', purposeKey: 'permission_group_readwrite_all' },
  {
    scope: 'Policy.ReadWrite.ConditionalAccess',
    asked: 'write',
    purposeKey: 'permission_policy_readwrite_conditional_access',
  },
  { scope: 'Application.Read.All', asked: 'write', purposeKey: 'permission_application_read_all' },
  {
    scope: 'Policy.ReadWrite.SecurityDefaults',
    asked: 'write',
    purposeKey: 'permission_policy_readwrite_security_defaults',
  },
];

export type ScopeKind = 'read' | 'write';

/**
 * Scopes of one token request. A write token also reads: what is about to be changed is read
 * with the same token. Outside the global cloud the resource is written out in full.
 * @param graphOrigin e.g. https://graph.microsoft.us; undefined: short names (global, practice)
 */
export function scopesFor(kind: ScopeKind, graphOrigin?: string): string[] {
  return permissions
    .filter((p) => p.asked === 'read' || (kind === 'write' && p.asked === 'write'))
    .map((p) => (graphOrigin === undefined ? p.scope : `${graphOrigin}/${p.scope}`));
}

/** Compares scopes by their own name: answers come with or without the resource, in any case. */
export function missingScopes(asked: readonly string[], granted: readonly string[]): string[] {
  const have = new Set(granted.map(scopeName));
  return asked.filter((scope) => !have.has(scopeName(scope)));
}

function scopeName(scope: string): string {
  return scope.slice(scope.lastIndexOf('/') + 1).toLowerCase();
}
