import type { Unread } from './assessment';

/** A kind of data that Graph can refuse. */
export type RefusableSource = Exclude<Unread['source'], `answers.${string}` | 'signedInAccount'>;

/** Directory roles by the name of their text: `term_role_…`. */
export type ReadRole =
  | 'directoryReaders'
  | 'globalReader'
  | 'hybridIdentityAdministrator'
  | 'partnerUser'
  | 'reportsReader'
  | 'securityReader';

/** What lets an account read one kind of data: delegated permissions of Graph, all of them, and a role. */
export interface ReadAccess {
  readonly scopes: readonly string[];
  readonly role: ReadRole;
}

const policies = 'Policy.Read.All';
const methodsPolicy = 'Policy.Read.AuthenticationMethod';
const log = 'AuditLog.Read.All';
const methods = 'UserAuthenticationMethod.Read.All';
const groups = 'GroupMember.Read.All';

function access(role: ReadRole, ...scopes: readonly string[]): ReadAccess {
  return { scopes, role };
}

/**
 * The least that reads each kind of data (domain.md 2). The permissions are those that the product
 * asks for, which a test holds against the list of reads.
 */
export const readAccess: Readonly<Record<RefusableSource, ReadAccess>> = {
  organization: access('directoryReaders', 'User.Read'),
  domains: access('globalReader', 'Domain.Read.All'),
  federation: access('globalReader', 'Domain.Read.All'),
  subscribedSkus: access('directoryReaders', 'LicenseAssignment.Read.All'),
  users: access('directoryReaders', 'User.Read.All'),
  perUserMfa: access('globalReader', policies),
  registration: access('reportsReader', log),
  userMethods: access('globalReader', methods),
  smsSignIn: access('globalReader', methods),
  roles: access('directoryReaders', 'RoleManagement.Read.Directory'),
  roleEnds: access('securityReader', 'RoleManagement.Read.Directory'),
  groups: access('directoryReaders', groups),
  groupMembers: access('directoryReaders', groups),
  authenticationMethodsPolicy: access('globalReader', methodsPolicy),
  securityDefaults: access('globalReader', policies),
  conditionalAccess: access('securityReader', policies),
  namedLocations: access('securityReader', policies),
  authenticationStrengths: access('securityReader', methodsPolicy),
  crossTenantAccess: access('securityReader', policies),
  directoryAudits: access('reportsReader', log),
  authorizationPolicy: access('globalReader', policies),
  conditionalAccessTemplates: access('securityReader', policies),
  stagedRollout: access('hybridIdentityAdministrator', 'Policy.Read.HybridAuthentication'),
  onPremisesSynchronization: access(
    'hybridIdentityAdministrator',
    'OnPremDirectorySynchronization.Read.All',
  ),
  partnerRelationships: access('partnerUser', 'DelegatedAdminRelationship.Read.All'),
  signIns: access('reportsReader', log),
  legacySignIns: access('reportsReader', log),
  // What policies did stands in the log only for somebody who may read policies.
  reportOnlySignIns: access('securityReader', log, policies),
  signInActivity: access('reportsReader', log, 'User.Read.All'),
};

/**
 * 403 `AccessDenied` comes for a token that is older than the permissions the app has by now: only
 * signing out and in again helps, new consent does not (domain.md 2). Any other 403 is a permission
 * or a role that is missing.
 */
export function needsNewSignIn(graphCode: string | undefined): boolean {
  return graphCode === 'AccessDenied';
}
