import { servicePlanIds, type SubscribedSku } from '../entra/tenant-resources';
import type { User } from '../entra/user';
import type { Read } from '../tenant/snapshot';
import { allOf, anyOf, type Claim } from './three-valued';

function isInForce(capabilityStatus: string | null): boolean {
  return capabilityStatus === 'Enabled' || capabilityStatus === 'Warning';
}

/** The tenant's Entra ID plan, by service plans (findings 2.5); unknown when licences were not read. */
export function tenantPlan(skus: Read<readonly SubscribedSku[]>): 'free' | 'p1' | 'p2' | 'unknown' {
  if (skus.kind !== 'read') return 'unknown';
  const plans = new Set(
    skus.value
      .filter((sku) => isInForce(sku.capabilityStatus))
      .flatMap((sku) => sku.servicePlans.map((plan) => plan.servicePlanId?.toLowerCase())),
  );
  if (plans.has(servicePlanIds.p2)) return 'p2';
  return plans.has(servicePlanIds.p1) ? 'p1' : 'free';
}

/** Graph "assignedPlan": what is neither in force nor unheard of. */
const ended: ReadonlySet<string> = new Set(['Suspended', 'Deleted', 'LockedOut']);

/** Whether an assigned plan counts; null: its status is not told, or is one nobody knows. */
function isAssigned(capabilityStatus: string | null): Claim {
  if (isInForce(capabilityStatus)) return true;
  return capabilityStatus !== null && ended.has(capabilityStatus) ? false : null;
}

type Plans = NonNullable<User['assignedPlans']>;

/** Many accounts have the very same list. */
const claims = new WeakMap<Plans, { readonly hasP1: Claim }>();

/** Whether the user's assigned plans hold P1 or P2; null: plans were not read, or not in full. */
export function hasP1({ assignedPlans }: User): Claim {
  if (assignedPlans === null) return null;
  let claim = claims.get(assignedPlans);
  if (claim === undefined) claims.set(assignedPlans, (claim = { hasP1: holdP1(assignedPlans) }));
  return claim.hasP1;
}

function holdP1(plans: Plans): Claim {
  return anyOf(
    plans.map(({ servicePlanId, capabilityStatus }): Claim => {
      const id = servicePlanId?.toLowerCase();
      const isPremium = id === servicePlanIds.p1 || id === servicePlanIds.p2;
      return allOf([id === undefined ? null : isPremium, isAssigned(capabilityStatus)]);
    }),
  );
}
