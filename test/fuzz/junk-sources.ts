import type { Assessment } from '../../shared/assess/assessment';

/** One answer of the tenant, and how much of it is spoilt. */
export interface Spoilt {
  readonly name: string;
  /** Named when nothing of use is left; left out: ids serve in place of names. */
  readonly source?: Assessment['unread'][number]['source'];
  readonly url: RegExp;
  /** Rows whose fields are spoilt one by one. */
  readonly rows?: number;
  /** Items of a list in a row that are looked into; left out: two. */
  readonly items?: number;
  /** What the product reads of a row; the rest is spoilt as a whole row only. */
  readonly fields?: readonly string[];
  /** Values that Graph may well give: not junk, though they change what is said. */
  readonly legal?: RegExp;
}

/** A capture made by hand may lack these, and then they were never asked for. */
const optional: Pick<Spoilt, 'legal'> = { legal: /^an answer that is missing$/ };

export const sources: readonly Spoilt[] = [
  {
    ...{ name: 'organization', source: 'organization', url: /^\/v1\.0\/organization/ },
    fields: ['id', 'displayName', 'createdDateTime', 'onPremisesSyncEnabled', 'verifiedDomains'],
  },
  {
    ...{ name: 'subscribedSkus', source: 'subscribedSkus', url: /^\/v1\.0\/subscribedSkus/ },
    fields: ['skuId', 'skuPartNumber', 'capabilityStatus', 'prepaidUnits', 'servicePlans'],
  },
  { name: 'users', source: 'users', url: /^\/v1\.0\/users\?/ },
  {
    ...{ name: 'registration', source: 'registration', url: /userRegistrationDetails/ },
    fields: [
      ...['id', 'userPrincipalName', 'methodsRegistered', 'lastUpdatedDateTime'],
      'userPreferredMethodForSecondaryAuthentication',
    ],
  },
  // One odd answer refutes the bulk field; those who could not be asked instead are named.
  { name: 'requirements of one person', url: /authentication\/requirements/ },
  {
    ...{ name: 'methods of one person', source: 'userMethods', url: /authentication\/methods/ },
    rows: 2,
    // A method unheard of never counts as surviving: its person has none, which weighs more.
    legal: /^value\.1\.@odata\.type (is a member unheard of|has no end)$/,
  },
  { name: 'phone methods of one person', source: 'smsSignIn', url: /authentication\/phoneMethods/ },
  {
    name: 'last sign-in of one person',
    source: 'signInActivity',
    url: /^\/v1\.0\/users\/[^/]+\?.*signInActivity/,
    // Null is what somebody has who never signed in.
    legal: /^signInActivity is null$/,
  },
  {
    ...{
      name: 'methods policy',
      source: 'authenticationMethodsPolicy',
      url: /^\/beta\/policies\/authenticationMethodsPolicy$/,
    },
    // Every method is a configuration of its own.
    items: 12,
    // Null is a state of its own (R1), a policy of so many bytes is too large to save, and a mode
    // unheard of lets nobody in for certain. A target without the field offers no SMS sign-in.
    legal:
      /^policyMigrationState is null$|has no end$|authenticationMode is a member unheard of$|^without .*isUsableForSignIn$/,
  },
  // It only fills the gaps of the other.
  { name: 'methods policy of v1.0', url: /^\/v1\.0\/policies\/authenticationMethodsPolicy$/ },
  { name: 'security defaults', source: 'securityDefaults', url: /identitySecurityDefaults/ },
  {
    ...{
      name: 'Conditional Access',
      source: 'conditionalAccess',
      url: /conditionalAccess\/policies/,
      rows: 2,
    },
    // A policy may grant nothing but set a session, a risk level is text of any kind, and one more
    // condition narrows it: a test of its own asks what that makes of those it covers.
    legal: /(grantControls is null|insiderRiskLevels is of another type|unheardOf)$/,
  },
  { name: 'named locations', source: 'namedLocations', url: /namedLocations/ },
  {
    name: 'strengths',
    source: 'authenticationStrengths',
    url: /authenticationStrengthPolicies/,
    fields: ['id', 'displayName'],
  },
  { name: 'default trust', source: 'crossTenantAccess', url: /crossTenantAccessPolicy\/default/ },
  { name: 'partners', source: 'crossTenantAccess', url: /crossTenantAccessPolicy\/partners/ },
  { name: 'role assignments', source: 'roles', url: /roleAssignments$/ },
  { name: 'role definitions', source: 'roles', url: /roleDefinitions/ },
  {
    name: 'eligible roles',
    source: 'roles',
    url: /roleEligibilityScheduleInstances/,
    // Without P2 the service refuses, and a capture need not hold it: nobody is eligible.
    legal: /^(status 40[034]|an answer that is missing)$/,
  },
  {
    ...{ name: 'ends of roles', source: 'roleEnds', url: /roleAssignmentScheduleInstances/ },
    // Without P2 nothing makes a role end.
    legal: /^(status 40[034]|an answer that is missing)$/,
  },
  { name: 'groups', source: 'groups', url: /^\/v1\.0\/groups\?/ },
  { name: 'members', source: 'groupMembers', url: /transitiveMembers/ },
  {
    ...{ name: 'domains', source: 'domains', url: /^\/v1\.0\/domains$/ },
    fields: ['id', 'authenticationType', 'isInitial', 'isDefault', 'isVerified'],
  },
  {
    ...{ name: 'federation settings', source: 'federation', url: /federationConfiguration/ },
    fields: ['id', 'federatedIdpMfaBehavior'],
    // As in a domain where it was never set; any other but one is in doubt, and is named as it is.
    legal: /federatedIdpMfaBehavior is (null|a member unheard of)$/,
  },
  {
    ...{ name: 'authorization policy', source: 'authorizationPolicy', url: /authorizationPolicy/ },
    ...optional,
    fields: ['allowedToUseSSPR'],
  },
  {
    name: 'templates',
    source: 'conditionalAccessTemplates',
    url: /conditionalAccess\/templates/,
    ...optional,
    fields: ['id', 'name'],
  },
  {
    ...{ name: 'staged rollout', source: 'stagedRollout', ...optional },
    url: /featureRolloutPolicies/,
  },
  {
    name: 'synchronization',
    source: 'onPremisesSynchronization',
    url: /onPremisesSynchronization/,
    ...optional,
    fields: ['id', 'features'],
  },
  {
    ...{ name: 'partners of a partner', source: 'partnerRelationships' },
    url: /delegatedAdminRelationships/,
    ...optional,
    fields: ['id', 'displayName', 'status', 'customer'],
  },
  {
    ...{ name: 'audits', source: 'directoryAudits', url: /directoryAudits/ },
    fields: ['id', 'category', 'initiatedBy', 'targetResources'],
  },
  {
    ...{ name: 'legacy sign-ins', source: 'legacySignIns', url: /signIns.*clientAppUsed/ },
    ...optional,
    fields: ['userId', 'createdDateTime', 'clientAppUsed', 'appDisplayName', 'status'],
    // Evidence alone rests on it: nobody is safer or in more danger.
  },
  {
    name: 'results of report-only policies',
    source: 'reportOnlySignIns',
    url: /signIns\?\$filter=createdDateTime%20ge%20[^%]*(%3A[^%]*)*$/,
    ...optional,
    fields: ['userId', 'createdDateTime', 'appliedConditionalAccessPolicies'],
  },
  {
    ...{ name: 'sign-ins by password', source: 'signIns', url: /signIns.*ropc/ },
    fields: [
      ...['id', 'userId', 'createdDateTime', 'appId', 'clientAppUsed'],
      'authenticationProtocol',
    ],
  },
  {
    ...{ name: 'sign-ins by RADIUS', source: 'signIns', url: /signIns.*appId%20eq/ },
    fields: ['id', 'userId', 'createdDateTime', 'appId'],
  },
];
