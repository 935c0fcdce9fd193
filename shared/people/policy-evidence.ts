import type { Coverage } from '../assess/coverage';
import { valueOf, type Scope } from '../assess/membership';
import { policyTraits, type PolicyTraits } from '../assess/policy-reach';
import { isExcluded, isIncluded } from '../assess/policy-scope';
import type { Snapshot } from '../tenant/snapshot';

type State = 'enabled' | 'reportOnly';

/** A policy that asks this account for MFA, or would if it were not report-only. */
export interface AskingPolicy {
  readonly id: string;
  readonly name: string;
  readonly state: State;
  readonly reach: 'full' | 'location' | 'partial';
}

/** A policy that names the account and leaves it out; one entry for each thing that does. */
export interface Exclusion {
  readonly id: string;
  readonly name: string;
  readonly state: State;
  /** `unknown`: whether it is left out could not be read. */
  readonly through: 'user' | 'group' | 'role' | 'guest' | 'unknown';
  readonly group: string | null;
}

/** The policies of a coverage under their names. */
export function askingPolicies(
  snapshot: Pick<Snapshot, 'conditionalAccess'>,
  coverage: Coverage,
): readonly AskingPolicy[] {
  const names = new Map(
    (valueOf(snapshot.conditionalAccess) ?? []).map((one) => [one.id, one.displayName]),
  );
  return coverage.policies.map(({ policyId, state, reach }) => ({
    id: policyId,
    name: names.get(policyId) ?? policyId,
    state,
    reach,
  }));
}

/** Policies asking for MFA that include this account and exclude it again, exclusion winning. */
export function exclusionsOf(
  snapshot: Pick<Snapshot, 'conditionalAccess' | 'groups'>,
  scope: Scope,
): readonly Exclusion[] {
  const names = groupNames(snapshot);
  return (valueOf(snapshot.conditionalAccess) ?? []).map(policyTraits).flatMap((traits) => {
    const { users, state, policy } = traits;
    const counts = traits.asksForMfa && (state === 'enabled' || state === 'reportOnly');
    if (!counts || users === null || traits.isForWorkloads) return [];
    if (isIncluded(users, scope) !== true) return [];
    const isOut = isExcluded(users, scope);
    if (isOut === false) return [];
    const base = { id: policy.id, name: policy.displayName ?? policy.id, state, group: null };
    if (isOut === null) return [{ ...base, through: 'unknown' as const }];
    return causesOf(users.exclude, scope).map(({ through, groupId }) => ({
      ...base,
      through,
      group: groupId === null ? null : (names.get(groupId) ?? groupId),
    }));
  });
}

type Cause = { readonly through: Exclusion['through']; readonly groupId: string | null };

function causesOf(
  side: NonNullable<PolicyTraits['users']>['exclude'],
  scope: Scope,
): readonly Cause[] {
  const causes: Cause[] = [];
  const add = (
    through: Exclusion['through'],
    isTrue: boolean,
    groupId: string | null = null,
  ): void => {
    if (isTrue) causes.push({ through, groupId });
  };
  add('user', side.all || side.ids.has(scope.userId));
  const isGuestType = scope.guestType !== null && side.guestTypes.has(scope.guestType);
  add('guest', (side.guests && scope.isGuest) || isGuestType);
  add('role', scope.activeRoleIds?.some((id) => side.roles.includes(id.toLowerCase())) === true);
  for (const id of side.groups) add('group', scope.isInGroup(id) === true, id);
  return causes;
}

/** Display names by lower-case group id. */
export function groupNames(snapshot: Pick<Snapshot, 'groups'>): ReadonlyMap<string, string> {
  return new Map(
    (valueOf(snapshot.groups) ?? []).map((one) => [
      one.id.toLowerCase(),
      one.displayName ?? one.id,
    ]),
  );
}
