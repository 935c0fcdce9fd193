/** Fields asked of every user (`$select`), in bulk and one by one. */
export const userFields = [
  'id',
  'userPrincipalName',
  'displayName',
  'accountEnabled',
  'userType',
  'creationType',
  'onPremisesSyncEnabled',
  'department',
  'usageLocation',
  'createdDateTime',
  'assignedPlans',
  'authorizationInfo',
].join(',');

/** Fields asked of every group. */
export const groupFields = [
  'id',
  'displayName',
  'mailNickname',
  'createdDateTime',
  'groupTypes',
  'securityEnabled',
  'mailEnabled',
  'onPremisesSyncEnabled',
  'isAssignableToRole',
  'isManagementRestricted',
  'membershipRule',
].join(',');
