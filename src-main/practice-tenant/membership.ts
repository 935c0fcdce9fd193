import type { Directory, GroupRecord } from './directory';
import { listOf, objectOf, textOf, type Json, type JsonObject } from './json';
import type { Member } from './members';
import type { UserRecord } from './user-record';

/** Groups an account belongs to, directly or through groups. */
export function groupsOf(directory: Directory, user: UserRecord): GroupRecord[] {
  const all = directory.groups.list();
  const found = new Map<string, GroupRecord>();
  let fresh = all.filter((group) => isMember(group, user));
  while (fresh.length > 0) {
    for (const group of fresh) found.set(group.id, group);
    const inner = fresh;
    fresh = all.filter(
      (group) => !found.has(group.id) && inner.some(({ id }) => group.members.hasId(id)),
    );
  }
  return [...found.values()];
}

/** Direct membership. */
export function isMember(group: GroupRecord, user: UserRecord): boolean {
  return group.members.hasOrdinal(user.ordinal) || group.members.hasId(user.id);
}

/** Direct membership of an account or a group. */
export function isMemberId(directory: Directory, group: GroupRecord, id: string): boolean {
  if (group.members.hasId(id)) return true;
  if (directory.groups.truth(id) !== undefined) return false;
  const user = directory.user(id);
  return user !== undefined && group.members.hasOrdinal(user.ordinal);
}

/** Members to page through; undefined where nobody stands, or somebody met before. */
export interface MemberList {
  readonly length: number;
  readonly at: (position: number) => Member | undefined;
}

/** Members of the group, then those of the groups in it, each once, in the order they are met. */
export function transitiveMembers(directory: Directory, group: GroupRecord): MemberList {
  const groups = nestedGroups(directory, group);
  const starts: number[] = [];
  let length = 0;
  for (const { members } of groups) {
    starts.push(length);
    length += members.length;
  }
  const at = (position: number): Member | undefined => {
    const nth = starts.findLastIndex((start) => start <= position);
    const member = groups[nth]?.members.at(position - (starts[nth] ?? 0));
    if (member === undefined || nth === 0) return member;
    return groups.slice(0, nth).some((before) => holds(directory, before, member))
      ? undefined
      : member;
  };
  return { length, at };
}

export function countMembers(list: MemberList): number {
  let count = 0;
  for (let i = 0; i < list.length; i++) if (list.at(i) !== undefined) count++;
  return count;
}

function holds(directory: Directory, group: GroupRecord, member: Member): boolean {
  if ('id' in member) return isMemberId(directory, group, member.id);
  if (group.members.hasOrdinal(member.ordinal)) return true;
  const user = directory.users.at(member.ordinal);
  return user !== undefined && group.members.hasId(user.id);
}

/** The group, and every group in it at any depth, each once. */
function nestedGroups(directory: Directory, group: GroupRecord): GroupRecord[] {
  const found = new Map([[group.id, group]]);
  for (const next of found.values()) {
    for (const id of next.members.ids()) {
      const inner = directory.groups.truth(id);
      if (inner !== undefined && !found.has(id)) found.set(id, inner);
    }
  }
  return [...found.values()];
}

/** Does systemCredentialPreferences reach this account? The state of the setting, no verdict. */
export function isSystemPreferred(
  directory: Directory,
  user: UserRecord,
  policy: JsonObject = directory.read('amp'),
): boolean {
  const setting = objectOf(policy['systemCredentialPreferences']);
  if (setting['state'] === 'disabled') return false;
  return (
    isTargeted(directory, listOf(setting['includeTargets']), user) &&
    !isTargeted(directory, listOf(setting['excludeTargets']), user)
  );
}

/** Is this account in a target list of a policy: everyone, itself, or one of its groups? */
function isTargeted(directory: Directory, targets: readonly Json[], user: UserRecord): boolean {
  const ids = targets.map((target) => textOf(objectOf(target)['id']) ?? '');
  if (ids.some((id) => id === 'all_users' || id === user.id)) return true;
  return ids.length > 0 && groupsOf(directory, user).some((group) => ids.includes(group.id));
}
