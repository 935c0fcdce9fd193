import type { Json } from '../json';
import type { PlanContext } from './plan-context';

/**
 * Whether anything but system-preferred authentication names a group: a Conditional Access policy, a
 * method, the registration campaign. Whoever comes into it by themselves would be met by that too.
 */
export function isUsedElsewhere(
  { policy, policies }: Pick<PlanContext, 'policy' | 'policies'>,
  id: string,
): boolean {
  const { systemCredentialPreferences: preference, ...rest } = policy;
  const served = preference?.includeTargets ?? [];
  return names([rest, served, policies] as unknown as Json, id.toLowerCase());
}

function names(value: Json | undefined, id: string): boolean {
  if (typeof value === 'string') return value.toLowerCase() === id;
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some((item) => names(item, id));
}
