import type { ConditionalAccessPolicy } from '../entra/conditional-access-policy';
import type { Scope } from './membership';
import { anyOf, type Claim } from './three-valued';

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
    groups: groups ?? [],
    roles: (roles ?? []).map((role) => role.toLowerCase()),
    guestTypes: new Set(types.split(',').map((type) => type.trim())),
    areTenantsNamed:
      guests?.externalTenants?.['membershipKind'] !== undefined &&
      guests.externalTenants['membershipKind'] !== 'all',
  };
}

/** Sets once for each policy; null when the policy's users were not given. */
export function readUserCondition(policy: ConditionalAccessPolicy): UserCondition | null {
  const { users } = policy.conditions;
  if (users === null) return null;
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

function* claimsOf(
  side: UserSide,
  scope: Scope,
  isGroupCounted: (groupId: string) => boolean,
): Iterable<Claim> {
  yield side.all;
  yield side.guests && scope.isGuest;
  yield side.ids.has(scope.userId);
  if (scope.guestType !== null && side.guestTypes.has(scope.guestType)) {
    yield side.areTenantsNamed && scope.guestType !== 'internalGuest' ? null : true;
  }
  for (const role of side.roles) {
    yield scope.activeRoleIds === null
      ? null
      : scope.activeRoleIds.some((held) => held.toLowerCase() === role);
  }
  for (const group of side.groups) {
    if (isGroupCounted(group)) yield scope.isInGroup(group);
  }
}

const everyGroup = (): boolean => true;

export function isIncluded(condition: UserCondition, scope: Scope): Claim {
  return anyOf(claimsOf(condition.include, scope, everyGroup));
}

/** `isGroupCounted` leaves exclude groups aside, to ask what would be without them. */
export function isExcluded(
  condition: UserCondition,
  scope: Scope,
  isGroupCounted: (groupId: string) => boolean = everyGroup,
): Claim {
  return anyOf(claimsOf(condition.exclude, scope, isGroupCounted));
}
