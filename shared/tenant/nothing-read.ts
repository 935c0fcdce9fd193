import { unread, type Snapshot } from './snapshot';

/** A tenant of which nothing was read: the wrong one, or one without consent. */
export function nothingRead(
  about: Pick<Snapshot, 'tenantId' | 'cloud' | 'origin' | 'takenAt'>,
): Snapshot {
  const nothing = unread('notAsked');
  return {
    schema: 'causeway-snapshot/1',
    ...about,
    hash: '0'.repeat(64),
    signedInUserId: null,
    organization: nothing,
    domains: nothing,
    subscribedSkus: nothing,
    users: nothing,
    perUserMfa: nothing,
    registration: nothing,
    userMethods: {},
    roles: nothing,
    groups: nothing,
    groupMembers: {},
    authenticationMethodsPolicy: nothing,
    policyBytes: 0,
    securityDefaults: nothing,
    conditionalAccess: nothing,
    namedLocations: nothing,
    authenticationStrengths: nothing,
    crossTenantDefault: nothing,
    crossTenantPartners: nothing,
    managedPolicyIds: nothing,
    signIns: nothing,
    lastSignIn: {},
    throttledRequests: 0,
  };
}
