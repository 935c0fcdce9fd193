import { read, type Read, type Snapshot } from '../tenant/snapshot';

/**
 * The members as asked, and none for a group that is gone: targets outlive their groups. Gone is what
 * answers 404 and stands in no list of groups that was read. A listed one with that answer is not
 * known to some replica yet: its members stay unread.
 */
export function knownMembers({
  groups,
  groupMembers,
}: Pick<Snapshot, 'groups' | 'groupMembers'>): Snapshot['groupMembers'] {
  const missing = Object.entries(groupMembers).filter(([, members]) => isMissing(members));
  if (missing.length === 0 || groups.kind !== 'read') return groupMembers;
  const listed = new Set(groups.value.map(({ id }) => id.toLowerCase()));
  const gone = missing.filter(([id]) => !listed.has(id.toLowerCase()));
  return { ...groupMembers, ...Object.fromEntries(gone.map(([id]) => [id, read([])])) };
}

function isMissing(members: Read<unknown>): boolean {
  if (members.kind === 'read') return false;
  return members.reason.code === 'notFound' && members.reason.status === 404;
}
