import type { Directory, GroupRecord } from './directory';
import { listOf, objectOf, textOf } from './json';

/** Groups an object belongs to, directly or through groups. */
export function groupsOf(directory: Directory, objectId: string): GroupRecord[] {
  const all = directory.groups.list();
  const found = new Map<string, GroupRecord>();
  let fresh = [objectId];
  while (fresh.length > 0) {
    const next = all.filter(
      (group) => !found.has(group.id) && fresh.some((id) => memberSet(group).has(id)),
    );
    for (const group of next) found.set(group.id, group);
    fresh = next.map((group) => group.id);
  }
  return [...found.values()];
}

/** Ids of all members, nested ones included, each once, in the order they are met. */
export function transitiveMemberIds(directory: Directory, group: GroupRecord): string[] {
  const seen = new Set<string>();
  const open: GroupRecord[] = [group];
  for (let next = open.shift(); next !== undefined; next = open.shift()) {
    for (const id of next.members) {
      if (seen.has(id)) continue;
      seen.add(id);
      const nested = directory.groups.truth(id);
      if (nested !== undefined) open.push(nested);
    }
  }
  return [...seen];
}

const sets = new WeakMap<readonly string[], Set<string>>();

/** Member lists are never changed in place, so a set made once stays right. */
export function memberSet(group: GroupRecord): Set<string> {
  const known = sets.get(group.members);
  if (known !== undefined) return known;
  const made = new Set(group.members);
  sets.set(group.members, made);
  return made;
}

/** Is this account in a target list of a policy: everyone, itself, or one of its groups? */
export function isTargeted(
  targets: readonly unknown[],
  userId: string,
  groupIds: ReadonlySet<string>,
): boolean {
  return targets.some((target) => {
    const id = textOf(objectOf(target as Parameters<typeof objectOf>[0])['id']) ?? '';
    return id === 'all_users' || id === userId || groupIds.has(id);
  });
}

/** Does systemCredentialPreferences reach this account? The state of the setting, no verdict. */
export function isSystemPreferred(directory: Directory, userId: string): boolean {
  const setting = objectOf(directory.read('amp')['systemCredentialPreferences']);
  if (setting['state'] === 'disabled') return false;
  const groups = new Set(groupsOf(directory, userId).map((group) => group.id));
  return (
    isTargeted(listOf(setting['includeTargets']), userId, groups) &&
    !isTargeted(listOf(setting['excludeTargets']), userId, groups)
  );
}
