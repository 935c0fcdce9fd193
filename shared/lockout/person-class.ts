import type { Person } from '../assess/people';
import { perUserInImage } from '../plan/image-scope';
import type { TenantImage } from '../plan/post-image';
import { isFederated } from './answered-elsewhere';

/**
 * Parts people into classes of those who are alike in all that decides a verdict, so that a class
 * is judged once. Classes are numbers; a person changes class only by membership, per-user state or
 * replacement, so a change of policy leaves every class as it is.
 */
export class PersonClasses {
  /** Class of each person by place. */
  readonly classOf: Int32Array;
  /** Class each person had at the start. */
  readonly #startOf: Int32Array;
  readonly #numbers = new Map<string, number>();
  readonly #groupNumbers = new Map<string, number>();

  constructor(
    private readonly people: readonly Person[],
    image: TenantImage,
    /** Lower-case ids that some policy or target of the plan lists one by one: classes alone. */
    private readonly named: ReadonlySet<string>,
  ) {
    this.classOf = new Int32Array(people.length);
    for (const [place, person] of people.entries()) {
      const own = `${fixedKey(person)}|${tenantKey(person, image)}`;
      const key = `${own}|${this.#movingKey(person, image)}`;
      this.classOf[place] = this.#numberOf(key);
    }
    this.#startOf = this.classOf.slice();
  }

  /** How many classes there are so far. */
  get size(): number {
    return this.#numbers.size;
  }

  startOf(place: number): number {
    return this.#startOf[place] ?? -1;
  }

  /** Sorts one person anew after a step that touched the person; the class. */
  move(place: number, image: TenantImage): number {
    const person = this.people[place];
    if (person === undefined) return -1;
    const key = `start ${String(this.startOf(place))}|${this.#movingKey(person, image)}`;
    const number = this.#numberOf(key);
    this.classOf[place] = number;
    return number;
  }

  #numberOf(key: string): number {
    const found = this.#numbers.get(key);
    if (found !== undefined) return found;
    const number = this.#numbers.size;
    this.#numbers.set(key, number);
    return number;
  }

  /** What steps may change. Groups without the person leave no trace, so a new one changes nothing. */
  #movingKey(person: Person, image: TenantImage): string {
    let key = `${perUserInImage(image, person)}|${image.replaced.has(person.id) ? 'r' : ''}|`;
    for (const [id, members] of image.groups) {
      if (members?.has(person.id) === true) key += `${String(this.#groupNumber(id))},`;
    }
    return this.named.has(person.id.toLowerCase()) ? `${key}|${person.id}` : key;
  }

  #groupNumber(id: string): number {
    const found = this.#groupNumbers.get(id);
    if (found !== undefined) return found;
    const number = this.#groupNumbers.size;
    this.#groupNumbers.set(id, number);
    return number;
  }
}

/** The part of the key that is the person's own. */
export function fixedKey(person: Person): string {
  return [
    person.kind,
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
    image.radiusUsers.has(person.id) ? 'n' : '',
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
  const named = namedUsers(image);
  const groups = [...image.groups.values()].filter((members) => members !== null);
  return (place) => {
    const person = people[place];
    if (person === undefined) return '';
    let key = `${fixed[place] ?? ''}|${perUserInImage(image, person)}|`;
    for (const members of groups) key += members.has(person.id) ? '1' : '0';
    if (image.replaced.has(person.id)) key += 'r';
    key += `|${tenantKey(person, image)}`;
    return named.has(person.id.toLowerCase()) ? `${key}|${person.id}` : key;
  };
}

/** Users that a policy or a target lists one by one, lower-case. */
export function namedUsers(image: TenantImage): ReadonlySet<string> {
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
