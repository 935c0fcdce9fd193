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
  const mayHold = holdsOf(snapshot);
  return [...outer].some((group) => group !== own && named.has(group) && mayHold(group, own));
}

/** Whether one group may lie within another: as it was told; else nobody of it is missing there. */
function holdsOf(snapshot: Known): (outer: string, inner: string) => boolean {
  const nested = new Map(
    Object.entries(snapshot.nestedGroups ?? {}).map(([id, within]) => [id.toLowerCase(), within]),
  );
  let members: ReturnType<typeof indexGroups> | undefined;
  return (outer, inner) => {
    const within = nested.get(outer);
    if (within?.kind === 'read') return within.value.some((id) => id.toLowerCase() === inner);
    members ??= indexGroups(knownMembers(snapshot));
    const [holding, held] = [members.get(outer), members.get(inner)];
    if (!holding || !held) return true;
    return [...held].every((member) => holding.has(member));
  };
}

function textsIn(value: Json | undefined, found = new Set<string>()): ReadonlySet<string> {
  if (typeof value === 'string') found.add(value.toLowerCase());
  else if (typeof value === 'object' && value !== null) {
    for (const item of Object.values(value)) textsIn(item, found);
  }
  return found;
}
