import type { ConditionalAccessPolicy } from '../entra/conditional-access-policy';

type Conditions = ConditionalAccessPolicy['conditions'];

/** Members that are looked at, of each part of a policy (the Graph page of each resource). */
const keysOf = {
  users: [
    ...['includeUsers', 'excludeUsers', 'includeGroups', 'excludeGroups', 'includeRoles'],
    ...['excludeRoles', 'includeGuestsOrExternalUsers', 'excludeGuestsOrExternalUsers'],
  ],
  guests: ['guestOrExternalUserTypes', 'externalTenants'],
  tenants: ['membershipKind', 'members'],
  applications: [
    ...['includeApplications', 'excludeApplications', 'includeUserActions'],
    ...['includeAuthenticationContextClassReferences', 'applicationFilter'],
  ],
  locations: ['includeLocations', 'excludeLocations'],
  platforms: ['includePlatforms', 'excludePlatforms'],
  grantControls: [
    ...['operator', 'builtInControls', 'customAuthenticationFactors', 'termsOfUse'],
    'authenticationStrength',
  ],
} as const;

/** Null, empty list, empty text and objects of nothing but those: no condition. */
export function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined || value === '' || value === 'none') return true;
  if (Array.isArray(value)) return value.length === 0;
  if (typeof value !== 'object') return false;
  return Object.entries(value).every(([key, item]) => key.includes('@') || isEmpty(item));
}

function hasOthers(part: object | null | undefined, known: readonly string[]): boolean {
  return Object.entries(part ?? {}).some(
    ([key, value]) => !known.includes(key) && !key.includes('@') && !isEmpty(value),
  );
}

/** Something decides whom a policy binds that the product does not know: it may leave anybody out. */
export function narrowsUsersUnseen(users: NonNullable<Conditions['users']>): boolean {
  const guests = [users.includeGuestsOrExternalUsers, users.excludeGuestsOrExternalUsers];
  return (
    hasOthers(users, keysOf.users) ||
    guests.some((one) => hasOthers(one, keysOf.guests)) ||
    guests.some((one) => hasOthers(one?.externalTenants, keysOf.tenants))
  );
}

/** Something decides where a policy asks, or what it asks, that the product does not know. */
export function narrowsReachUnseen({
  conditions,
  grantControls,
}: ConditionalAccessPolicy): boolean {
  return (
    hasOthers(conditions.applications, keysOf.applications) ||
    hasOthers(conditions.locations, keysOf.locations) ||
    hasOthers(conditions.platforms, keysOf.platforms) ||
    hasOthers(grantControls, keysOf.grantControls)
  );
}
