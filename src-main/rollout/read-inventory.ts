import {
  authorizationPolicySchema,
  partnerRelationshipSchema,
  policyTemplateSchema,
  stagedRolloutSchema,
  synchronizationSchema,
} from '../../shared/entra/inventory';
import { isFederated } from '../../shared/entra/federation';
import { domainSchema } from '../../shared/entra/tenant-resources';
import { isJsonObject, type Json } from '../../shared/json';
import { ok } from '../../shared/result';
import { safeParse, type GenericSchema } from 'valibot';
import type { SourceName } from '../../shared/tenant/snapshot';
import { reads } from '../graph/reads';
import type { ReadRow } from '../graph/read-row';
import { readIfCaptured } from './read-if-captured';
import type { Tour, TourResult } from './tour';
import { rowsRead } from './tour-rows';

/**
 * What stands beside the settings a plan changes, each asked only where it matters: password reset
 * of administrators always; templates where a policy was made from one; staged rollout and
 * password hash synchronization where a domain is federated; customers where the tenant is a
 * partner's.
 */
export async function readInventory(tour: Tour): Promise<TourResult> {
  const organization = rowsOf(tour, 'organization')[0];
  const isSynced = isJsonObject(organization) && organization['onPremisesSyncEnabled'] === true;
  const isPartner =
    isJsonObject(organization) && typeof organization['partnerTenantType'] === 'string';
  const hasFederation = rowsOf(tour, 'domains').some((row) => {
    const domain = safeParse(domainSchema, row);
    return domain.success && isFederated(domain.output);
  });
  const fromTemplate = rowsOf(tour, 'conditionalAccess').some(
    (row) => isJsonObject(row) && typeof row['templateId'] === 'string',
  );
  const parts = [
    part(true, reads.authorizationPolicy, authorizationPolicySchema, true),
    part(fromTemplate, reads.conditionalAccessTemplates, policyTemplateSchema),
    part(hasFederation, reads.featureRolloutPolicies, stagedRolloutSchema),
    part(hasFederation && isSynced, reads.onPremisesSynchronization, synchronizationSchema),
    part(isPartner, reads.delegatedAdminRelationships, partnerRelationshipSchema),
  ];
  for (const { isAsked, row, schema, isObject } of parts) {
    if (!isAsked) {
      tour.board.notNeeded(row.source);
      continue;
    }
    const { source, url } = row;
    const done = await readIfCaptured(tour, { source, url, schema, isObject, headers });
    if (!done.ok) return done;
  }
  return ok(undefined);
}

/** Features that came after `unknownFutureValue` are told by name only to those who ask. */
const headers = { prefer: 'include-unknown-enum-members' };

type Row = ReadRow & { readonly source: SourceName };

function part(
  isAsked: boolean,
  row: Row,
  schema: GenericSchema<unknown, unknown>,
  isObject = false,
) {
  return { isAsked, row, schema, isObject };
}

function rowsOf(tour: Tour, path: string): readonly Json[] {
  const rows = rowsRead(tour.reading, path);
  return 'rows' in rows ? rows.rows : [];
}
