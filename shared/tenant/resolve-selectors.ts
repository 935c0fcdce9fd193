import { failure, type Failure } from '../diagnostic';
import { err, ok, type Result } from '../result';
import type { AccountSelector } from './account-selector';
import type { Snapshot } from './snapshot';

/**
 * Users and groups of a snapshot, indexed once for all selectors: the lists as long as the tenant
 * when the first asks for them, which most documents never do.
 */
export interface AccountIndex {
  readonly byId: ReadonlyMap<string, string>;
  readonly byUpn: ReadonlyMap<string, string>;
  readonly groupIds: ReadonlySet<string>;
  /** Group ids by lower-case display name; several where the name is not unique. */
  readonly groupsByName: ReadonlyMap<string, readonly string[]>;
  readonly members: Snapshot['groupMembers'];
  readonly areUsersRead: boolean;
  readonly areGroupsRead: boolean;
}

/** User ids a selector list stands for. `isComplete` is false when users or members were not read. */
export interface ResolvedAccounts {
  readonly ids: ReadonlySet<string>;
  readonly isComplete: boolean;
}

export function indexAccounts(snapshot: Snapshot): AccountIndex {
  const users = snapshot.users.kind === 'read' ? snapshot.users.value : [];
  const groups = snapshot.groups.kind === 'read' ? snapshot.groups.value : [];
  const groupsByName = new Map<string, string[]>();
  for (const group of groups) {
    const name = group.displayName?.toLowerCase();
    if (name === undefined) continue;
    const ids = groupsByName.get(name);
    if (ids === undefined) groupsByName.set(name, [group.id]);
    else ids.push(group.id);
  }
  let byId: ReadonlyMap<string, string> | null = null;
  let byUpn: ReadonlyMap<string, string> | null = null;
  return {
    get byId() {
      return (byId ??= new Map(users.map((user) => [user.id.toLowerCase(), user.id])));
    },
    get byUpn() {
      return (byUpn ??= new Map(
        users.map((user) => [user.userPrincipalName.toLowerCase(), user.id]),
      ));
    },
    groupIds: new Set([...groups.map((group) => group.id), ...Object.keys(snapshot.groupMembers)]),
    groupsByName,
    members: snapshot.groupMembers,
    areUsersRead: snapshot.users.kind === 'read',
    areGroupsRead: snapshot.groups.kind === 'read',
  };
}

/** The one text of a selector, as it is shown in an error. */
export function selectorText(selector: AccountSelector): string {
  if ('id' in selector) return selector.id;
  if ('upn' in selector) return selector.upn;
  return 'upnPattern' in selector ? selector.upnPattern : selector.group;
}

/**
 * Whole-text match with `*` (any run) and `?` (one character). Walks back to the last star only,
 * so no pattern takes more than text × pattern steps.
 */
export function matchesPattern(text: string, pattern: string): boolean {
  let at = 0;
  let inPattern = 0;
  let starAt = -1;
  let resumeAt = 0;
  while (at < text.length) {
    const wanted = pattern[inPattern];
    if (wanted === '*') {
      starAt = inPattern++;
      resumeAt = at;
    } else if (wanted === '?' || wanted === text[at]) {
      inPattern++;
      at++;
    } else if (starAt >= 0) {
      inPattern = starAt + 1;
      at = ++resumeAt;
    } else return false;
  }
  while (pattern[inPattern] === '*') inPattern++;
  return inPattern === pattern.length;
}

function usersOfGroup(
  name: string,
  index: AccountIndex,
  field: string,
): Result<readonly string[] | null, Failure> {
  const ids = index.groupIds.has(name)
    ? [name]
    : index.groupIds.has(name.toLowerCase())
      ? [name.toLowerCase()]
      : (index.groupsByName.get(name.toLowerCase()) ?? []);
  if (ids.length > 1) {
    const values = { place: field, expected: 'unambiguous_group', group: name };
    return err(failure('input/answers-invalid', values));
  }
  const members = ids[0] === undefined ? undefined : index.members[ids[0]];
  if (ids[0] === undefined && index.areGroupsRead) {
    return err(failure('input/selector-no-match', { selector: name, field }));
  }
  return ok(members?.kind === 'read' ? members.value : null);
}

function usersOf(
  selector: AccountSelector,
  index: AccountIndex,
  field: string,
): Result<readonly string[] | null, Failure> {
  if ('group' in selector) return usersOfGroup(selector.group, index, field);
  if (!index.areUsersRead) return ok(null);
  let found: readonly string[];
  if ('upnPattern' in selector) {
    const pattern = selector.upnPattern.toLowerCase();
    found = [...index.byUpn].filter(([upn]) => matchesPattern(upn, pattern)).map(([, id]) => id);
  } else {
    const id =
      'id' in selector
        ? index.byId.get(selector.id.toLowerCase())
        : index.byUpn.get(selector.upn.toLowerCase());
    found = id === undefined ? [] : [id];
  }
  if (found.length > 0) return ok(found);
  return err(failure('input/selector-no-match', { selector: selectorText(selector), field }));
}

/**
 * The accounts a list names (answers.md 1). UPNs without regard to case, groups by id or display
 * name with their transitive members. Errors: `input/selector-no-match` {selector, field};
 * `input/answers-invalid` {place, expected, group} for a group name that several groups carry.
 */
export function resolveSelectors(
  selectors: readonly AccountSelector[],
  index: AccountIndex,
  field: string,
): Result<ResolvedAccounts, Failure> {
  const ids = new Set<string>();
  let isComplete = true;
  for (const selector of selectors) {
    const users = usersOf(selector, index, field);
    if (!users.ok) return users;
    if (users.value === null) isComplete = false;
    for (const id of users.value ?? []) ids.add(id);
  }
  return ok({ ids, isComplete });
}
