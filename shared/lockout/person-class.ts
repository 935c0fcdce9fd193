import type { Person } from '../assess/people';
import { perUserInImage } from '../plan/image-scope';
import type { TenantImage } from '../plan/post-image';
import { isFederated } from './answered-elsewhere';

/**
 * Names what decides a verdict, so that people who are alike are judged once. Two people with the
 * same key have the same verdict in that image; a person a policy names gets a key alone.
 */
export function classKeys(
  people: readonly Person[],
  fixed: readonly string[],
  image: TenantImage,
): (index: number) => string {
  const named = namedUsers(image);
  const groups = [...image.groups.values()].filter((members) => members !== null);
  return (index) => {
    const person = people[index];
    if (person === undefined) return '';
    let key = `${fixed[index] ?? ''}|${perUserInImage(image, person)}|`;
    for (const members of groups) key += members.has(person.id) ? '1' : '0';
    if (image.replaced.has(person.id)) key += 'r';
    if (image.radiusUsers.has(person.id)) key += 'n';
    if (image.federatedDomains.size > 0 && isFederated(image, person)) key += 'f';
    const roles = image.activeRoles?.get(person.id);
    if (roles !== undefined) key += `|${roles.whole.join(',')}|${roles.limited.join(',')}`;
    return named.has(person.id.toLowerCase()) ? `${key}|${person.id}` : key;
  };
}

/** The part of the key that no step changes; worked out once for a whole simulation. */
export function fixedKey(person: Person): string {
  return [
    person.kind,
    person.isPerson ? 'p' : '',
    person.isGlobalAdministrator,
    person.hasNoMethod ? 'n' : '',
    person.methods === null ? '?' : person.methods.join(','),
  ].join('|');
}

/** Users that a policy or a target lists one by one. */
function namedUsers(image: TenantImage): ReadonlySet<string> {
  const named = new Set<string>();
  for (const { conditions } of image.conditionalAccess ?? []) {
    for (const id of conditions.users?.includeUsers ?? []) named.add(id.toLowerCase());
    for (const id of conditions.users?.excludeUsers ?? []) named.add(id.toLowerCase());
  }
  const { policy } = image;
  const campaign =
    policy?.registrationEnforcement?.authenticationMethodsRegistrationCampaign ?? null;
  const lists = [
    ...(policy?.authenticationMethodConfigurations ?? []).flatMap((one) => [
      one.includeTargets,
      one.excludeTargets,
    ]),
    campaign?.includeTargets ?? null,
    campaign?.excludeTargets ?? null,
  ];
  for (const target of lists.flatMap((list) => list ?? [])) {
    if (target.targetType === 'user') named.add(target.id.toLowerCase());
  }
  return named;
}
