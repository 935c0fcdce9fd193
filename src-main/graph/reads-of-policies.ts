import { row, type ReadRow } from './read-row';

const policies = 'Policy.Read.All';
const methods = 'Policy.Read.AuthenticationMethod';
const conditionalAccess = { scope: policies, bucket: 'conditionalAccess' } as const;
const step = ['what a step found, and what it left behind'] as const;

/** Policies of the tenant. */
export const policyReads = {
  authenticationMethodsPolicy: row(
    'authenticationMethodsPolicy',
    '/beta/policies/authenticationMethodsPolicy',
    { scope: methods, feeds: ['methodsPolicy', 'AMP-SIZE', 'PHONE-DEFAULT-PROMPT', ...step] },
  ),
  /** Fills the gaps of the beta answer, or stands for it. */
  authenticationMethodsPolicyV1: row(
    'authenticationMethodsPolicy',
    '/v1.0/policies/authenticationMethodsPolicy',
    { scope: methods, feeds: ['methodsPolicy'] },
  ),
  methodConfiguration: row(
    null,
    '/v1.0/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/{id}',
    { scope: methods, feeds: step },
  ),
  methodConfigurationBeta: row(
    null,
    '/beta/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/{id}',
    { scope: methods, feeds: step },
  ),
  securityDefaults: row(
    'securityDefaults',
    '/v1.0/policies/identitySecurityDefaultsEnforcementPolicy',
    { scope: policies, feeds: ['securityDefaults', ...step] },
  ),
  conditionalAccess: row('conditionalAccess', '/v1.0/identity/conditionalAccess/policies', {
    ...conditionalAccess,
    feeds: ['conditionalAccess', 'MANAGED-POLICY-PRESENT', 'BG-NOT-EXCLUDED', ...step],
  }),
  conditionalAccessPolicy: row(null, '/v1.0/identity/conditionalAccess/policies/{id}', {
    ...conditionalAccess,
    feeds: step,
  }),
  /** For conditions that v1.0 hides. */
  conditionalAccessPolicyBeta: row(null, '/beta/identity/conditionalAccess/policies/{id}', {
    ...conditionalAccess,
    feeds: step,
  }),
  /** Only after a create whose answer was lost. */
  deletedPolicies: row(null, '/v1.0/identity/conditionalAccess/deletedItems/policies', {
    ...conditionalAccess,
    feeds: step,
  }),
  conditionalAccessTemplates: row(
    'conditionalAccessTemplates',
    '/v1.0/identity/conditionalAccess/templates',
    { ...conditionalAccess, feeds: ['MANAGED-POLICY-PRESENT', 'CA-REPORT-ONLY-NOT-COVERAGE'] },
  ),
  authorizationPolicy: row('authorizationPolicy', '/v1.0/policies/authorizationPolicy', {
    scope: policies,
    feeds: ['SSPR-TWO-METHODS-STAYS'],
  }),
  featureRolloutPolicies: row(
    'stagedRollout',
    '/v1.0/policies/featureRolloutPolicies?$expand=appliesTo',
    { scope: 'Policy.Read.HybridAuthentication', cost: 2, feeds: ['ADFS-MFA-BEHAVIOUR'] },
  ),
  namedLocations: row('namedLocations', '/v1.0/identity/conditionalAccess/namedLocations', {
    ...conditionalAccess,
    feeds: ['locations', 'CA-LOCATION-GAP'],
  }),
  authenticationStrengths: row(
    'authenticationStrengths',
    '/v1.0/policies/authenticationStrengthPolicies',
    {
      scope: methods,
      feeds: ['strengths', 'PU-MFA-COVERED', 'CA-REPORT-ONLY-OR-PARTIAL', 'MANAGED-POLICY-PRESENT'],
    },
  ),
  crossTenantDefault: row('crossTenantAccess', '/v1.0/policies/crossTenantAccessPolicy/default', {
    scope: policies,
    feeds: ['guestTrust', 'PHONE-ONLY-JUL27'],
  }),
  crossTenantPartners: row('crossTenantAccess', '/v1.0/policies/crossTenantAccessPolicy/partners', {
    scope: policies,
    feeds: ['guestTrust', 'SMS-SIGNIN-ON'],
  }),
} as const satisfies Readonly<Record<string, ReadRow>>;
