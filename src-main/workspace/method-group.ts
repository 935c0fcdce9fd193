import { emptyGroupId } from '../../shared/assess/allowed-methods';
import type { MethodConfiguration } from '../../shared/entra/method-configuration';
import type { MethodRow } from '../../shared/ipc/method-row';
import { rolloutGroupWord } from '../../shared/plan/chosen-groups';
import type { Snapshot } from '../../shared/tenant/snapshot';

/** What of the snapshot a choice by group is told against. */
export type KnownGroups = Pick<Snapshot, 'groups' | 'groupMembers'>;

export const noGroups: KnownGroups = {
  groups: { kind: 'read', value: [] },
  groupMembers: {},
};

const words: readonly string[] = ['all_users', rolloutGroupWord, 'transition', 'leave'];

/** Whether a scope of a method's choice is one of the words that need no group of the tenant. */
export function isScopeWord(scope: string): boolean {
  return words.includes(scope);
}

/** The group that a method's choice names, as it stands in the row of the method. */
export function groupOf(
  scope: string | undefined,
  known: KnownGroups,
): Pick<MethodRow, 'group' | 'groupUnread' | 'refused'> {
  if (scope === undefined || isScopeWord(scope)) {
    return { group: null, groupUnread: false, refused: null };
  }
  const { groups, groupMembers } = known;
  if (groups.kind !== 'read') return { group: scope, groupUnread: true, refused: null };
  const found = groups.value.filter((one) => one.id === scope || one.displayName === scope);
  const [group] = found;
  if (group === undefined || found.length > 1) {
    const refused = { key: 'policy_group_gone', values: { group: scope } };
    return { group: scope, groupUnread: false, refused };
  }
  const groupUnread = groupMembers[group.id]?.kind !== 'read';
  return { group: group.displayName ?? scope, groupUnread, refused: null };
}

/** The groups that a method leaves out already, and those its choice leaves out beside them. */
export function exclusionsOf(
  now: MethodConfiguration | undefined | 'unread',
  exclude: readonly string[] | undefined,
  known: KnownGroups,
): Pick<MethodRow, 'excludedNow' | 'exclude' | 'excludeUnread'> {
  const configured = now === undefined || now === 'unread' ? [] : (now.excludeTargets ?? []);
  const left = configured.map(({ id }) => id).filter((id) => id !== emptyGroupId);
  const isThere = (name: string): boolean => left.some((id) => groupNamed(known, id) === name);
  const chosen = (exclude ?? []).map((written) => ({
    name: groupNamed(known, written),
    isUnread: isUnread(known, written),
  }));
  return {
    excludedNow: left.map((id) => groupNamed(known, id)),
    exclude: chosen.map(({ name }) => name).filter((name) => !isThere(name)),
    excludeUnread: chosen.find((one) => one.isUnread)?.name ?? null,
  };
}

function groupIn({ groups }: KnownGroups, written: string) {
  if (groups.kind !== 'read') return null;
  const id = written.toLowerCase();
  return (
    groups.value.find((one) => one.id.toLowerCase() === id || one.displayName === written) ?? null
  );
}

function groupNamed(known: KnownGroups, written: string): string {
  return groupIn(known, written)?.displayName ?? written;
}

/** A group that is gone has nobody in it. */
function isUnread(known: KnownGroups, written: string): boolean {
  const group = groupIn(known, written);
  if (group === null) return known.groups.kind !== 'read';
  return (
    (known.groupMembers[group.id] ?? known.groupMembers[group.id.toLowerCase()])?.kind !== 'read'
  );
}

/** Groups by name as a choice keeps them, by id: a new name does not let anybody back in. Null: nobody knows one. */
export function excludedIds(
  names: readonly string[],
  before: readonly string[],
  known: KnownGroups,
  ownNames: readonly string[],
): readonly string[] | null {
  const ids = names.map((name) => {
    const kept = before.find((written) => groupNamed(known, written) === name);
    if (kept !== undefined) return kept;
    return ownNames.includes(name) ? (groupIn(known, name)?.id ?? null) : null;
  });
  const found = ids.filter((id) => id !== null);
  return found.length === ids.length ? found : null;
}

/** On for every account today. */
export function isForEveryone(now: MethodConfiguration | undefined | 'unread'): boolean {
  if (now === undefined || now === 'unread' || now.state !== 'enabled') return false;
  return (now.includeTargets ?? []).some((one) => one.id.toLowerCase() === 'all_users');
}
