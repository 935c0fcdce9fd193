import type { Snapshot } from '../../tenant/snapshot';
import { indexGroups, valueOf } from '../membership';
import { policyTraits } from '../policy-reach';

/** More accounts left out this often are a population, not a handful for emergencies. */
const handful = 10;

/** In how many of the policies in force an account is left out by name or group. */
export interface Exclusions {
  readonly policies: number;
  readonly byUser: ReadonlyMap<string, number>;
}

/**
 * The accounts that policies leave out most: enabled and report-only ones count, roles and guest
 * types do not. Nobody where so many are left out alike that it says nothing about any of them.
 */
export function mostExcluded(snapshot: Snapshot): Exclusions {
  const groups = indexGroups(snapshot.groupMembers);
  const counts = new Map<string, number>();
  let policies = 0;
  for (const traits of (valueOf(snapshot.conditionalAccess) ?? []).map(policyTraits)) {
    const isInForce = traits.state === 'enabled' || traits.state === 'reportOnly';
    if (!isInForce || traits.users === null || traits.isForWorkloads) continue;
    policies += 1;
    const { ids, groups: groupIds } = traits.users.exclude;
    const members = groupIds.flatMap((id) => [...(groups.get(id) ?? [])]);
    for (const id of new Set([...[...ids].map(lower), ...members.map(lower)])) {
      counts.set(id, (counts.get(id) ?? 0) + 1);
    }
  }
  let most = 0;
  for (const count of counts.values()) most = Math.max(most, count);
  const top = [...counts].filter(([, count]) => count * 2 >= most);
  return { policies, byUser: new Map(top.length > handful ? [] : top) };
}

function lower(id: string): string {
  return id.toLowerCase();
}
