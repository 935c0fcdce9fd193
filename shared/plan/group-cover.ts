import type { PlanContext } from './plan-context';

interface Target {
  readonly id: string;
}

/** User ids the groups surely hold; null: the members of one of them were not read. */
function membersOfAll(
  { snapshot }: PlanContext,
  targets: readonly Target[],
): ReadonlySet<string> | null {
  const found = new Set<string>();
  for (const { id } of targets) {
    const members = snapshot.groupMembers[id] ?? snapshot.groupMembers[id.toLowerCase()];
    if (members?.kind !== 'read') return null;
    for (const member of members.value) found.add(member);
  }
  return found;
}

/** Nobody is in both; where members of one were not read, that is not known. */
export function areApart(
  context: PlanContext,
  some: readonly Target[],
  others: readonly Target[],
): boolean {
  const [members, strangers] = [membersOfAll(context, some), membersOfAll(context, others)];
  if (members === null || strangers === null) return false;
  return [...members].every((id) => !strangers.has(id));
}

/** Everybody of these is in one of the groups as they were read: nothing is left to add. */
export function reachesAll(
  context: PlanContext,
  targets: readonly Target[],
  userIds: readonly string[],
): boolean {
  const members = membersOfAll(context, targets);
  return members !== null && userIds.every((id) => members.has(id));
}

/** The same, and nobody else is in them. */
export function reachesOnly(
  context: PlanContext,
  targets: readonly Target[],
  userIds: readonly string[],
): boolean {
  const members = membersOfAll(context, targets);
  const wanted = new Set(userIds);
  return members?.size === wanted.size && userIds.every((id) => members.has(id));
}
