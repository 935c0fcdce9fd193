import { emptyGroupId } from '../../shared/assess/allowed-methods';
import type { MethodConfiguration } from '../../shared/entra/method-configuration';
import type { ExcludedGroup, MethodRow } from '../../shared/ipc/method-row';
import { rolloutGroupWord } from '../../shared/plan/chosen-words';
import type { Choices } from '../../shared/tenant/choice';
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

/** What of a method's choice says whom it is not for. */
type MethodExclusions = Pick<NonNullable<Choices['methods']>[string], 'exclude' | 'readmit'>;

/** Ids of the groups that a method leaves out today. */
export function excludedToday(now: MethodConfiguration | undefined | 'unread'): readonly string[] {
  const configured = now === undefined || now === 'unread' ? [] : (now.excludeTargets ?? []);
  return configured.map(({ id }) => id).filter((id) => id !== emptyGroupId);
}

/** The groups that a method leaves out already, and those its choice leaves out beside them. */
export function exclusionsOf(
  now: MethodConfiguration | undefined | 'unread',
  choice: MethodExclusions | undefined,
  known: KnownGroups,
  /** Enabled people, and whether they hold the method; null: nobody knows. */
  holdingOf: () => ReadonlyMap<string, boolean | null> = () => new Map(),
): Pick<MethodRow, 'excludedNow' | 'exclude' | 'excludeUnread'> {
  const exclude = choice?.exclude;
  const left = excludedToday(now);
  const holding = left.length === 0 ? new Map<string, boolean>() : holdingOf();
  const isThere = (name: string): boolean => left.some((id) => groupNamed(known, id) === name);
  const chosen = (exclude ?? []).map((written) => ({
    name: groupNamed(known, written),
    isUnread: isUnread(known, written),
  }));
  return {
    excludedNow: left.map((id) => excludedGroup(id, left, choice?.readmit ?? [], known, holding)),
    exclude: chosen.map(({ name }) => name).filter((name) => !isThere(name)),
    excludeUnread: chosen.find((one) => one.isUnread)?.name ?? null,
  };
}

/** One of them, and whom letting it in again would concern: nobody whom another one still holds. */
function excludedGroup(
  id: string,
  left: readonly string[],
  readmit: readonly string[],
  known: KnownGroups,
  holding: ReadonlyMap<string, boolean | null>,
): ExcludedGroup {
  const isBack = (one: string): boolean =>
    readmit.some(
      (written) =>
        written.toLowerCase() === one.toLowerCase() || written === groupNamed(known, one),
    );
  const staying = left.filter((one) => one !== id && !isBack(one));
  const members = membersOf(known, id);
  const others = staying.map((one) => membersOf(known, one));
  const isKnown = members !== null && others.every((one) => one !== null);
  const held = new Set(others.flatMap((one) => one ?? []));
  const concerned = (members ?? []).filter((one) => holding.has(one) && !held.has(one));
  const holders = concerned.filter((one) => holding.get(one) === true);
  return {
    id,
    name: groupNamed(known, id),
    people: isKnown ? concerned.length : null,
    holders: isKnown && concerned.every((one) => holding.get(one) !== null) ? holders.length : null,
    isReadmitted: isBack(id),
  };
}

/** Members as read; null: nobody knows. A group that is gone has nobody in it. */
function membersOf(known: KnownGroups, id: string): readonly string[] | null {
  if (isUnread(known, id)) return null;
  const read = known.groupMembers[id] ?? known.groupMembers[id.toLowerCase()];
  return read?.kind === 'read' ? read.value : [];
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
