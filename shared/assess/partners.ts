import type { Snapshot } from '../tenant/snapshot';
import type { AssessContext } from './assess-context';
import { compareText } from './make-finding';
import { valueOf } from './membership';
import type { PartnerFacts } from './partner-facts';
import { policyTraits, type PolicyTraits } from './policy-reach';
import type { Claim } from './three-valued';

/** Statuses of a GDAP relationship that give access (domain.md 1.5). */
const givesAccess: ReadonlySet<string> = new Set(['active', 'expiring']);

type Side = NonNullable<PolicyTraits['users']>['include'];

function names(side: Side): Claim {
  if (side.all || side.guests) return true;
  if (!side.guestTypes.has('serviceProvider')) return false;
  return side.areTenantsNamed ? null : true;
}

/** Exclusion wins; what is not certain may reach them. */
function mayReachPartners({ users, isForWorkloads }: PolicyTraits): boolean {
  if (users === null || isForWorkloads) return false;
  return names(users.include) !== false && names(users.exclude) !== true;
}

function customersOf({ partnerRelationships }: Snapshot): Pick<PartnerFacts, 'customers'> {
  if (partnerRelationships === undefined) return {};
  const rows = valueOf(partnerRelationships);
  if (rows === null) return { customers: null };
  const byStatus: Record<string, number> = {};
  for (const { status } of rows) byStatus[status] = (byStatus[status] ?? 0) + 1;
  const reached = rows.filter(({ status }) => givesAccess.has(status));
  const tenants = new Set(reached.map(({ customer, id }) => customer?.tenantId ?? id));
  const sorted = Object.entries(byStatus).sort(([a], [b]) => compareText(a, b));
  return { customers: { reached: tenants.size, byStatus: Object.fromEntries(sorted) } };
}

/** Null: the tenant is no partner's, and nobody acts here from outside. */
export function partnersOf({ snapshot, policies }: AssessContext): PartnerFacts | null {
  const isSignedInFromOutside = snapshot.origin === 'https' && snapshot.signedInUserId === null;
  if (snapshot.partnerRelationships === undefined && !isSignedInFromOutside) return null;
  const reaching = policies?.map(policyTraits).filter(mayReachPartners) ?? null;
  return {
    ...customersOf(snapshot),
    isSignedInFromOutside,
    policies:
      reaching?.flatMap(({ policy: { id, displayName }, state }) =>
        state === 'enabled' || state === 'reportOnly'
          ? [{ id, displayName: displayName ?? id, state }]
          : [],
      ) ?? null,
  };
}
