import type { ConditionalAccessPolicy } from '../entra/conditional-access-policy';
import { narrowsUsersUnseen } from './condition-keys';
import type { Scope } from './membership';
import type { Claim } from './three-valued';

type Users = NonNullable<ConditionalAccessPolicy['conditions']['users']>;
type GuestCondition = Users['includeGuestsOrExternalUsers'];

/** One side (include or exclude) of a policy's users, with its lists as sets. */
interface UserSide {
  readonly all: boolean;
  readonly guests: boolean;
  readonly ids: ReadonlySet<string>;
  readonly groups: readonly string[];
  readonly roles: readonly string[];
  readonly guestTypes: ReadonlySet<string>;
  /** Named partner tenants only: a guest's home tenant is not read. */
  readonly areTenantsNamed: boolean;
}

export interface UserCondition {
  readonly include: UserSide;
  readonly exclude: UserSide;
}

function sideOf(
  users: readonly string[] | null,
  groups: readonly string[] | null,
  roles: readonly string[] | null,
  guests: GuestCondition,
): UserSide {
  const ids = users ?? [];
  const types = guests?.guestOrExternalUserTypes ?? '';
  return {
    all: ids.includes('All'),
    guests: ids.includes('GuestsOrExternalUsers'),
    ids: new Set([...ids, ...ids.map((id) => id.toLowerCase())]),
    groups: (groups ?? []).map((group) => group.toLowerCase()),
    roles: (roles ?? []).map((role) => role.toLowerCase()),
    guestTypes: new Set(types.split(',').map((type) => type.trim())),
    areTenantsNamed:
      guests?.externalTenants?.['membershipKind'] !== undefined &&
      guests.externalTenants['membershipKind'] !== 'all',
  };
}

/** Sets once for each policy; null when its users were not given, or not in a way that is known. */
export function readUserCondition(policy: ConditionalAccessPolicy): UserCondition | null {
  const { users } = policy.conditions;
  if (users === null || narrowsUsersUnseen(users)) return null;
  return {
    include: sideOf(
      users.includeUsers,
      users.includeGroups,
      users.includeRoles,
      users.includeGuestsOrExternalUsers,
    ),
    exclude: sideOf(
      users.excludeUsers,
      users.excludeGroups,
      users.excludeRoles,
      users.excludeGuestsOrExternalUsers,
    ),
  };
}

/** Cheap questions first, plain loops: this runs once for every account and policy. */
function isOnSide(
  side: UserSide,
  scope: Scope,
  isGroupCounted: ((groupId: string) => boolean) | null,
  whenRoleIsLimited: false | null,
): Claim {
  if (side.all || (side.guests && scope.isGuest)) return true;
  if (side.ids.size > 0 && side.ids.has(scope.userId.toLowerCase())) return true;
  let claim: Claim = false;
  if (scope.guestType !== null && side.guestTypes.has(scope.guestType)) {
    if (!side.areTenantsNamed || scope.guestType === 'internalGuest') return true;
    claim = null;
  }
  if (side.roles.length > 0) {
    if (scope.activeRoleIds === null) claim = null;
    else if (scope.activeRoleIds.some((held) => side.roles.includes(held.toLowerCase()))) {
      return true;
    }
    if (
      whenRoleIsLimited === null &&
      scope.limitedRoleIds?.some((held) => side.roles.includes(held.toLowerCase())) === true
    ) {
      claim = null;
    }
  }
  for (const group of side.groups) {
    if (isGroupCounted !== null && !isGroupCounted(group)) continue;
    const isMember = scope.isInGroup(group);
    if (isMember === true) return true;
    if (isMember === null) claim = null;
  }
  return claim;
}

/** A role held only in part brings nobody in: Conditional Access does not look at it. */
export function isIncluded(condition: UserCondition, scope: Scope): Claim {
  return isOnSide(condition.include, scope, null, false);
}

/**
 * `isGroupCounted` leaves exclude groups aside, to ask what would be without them. A role held only
 * in part leaves it open: somebody meant to let these people out.
 */
export function isExcluded(
  condition: UserCondition,
  scope: Scope,
  isGroupCounted: ((groupId: string) => boolean) | null = null,
): Claim {
  return isOnSide(condition.exclude, scope, isGroupCounted, null);
}
