import { textOf, type JsonObject } from './json';

/** A group as Graph shows it: an assigned security group unless told otherwise. */
export function groupResource(id: string, given: JsonObject): JsonObject {
  const displayName = textOf(given['displayName']) ?? '';
  return {
    id,
    deletedDateTime: null,
    classification: null,
    createdDateTime: null,
    description: null,
    expirationDateTime: null,
    groupTypes: [],
    isAssignableToRole: null,
    isManagementRestricted: null,
    mail: null,
    mailEnabled: false,
    mailNickname: displayName.replace(/[^A-Za-z0-9]/g, '').slice(0, 60) || id.slice(0, 8),
    membershipRule: null,
    membershipRuleProcessingState: null,
    onPremisesSyncEnabled: null,
    proxyAddresses: [],
    securityEnabled: true,
    uniqueName: null,
    visibility: null,
    ...given,
  };
}
