import type { SubscribedSku } from '../entra/tenant-resources';
import type { Json } from '../json';
import type { Read, Snapshot, SourceName } from '../tenant/snapshot';
import { compareRows, type ObjectChange, type Rows } from './compare-rows';

/** Two readings, and where to note a source that one of them lacks. */
interface Sides {
  readonly before: Snapshot;
  readonly after: Snapshot;
  readonly notCompared: Set<SourceName>;
}

/** An object of the tenant as it is compared: id, name, fields. */
type Row = readonly [id: string, name: string, fields: Record<string, Json>];

function toRows(rows: readonly Row[]): Rows {
  return new Map(rows.map(([id, name, fields]) => [id.toLowerCase(), { name, fields }]));
}

/**
 * One source of both sides. A source that was asked for on neither says nothing; on one side only,
 * it is not compared.
 */
function compare<T>(
  { before, after, notCompared }: Sides,
  source: SourceName,
  kind: ObjectChange['kind'],
  pick: (snapshot: Snapshot) => Read<T> | undefined,
  rowsOf: (value: T) => readonly Row[],
): readonly ObjectChange[] {
  const [a, b] = [pick(before), pick(after)];
  if (a === undefined && b === undefined) return [];
  if (a?.kind !== 'read' || b?.kind !== 'read') {
    notCompared.add(source);
    return [];
  }
  return compareRows(kind, toRows(rowsOf(a.value)), toRows(rowsOf(b.value)), 'all');
}

/** Annotations and what Graph numbers by itself are left out where rows are compared. */
function fieldsOf(row: object): Record<string, Json> {
  return row as Record<string, Json>;
}

/** What a product gives and how many seats were bought: seats taken move by themselves. */
function licence({
  capabilityStatus,
  skuPartNumber,
  skuId,
  prepaidUnits,
  servicePlans,
}: SubscribedSku): Row {
  const name = skuPartNumber ?? skuId ?? '';
  const seats = prepaidUnits?.enabled ?? null;
  const plans = servicePlans.map((one) => one.servicePlanName ?? one.servicePlanId).sort();
  return [skuId ?? name, name, { capabilityStatus, seats, servicePlans: plans }];
}

/** Federation settings of domains that both sides have read; a domain may have several. */
function compareFederation(sides: Sides): readonly ObjectChange[] {
  const { before, after, notCompared } = sides;
  if (before.federation === undefined && after.federation === undefined) return [];
  if (before.federation === undefined || after.federation === undefined) {
    notCompared.add('federation');
    return [];
  }
  const all = [before.federation, after.federation];
  const isUnread = (domain: string): boolean => all.some((side) => side[domain]?.kind === 'unread');
  const domains = all.flatMap(Object.keys);
  if (domains.some(isUnread)) notCompared.add('federation');
  const rows = (side: NonNullable<Snapshot['federation']>): Rows =>
    toRows(
      Object.entries(side).flatMap(([domain, read]) =>
        read.kind === 'read' && !isUnread(domain)
          ? read.value.map((one): Row => [`${domain}/${one.id}`, domain, fieldsOf(one)])
          : [],
      ),
    );
  return compareRows('federation', rows(before.federation), rows(after.federation), 'all');
}

/**
 * Settings beside the policies: trust in other tenants, federation, strengths, licences, staged
 * rollout, synchronization, administrators' own reset, and customers of a partner. Microsoft's
 * policy templates and what logs tell are no settings of the tenant.
 */
export function compareSettings(sides: Sides): readonly ObjectChange[] {
  return [
    ...compare(
      sides,
      'crossTenantAccess',
      'crossTenantTrust',
      (s) => s.crossTenantDefault,
      (one) => [['default', '', fieldsOf(one)]],
    ),
    ...compare(
      sides,
      'crossTenantAccess',
      'crossTenantTrust',
      (s) => s.crossTenantPartners,
      (all) => all.map((one) => [one.tenantId ?? '', one.tenantId ?? '', fieldsOf(one)]),
    ),
    ...compareFederation(sides),
    ...compare(
      sides,
      'authenticationStrengths',
      'authenticationStrength',
      (s) => s.authenticationStrengths,
      (all) => all.map((one) => [one.id, one.displayName ?? one.id, fieldsOf(one)]),
    ),
    ...compare(
      sides,
      'subscribedSkus',
      'licence',
      (s) => s.subscribedSkus,
      (all) => all.map(licence),
    ),
    ...compare(
      sides,
      'stagedRollout',
      'stagedRollout',
      (s) => s.stagedRollout,
      (all) => all.map((one) => [one.id, one.displayName ?? one.feature, fieldsOf(one)]),
    ),
    ...compare(
      sides,
      'onPremisesSynchronization',
      'synchronization',
      (s) => s.onPremisesSynchronization,
      (all) => all.map((one) => [one.id, one.id, fieldsOf(one)]),
    ),
    ...compare(
      sides,
      'authorizationPolicy',
      'authorizationPolicy',
      (s) => s.authorizationPolicy,
      ({ allowedToUseSSPR }) => [['authorizationPolicy', '', { allowedToUseSSPR }]],
    ),
    ...compare(
      sides,
      'partnerRelationships',
      'partnerRelationship',
      (s) => s.partnerRelationships,
      (all) => all.map((one) => [one.id, one.displayName ?? one.id, { status: one.status }]),
    ),
  ];
}
