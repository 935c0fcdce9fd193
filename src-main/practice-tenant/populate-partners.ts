import { dayMs, isoSeconds } from './clock';
import type { Directory } from './directory';
import { guidOf } from './ids';
import type { JsonObject } from './json';
import { roleTemplateOf } from './role-names';
import type { TenantInput } from './scenario-schema';
import { groupIdOf } from './tenant-ids';

const customerIdOf = (name: string): string => guidOf('customer', name);
const lastsDays = 730;
/** Statuses of a relationship that a customer has approved at some time. */
const approved = ['active', 'expired', 'expiring', 'terminated', 'terminating'];

/** Customers of a partner, and staged rollout: lists that are only read. */
export function populatePartners(directory: Directory, input: TenantInput, asOfMs: number): void {
  const { fixed, facts } = directory;
  fixed.set(
    'contracts',
    (input.contracts ?? []).map((contract) => ({
      id: guidOf('contract', facts.id, contract.domain),
      deletedDateTime: null,
      contractType: contract.type ?? 'Contract',
      customerId: customerIdOf(contract.customer),
      defaultDomainName: contract.domain,
      displayName: contract.customer,
    })),
  );
  fixed.set(
    'delegatedAdminRelationships',
    (input.delegatedAdmin ?? []).map((row, i) => relationship(facts.id, row, i, asOfMs)),
  );
  fixed.set(
    'featureRolloutPolicies',
    (input.stagedRollout ?? []).map((rollout) => ({
      id: guidOf('featureRollout', facts.id, rollout.name),
      displayName: rollout.name,
      description: null,
      feature: rollout.feature,
      isEnabled: rollout.enabled !== false,
      isAppliedToOrganization: rollout.everyone === true,
      appliesTo: (rollout.groups ?? []).map((name) => ({ id: groupIdOf(facts.id, name) })),
    })),
  );
}

function relationship(
  partnerId: string,
  given: NonNullable<TenantInput['delegatedAdmin']>[number],
  index: number,
  asOfMs: number,
): JsonObject {
  const created = asOfMs - (given.createdDaysAgo ?? 200) * dayMs;
  const isApproved = approved.includes(given.status);
  const id = guidOf('relationship', partnerId, given.name, String(index));
  const kind = given.reseller === true ? 'resellerDelegatedAdminRelationship' : plainKind;
  return {
    '@odata.type': `#microsoft.graph.${kind}`,
    '@odata.etag': `W/"${id.slice(0, 8)}"`,
    id: `${id}-${partnerId}`,
    displayName: given.name,
    duration: `P${lastsDays}D`,
    customer: isApproved
      ? { tenantId: customerIdOf(given.customer), displayName: given.customer }
      : null,
    accessDetails: {
      unifiedRoles: given.roles.map((role) => ({ roleDefinitionId: roleTemplateOf(role) })),
    },
    status: given.status,
    autoExtendDuration: 'PT0S',
    createdDateTime: isoSeconds(created),
    lastModifiedDateTime: isoSeconds(created),
    activatedDateTime: isApproved ? isoSeconds(created + dayMs) : null,
    endDateTime: isApproved ? isoSeconds(created + lastsDays * dayMs) : null,
    ...(given.reseller === true
      ? {
          isPartnerConsentPending: !isApproved,
          indirectProviderTenantId: guidOf('tenant', 'indirect provider'),
        }
      : {}),
  };
}

const plainKind = 'delegatedAdminRelationship';
