import { knownMembers } from '../assess/known-members';
import { indexGroups } from '../assess/membership';
import type { Json } from '../json';
import type { Snapshot } from '../tenant/snapshot';
import type { PlanContext } from './plan-context';

type Known = Pick<Snapshot, 'groups' | 'groupMembers' | 'nestedGroups'>;

/**
 * Whether anything but system-preferred authentication names a group, or a group that it lies within
 * at any depth: a Conditional Access policy, a method, the registration campaign. Whoever comes into
 * it by themselves would be met by that too. True as well where nobody told what lies within a group
 * that is named.
 */
export function mayBeUsedElsewhere(
  { policy, policies, snapshot }: Pick<PlanContext, 'policy' | 'policies'> & { snapshot: Known },
  id: string,
): boolean {
  const { systemCredentialPreferences: preference, ...rest } = policy;
  const served = preference?.includeTargets ?? [];
  const named = textsIn([rest, served, policies] as unknown as Json);
  const own = id.toLowerCase();
  if (named.has(own)) return true;
  if (snapshot.groups.kind !== 'read') return true;
  // Also one whose members were read though the list of groups does not have it.
  const outer = new Set(
    [
      ...snapshot.groups.value.map(({ id: group }) => group),
      ...Object.keys(snapshot.groupMembers),
      ...Object.keys(snapshot.nestedGroups ?? {}),
    ].map((group) => group.toLowerCase()),
  );
  return [...outer].some(
    (group) => group !== own && named.has(group) && mayHold(snapshot, group, own),
  );
}

/** As it was told; else whether somebody of the one is missing in the other. */
function mayHold(snapshot: Known, outer: string, inner: string): boolean {
  const within = Object.entries(snapshot.nestedGroups ?? {}).find(
    ([id]) => id.toLowerCase() === outer,
  )?.[1];
  if (within?.kind === 'read') return within.value.some((id) => id.toLowerCase() === inner);
  const groups = indexGroups(knownMembers(snapshot));
  const [holding, held] = [groups.get(outer), groups.get(inner)];
  if (!holding || !held) return true;
  return [...held].every((member) => holding.has(member));
}

function textsIn(value: Json | undefined, found = new Set<string>()): ReadonlySet<string> {
  if (typeof value === 'string') found.add(value.toLowerCase());
  else if (typeof value === 'object' && value !== null) {
    for (const item of Object.values(value)) textsIn(item, found);
  }
  return found;
}
