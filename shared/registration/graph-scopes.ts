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

/** Without these there is no tenant, nobody in it, and no policy to read: no sign-in goes on. */
export const neededScopes: ReadonlySet<string> = new Set([
  'User.Read',
  'User.Read.All',
  'Policy.Read.All',
] satisfies (typeof readScopes)[number][]);

/**
 * For readings that a plan does without, each asked apart and only when somebody wants it: some
 * tenants do not know one of them.
 */
export const optionalScopes = [
  'Policy.Read.HybridAuthentication',
  'OnPremDirectorySynchronization.Read.All',
  'DelegatedAdminRelationship.Read.All',
] as const;
export type OptionalScope = (typeof optionalScopes)[number];

/** Each asked at the first write that needs it. Conditional Access writes need Application.Read.All as well. */
export const writeScopes = [
  'Policy.ReadWrite.AuthenticationMethod',
  'Group.ReadWrite.All',
  'Policy.ReadWrite.ConditionalAccess',
  'Application.Read.All',
  'Policy.ReadWrite.SecurityDefaults',
] as const;
export type WriteScope = (typeof writeScopes)[number];
