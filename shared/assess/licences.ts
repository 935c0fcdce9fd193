import { servicePlanIds, type SubscribedSku } from '../entra/tenant-resources';
import type { User } from '../entra/user';
import type { Read } from '../tenant/snapshot';

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

/** Whether the user's assigned plans hold P1 or P2; null: plans were not read. */
export function hasP1(user: User): boolean | null {
  if (user.assignedPlans === null) return null;
  return user.assignedPlans.some((plan) => {
    const id = plan.servicePlanId?.toLowerCase();
    const isPremium = id === servicePlanIds.p1 || id === servicePlanIds.p2;
    return isPremium && isInForce(plan.capabilityStatus);
  });
}
