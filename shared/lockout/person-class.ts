import type { Person } from '../assess/people';
import { perUserInImage } from '../plan/image-scope';
import type { TenantImage } from '../plan/post-image';
import { isFederated } from './answered-elsewhere';
import { UserLists } from './user-lists';

/** The part of the key that is the person's own. */
export function fixedKey(person: Person): string {
  return [
    person.kind,
    person.isExternalMember === true ? 'm' : '',
    person.isPerson ? 'p' : '',
    person.isGlobalAdministrator,
    person.hasNoMethod ? 'n' : '',
    person.methods === null ? '?' : person.methods.join(','),
  ].join('|');
}

/** The part of the key that the tenant adds and no step changes. */
function tenantKey(person: Person, image: TenantImage): string {
  const roles = image.activeRoles?.get(person.id);
  return [
    roles?.whole.join(',') ?? '',
    roles?.limited.join(',') ?? '',
    image.radiusUsers?.has(person.id) === true ? 'n' : '',
    image.federatedDomains.size > 0 && isFederated(image, person) ? 'f' : '',
  ].join('|');
}

/**
 * Keys of one image alone: two people with the same key have the same verdict in it. `fixed`: the
 * people's own parts, by place.
 */
export function classKeys(
  people: readonly Person[],
  fixed: readonly string[],
  image: TenantImage,
): (place: number) => string {
  const lists = new UserLists();
  lists.add(image);
  const groups = [...image.groups.values()].filter((members) => members !== null);
  return (place) => {
    const person = people[place];
    if (person === undefined) return '';
    let key = `${fixed[place] ?? ''}|${perUserInImage(image, person)}|`;
    for (const members of groups) key += members.has(person.id) ? '1' : '0';
    if (image.replaced.has(person.id)) key += 'r';
    key += `|${tenantKey(person, image)}`;
    return `${key}|${lists.keyOf(person.id)}`;
  };
}
