import { valueOf, type Scope } from '../assess/membership';
import { policyTraits } from '../assess/policy-reach';
import { knownMethodId, type MethodTarget } from '../entra/method-configuration';
import { isJsonObject, type Json } from '../json';
import type { Answers } from '../tenant/answer';
import type { Snapshot } from '../tenant/snapshot';
import { groupNames } from './policy-evidence';

/** Where a group is named. `name`: a policy's or a method's own; for answers, their path. */
export interface GroupUse {
  readonly kind: 'policy' | 'method' | 'answer';
  readonly side: 'include' | 'exclude';
  readonly name: string;
}

/** A group the account is in that something decides by. */
export interface GroupEvidence {
  readonly id: string;
  readonly name: string;
  /** `nested`: through another group. `unknown`: not read, or read without telling. */
  readonly how: 'direct' | 'nested' | 'unknown';
  readonly uses: readonly GroupUse[];
}

/** Groups that matter to one account, by name. */
export function groupsThatMatter(
  snapshot: Snapshot,
  answers: Answers | null,
  scope: Scope,
): readonly GroupEvidence[] {
  const names = groupNames(snapshot);
  const found: GroupEvidence[] = [];
  for (const [id, uses] of usesOfGroups(snapshot, answers, names)) {
    if (scope.isInGroup(id) !== true) continue;
    found.push({ id, name: names.get(id) ?? id, how: howIn(snapshot, id, scope.userId), uses });
  }
  return found.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

function howIn(snapshot: Snapshot, groupId: string, userId: string): GroupEvidence['how'] {
  const direct = snapshot.directMembers?.[groupId];
  if (direct?.kind !== 'read') return 'unknown';
  return direct.value === 'all' || direct.value.includes(userId) ? 'direct' : 'nested';
}

function usesOfGroups(
  snapshot: Snapshot,
  answers: Answers | null,
  names: ReadonlyMap<string, string>,
): ReadonlyMap<string, readonly GroupUse[]> {
  const uses = new Map<string, GroupUse[]>();
  const add = (id: string, use: GroupUse): void => {
    const known = uses.get(id.toLowerCase());
    if (known === undefined) uses.set(id.toLowerCase(), [use]);
    else known.push(use);
  };
  for (const { state, users, policy } of (valueOf(snapshot.conditionalAccess) ?? []).map(
    policyTraits,
  )) {
    if (state === 'disabled' || users === null) continue;
    const name = policy.displayName ?? policy.id;
    for (const side of ['include', 'exclude'] as const) {
      for (const id of users[side].groups) add(id, { kind: 'policy', side, name });
    }
  }
  const methods = valueOf(snapshot.authenticationMethodsPolicy)?.authenticationMethodConfigurations;
  for (const { id: methodId, state, includeTargets, excludeTargets } of methods ?? []) {
    if (state === 'disabled') continue;
    const name = knownMethodId(methodId);
    const sides = { include: includeTargets, exclude: excludeTargets };
    for (const side of ['include', 'exclude'] as const) {
      for (const id of groupsIn(sides[side])) add(id, { kind: 'method', side, name });
    }
  }
  const idsByName = new Map([...names].map(([id, name]) => [name.toLowerCase(), id]));
  for (const { path, group } of groupsNamed(answers as Json, [])) {
    const id = idsByName.get(group.toLowerCase()) ?? group;
    add(id, { kind: 'answer', side: 'include', name: path });
  }
  return uses;
}

function groupsIn(targets: readonly MethodTarget[] | null): readonly string[] {
  return (targets ?? []).flatMap(({ id, targetType }) => (targetType === 'user' ? [] : id));
}

/** Selectors that name a group, wherever they stand in the answers. */
function groupsNamed(
  value: Json,
  path: readonly string[],
): readonly { readonly path: string; readonly group: string }[] {
  if (Array.isArray(value))
    return (value as readonly Json[]).flatMap((one) => groupsNamed(one, path));
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([key, one]) =>
    key === 'group' && typeof one === 'string'
      ? [{ path: path.join('.').replace(/\.accounts$/, ''), group: one }]
      : groupsNamed(one, [...path, key]),
  );
}
