import { isoSeconds } from './clock';
import type { Directory } from './directory';
import { guidOf } from './ids';
import type { JsonObject } from './json';
import { assignedPlans, productOf, subscribedSku } from './licences';
import type { TenantInput } from './scenario-schema';
import { locationIdOf } from './tenant-ids';

/** Organization, domains, licences, locations and the small policies. */
export function populateTenantLists(
  directory: Directory,
  input: TenantInput,
  asOfMs: number,
): void {
  const { tenant } = input;
  const { facts, fixed } = directory;
  const createdAt = `${tenant.createdOn ?? '2019-05-01'}T08:00:00Z`;
  const domains = domainRows(input);
  fixed.set('domains', domains);
  fixed.set('federation', federationRows(input));
  fixed.set('organization', [
    {
      id: facts.id,
      assignedPlans: Object.keys(tenant.licences).flatMap((name) => assignedPlans(name, createdAt)),
      businessPhones: [],
      city: null,
      country: null,
      countryLetterCode: 'GB',
      createdDateTime: createdAt,
      deletedDateTime: null,
      displayName: tenant.name,
      onPremisesLastSyncDateTime: tenant.dirSync ? isoSeconds(asOfMs - 1_800_000) : null,
      onPremisesSyncEnabled: tenant.dirSync ? true : null,
      partnerTenantType:
        (input.delegatedAdmin ?? []).length > 0 ? 'breadthPartnerDelegatedAdmin' : null,
      preferredLanguage: 'en',
      technicalNotificationMails: [],
      tenantType: 'AAD',
      verifiedDomains: domains.map((domain) => ({
        capabilities: 'Email, OfficeCommunicationsOnline',
        isDefault: domain['isDefault'] ?? false,
        isInitial: domain['isInitial'] ?? false,
        name: domain['id'] ?? null,
        type: domain['authenticationType'] ?? 'Managed',
      })),
    },
  ]);
  fixed.set('subscribedSkus', skuRows(directory, tenant.licences));
  for (const location of input.namedLocations ?? []) {
    const id = locationIdOf(facts.id, location.name);
    directory.namedLocations.place({
      id,
      resource: {
        ...{ '@odata.type': '#microsoft.graph.ipNamedLocation', id, displayName: location.name },
        ...{ createdDateTime: createdAt, modifiedDateTime: createdAt },
        isTrusted: location.trusted,
        ipRanges: location.ipRanges.map((range) => ({
          '@odata.type': range.includes(':')
            ? '#microsoft.graph.iPv6CidrRange'
            : '#microsoft.graph.iPv4CidrRange',
          cidrAddress: range,
        })),
      },
    });
  }
  placeSmallPolicies(directory, input);
}

function domainRows(input: TenantInput): JsonObject[] {
  const { tenant } = input;
  const federated = new Map(
    (tenant.federatedDomains ?? []).map((row) => [row.domain, row.federatedIdpMfaBehavior]),
  );
  const names = new Set([tenant.domain, tenant.initialDomain, ...federated.keys()]);
  return [...names].map((name) => ({
    id: name,
    authenticationType: federated.has(name) ? 'Federated' : 'Managed',
    availabilityStatus: null,
    isAdminManaged: true,
    isDefault: name === tenant.domain,
    isInitial: name === tenant.initialDomain,
    isRoot: ![...names].some((other) => name.endsWith(`.${other}`)),
    isVerified: true,
    manufacturer: null,
    model: null,
    passwordNotificationWindowInDays: null,
    passwordValidityPeriodInDays: null,
    state: null,
    supportedServices: ['Email', 'OfficeCommunicationsOnline'],
  }));
}

/** `/domains/{id}/federationConfiguration`, by its domain: the only place of the MFA behaviour. */
function federationRows(input: TenantInput): JsonObject[] {
  return (input.tenant.federatedDomains ?? []).flatMap((row) => {
    const behaviours =
      row.isEmpty === true ? [] : [row.federatedIdpMfaBehavior, ...(row.further ?? [])];
    return behaviours.map((behaviour, place) => federationRow(row, behaviour, place));
  });
}

type FederatedDomain = NonNullable<TenantInput['tenant']['federatedDomains']>[number];

function federationRow(
  { domain, supportsMfa }: FederatedDomain,
  federatedIdpMfaBehavior: string | null,
  place: number,
): JsonObject {
  const server = `https://sts.${domain}/adfs`;
  return {
    domain: domain.toLowerCase(),
    '@odata.type': '#microsoft.graph.internalDomainFederation',
    id: place === 0 ? guidOf('federation', domain) : guidOf('federation', domain, String(place)),
    displayName: domain,
    issuerUri: `http://${domain}/adfs/services/trust/`,
    metadataExchangeUri: `${server}/services/trust/mex`,
    signingCertificate: null,
    passiveSignInUri: `${server}/ls/`,
    preferredAuthenticationProtocol: 'wsFed',
    activeSignInUri: `${server}/services/trust/2005/usernamemixed`,
    signOutUri: `${server}/ls/`,
    promptLoginBehavior: 'nativeSupport',
    isSignedAuthenticationRequestRequired: false,
    nextSigningCertificate: null,
    federatedIdpMfaBehavior,
    ...(supportsMfa === undefined ? {} : { supportsMfa }),
    signingCertificateUpdateStatus: null,
  };
}

function skuRows(directory: Directory, licences: Record<string, number>): JsonObject[] {
  const used = directory.licencesUsed;
  return Object.entries(licences).map(([name, seats]) =>
    subscribedSku(directory.facts.id, name, seats, used.get(productOf(name).skuId) ?? 0),
  );
}

function placeSmallPolicies(directory: Directory, input: TenantInput): void {
  const trust = input.tenant.crossTenantInbound;
  directory.place('securityDefaults', {
    id: '00000000-0000-0000-0000-000000000005',
    displayName: 'Security Defaults',
    description:
      'Security defaults is a set of basic identity security mechanisms recommended by Microsoft.',
    isEnabled: input.tenant.securityDefaults,
  });
  directory.place('authorization', {
    id: 'authorizationPolicy',
    allowInvitesFrom: 'everyone',
    allowedToSignUpEmailBasedSubscriptions: true,
    allowedToUseSSPR: true,
    allowEmailVerifiedUsersToJoinOrganization: true,
    blockMsolPowerShell: false,
    displayName: 'Authorization Policy',
    description: 'Used to manage authorization related settings across the company.',
    defaultUserRolePermissions: {
      allowedToCreateApps: true,
      allowedToCreateSecurityGroups: true,
      allowedToReadOtherUsers: true,
      permissionGrantPoliciesAssigned: [],
    },
  });
  const trustOf = (isMfaAccepted: boolean): JsonObject => ({
    ...{ isMfaAccepted, isCompliantDeviceAccepted: false },
    isHybridAzureADJoinedDeviceAccepted: false,
  });
  directory.place('crossTenantDefault', {
    isServiceDefault: trust?.default !== true,
    inboundTrust: trustOf(trust?.default === true),
  });
  directory.fixed.set(
    'crossTenantPartners',
    (trust?.partners ?? []).map((partner) => ({
      tenantId: guidOf('tenant', partner.tenant),
      isServiceProvider: null,
      inboundTrust: trustOf(partner.isMfaAccepted),
    })),
  );
  directory.fixed.set(
    'onPremisesSynchronization',
    input.tenant.dirSync
      ? [
          {
            id: directory.facts.id,
            configuration: {},
            features: {
              ...{ passwordSyncEnabled: true, passwordWritebackEnabled: false },
              ...{
                userWritebackEnabled: false,
                cloudPasswordPolicyForPasswordSyncedUsersEnabled: false,
              },
            },
          },
        ]
      : [],
  );
}
