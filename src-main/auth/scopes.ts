/**
 * Delegated Graph permissions, and when each is asked. One unknown scope fails a whole token
 * request (AADSTS70011), so permissions that some tenants lack are not in these lists.
 * Names: Microsoft Graph permissions reference. Texts: `scope_<name>` in the catalogue.
 */
export const readScopes = [
  'User.Read',
  'User.Read.All',
  'Policy.Read.All',
  'GroupMember.Read.All',
  'RoleManagement.Read.Directory',
  'LicenseAssignment.Read.All',
  'AuditLog.Read.All',
  'Domain.Read.All',
  'UserAuthenticationMethod.Read.All',
] as const;

/** Asked at the first write. Conditional Access writes need Application.Read.All as well. */
export const writeScopes = [
  'Policy.ReadWrite.AuthenticationMethod',
  'Group.ReadWrite.All',
  'Policy.ReadWrite.ConditionalAccess',
  'Application.Read.All',
  'Policy.ReadWrite.SecurityDefaults',
] as const;

export type ScopeKind = 'read' | 'write';

/**
 * Scopes of one token request. A write token also reads: what is about to be changed is read
 * with the same token. Outside the global cloud the resource is written out in full.
 * @param graphOrigin e.g. https://graph.microsoft.us; undefined: short names (global, practice)
 */
export function scopesFor(kind: ScopeKind, graphOrigin?: string): string[] {
  const names = kind === 'write' ? [...readScopes, ...writeScopes] : [...readScopes];
  return graphOrigin === undefined ? names : names.map((name) => `${graphOrigin}/${name}`);
}

/** Compares scopes by their own name: answers come with or without the resource, in any case. */
export function missingScopes(asked: readonly string[], granted: readonly string[]): string[] {
  const have = new Set(granted.map(scopeName));
  return asked.filter((scope) => !have.has(scopeName(scope)));
}

function scopeName(scope: string): string {
  return scope.slice(scope.lastIndexOf('/') + 1).toLowerCase();
}
