import type { Person } from '../assess/people';
import { perUserInImage } from '../plan/image-scope';
import type { TenantImage } from '../plan/post-image';
import { isFederated } from './answered-elsewhere';
import { UserLists } from './user-lists';

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
  /** Of the step at hand: the class that a class and an act lead to. */
  readonly #moves = new Map<string, Map<number, number>>();
  #movedIn: TenantImage | null = null;

  constructor(
    private readonly people: readonly Person[],
    image: TenantImage,
    /** With the lists of every image of the plan in it. */
    private readonly lists: UserLists,
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

  /**
   * Sorts one person anew after a step that touched the person; the class. Whom one step does the
   * same (`act`) and who were alike are alike after it, so the key of the first serves them all.
   */
  move(place: number, act: string, image: TenantImage): number {
    if (this.#movedIn !== image) this.#moves.clear();
    this.#movedIn = image;
    const known = this.#moves.get(act) ?? new Map<number, number>();
    this.#moves.set(act, known);
    const from = this.classOf[place] ?? -1;
    const to = known.get(from) ?? this.#moved(place, image);
    known.set(from, to);
    this.classOf[place] = to;
    return to;
  }

  #moved(place: number, image: TenantImage): number {
    const person = this.people[place];
    if (person === undefined) return -1;
    const start = String(this.startOf(place));
    return this.#numberOf(`start ${start}|${this.#movingKey(person, image)}`);
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
    return `${key}|${this.lists.keyOf(person.id)}`;
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
