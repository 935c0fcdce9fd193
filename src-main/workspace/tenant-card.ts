import * as v from 'valibot';
import { failure, type Failure } from '../../shared/diagnostic';
import {
  organizationSchema,
  servicePlanIds,
  subscribedSkuSchema,
  type Organization,
} from '../../shared/entra/tenant-resources';
import type { ConnectView } from '../../shared/ipc/home-contract';
import { isJsonObject, type Json } from '../../shared/json';
import { err, ok, type Result } from '../../shared/result';
import type { Source } from '../graph/open-source';
import { readList } from '../graph/paging';
import { reads } from '../graph/reads';

type TenantCard = NonNullable<ConnectView['tenant']>;

/** Name, domain, licence and roles, for the question "is this the right tenant?" (screens.md 2). */
export async function readTenantCard(
  source: Source,
  account: string,
  signal?: AbortSignal,
): Promise<Result<TenantCard, Failure>> {
  const rows = await readList(source.graph, reads.organization.url, { signal });
  const organization = v.safeParse(organizationSchema, rows.kind === 'rows' ? rows.rows[0] : null);
  if (!organization.success || source.tenantId === null) {
    return err(failure('graph/malformed', { code: 'organization' }));
  }
  return ok({
    id: source.tenantId,
    name: organization.output.displayName ?? source.tenantId,
    domain: primaryDomain(organization.output),
    licence: await readLicence(source, signal),
    account,
    roles: await readRoles(source, signal),
  });
}

/** The domain a tenant is known by; empty: it tells none. */
export function primaryDomain(organization: Organization): string {
  const domains = organization.verifiedDomains ?? [];
  const chosen =
    domains.find((domain) => domain.isDefault === true) ??
    domains.find((domain) => domain.isInitial === true) ??
    domains[0];
  return chosen?.name ?? '';
}

async function readLicence(source: Source, signal?: AbortSignal): Promise<TenantCard['licence']> {
  const rows = await readList(source.graph, reads.subscribedSkus.url, { signal });
  if (rows.kind !== 'rows') return 'unknown';
  const skus = v.safeParse(v.array(subscribedSkuSchema), rows.rows);
  if (!skus.success) return 'unknown';
  const plans = new Set(
    skus.output
      .filter((sku) => sku.capabilityStatus === 'Enabled' || sku.capabilityStatus === 'Warning')
      .flatMap((sku) => sku.servicePlans.map((plan) => plan.servicePlanId)),
  );
  if (plans.has(servicePlanIds.p2)) return 'p2';
  return plans.has(servicePlanIds.p1) ? 'p1' : 'free';
}

/** Names of the active roles the signed-in account holds itself; a partner holds none. Null: unread. */
async function readRoles(source: Source, signal?: AbortSignal): Promise<string[] | null> {
  if (source.signedInUserId === null) return [];
  const [assignments, definitions] = await Promise.all([
    readList(source.graph, reads.roleAssignments.url, { signal }),
    readList(source.graph, reads.roleDefinitions.url, { signal }),
  ]);
  if (assignments.kind !== 'rows' || definitions.kind !== 'rows') return null;
  const names = new Map(
    definitions.rows.map((row) => [field(row, 'id'), field(row, 'displayName')] as const),
  );
  const mine = assignments.rows.filter(
    (row) => field(row, 'principalId') === source.signedInUserId,
  );
  return [
    ...new Set(mine.flatMap((row) => names.get(field(row, 'roleDefinitionId')) ?? [])),
  ].sort();
}

function field(row: Json, name: string): string {
  const value = isJsonObject(row) ? row[name] : undefined;
  return typeof value === 'string' ? value : '';
}
