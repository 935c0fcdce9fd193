import type { Scope } from '../assess/membership';
import type { Person } from '../assess/people';
import type { PerUserMfaState } from '../entra/per-user-mfa';
import { perUserInImage, scopeInImage } from '../plan/image-scope';
import type { TenantImage } from '../plan/post-image';
import { isFederated } from './answered-elsewhere';
import { ListCodes, OwnCodes, TextCodes } from './class-codes';
import { Partition } from '../partition';
import type { PeoplePlaces } from '../people-places';
import type { UserLists } from './user-lists';

/** What a step does to each of the people it names. `group`: lower-case id. */
export type Act =
  | { readonly kind: 'join' | 'leave'; readonly group: string }
  | { readonly kind: 'perUserMfa'; readonly state: PerUserMfaState }
  | { readonly kind: 'replace' };

/** What steps may change about everybody of a class. */
interface ClassState {
  /** Class these people had at the start. */
  readonly start: number;
  readonly perUser: PerUserMfaState;
  readonly isReplaced: boolean;
  /** Groups of the image they are in, lower-case ids. */
  readonly groups: ReadonlySet<string>;
  /** Someone who is or was of the class. */
  readonly person: Person;
}

/**
 * Parts people into classes of those who are alike in all that decides a verdict, so that a class
 * is judged once. Classes are numbers; a person changes class only by an act of a step, so a change
 * of policy leaves every class as it is.
 */
export class PersonClasses {
  /** Class of each person by place. */
  readonly classOf: Int32Array;
  readonly #states: ClassState[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #moves = new WeakMap<Act, number[]>();

  constructor(
    people: readonly Person[],
    places: PeoplePlaces,
    image: TenantImage,
    /** With the lists of every image of the plan in it. */
    lists: UserLists,
  ) {
    const parts = partsOf(people, places, image, lists);
    this.classOf = parts.classOf;
    const compact: number[] = [];
    for (const [number, place] of parts.someone().entries()) {
      const person = place === undefined ? undefined : people[place];
      if (person === undefined) continue;
      const start = this.#states.length;
      compact[number] = start;
      this.#numberOf({
        start,
        perUser: perUserInImage(image, person),
        isReplaced: image.replaced.has(person.id),
        groups: groupsOf(image, person),
        person,
      });
    }
    for (let place = 0; place < this.classOf.length; place += 1) {
      this.classOf[place] = compact[this.classOf[place] ?? 0] ?? -1;
    }
  }

  /** How many classes there are so far. */
  get size(): number {
    return this.#states.length;
  }

  /** The class its people had at the start. */
  startOf(number: number): number {
    return this.#state(number).start;
  }

  /** The class an act makes of a class. Whoever is alike and meets the same act stays alike. */
  after(number: number, act: Act): number {
    let known = this.#moves.get(act);
    if (known === undefined) this.#moves.set(act, (known = []));
    return (known[number] ??= this.#numberOf(changed(this.#state(number), act)));
  }

  /** One of its people with what the image tells of them; `image`: for its policies and roles. */
  inImage(
    number: number,
    image: TenantImage,
  ): { readonly image: TenantImage; readonly person: Person; readonly scope: Scope } {
    const { person, perUser, isReplaced, groups } = this.#state(number);
    const scope: Scope = {
      ...scopeInImage(image, person),
      isInGroup: (groupId) => {
        const id = groupId.toLowerCase();
        const members = image.groups.get(id);
        // Members that were not read stay unread: adding some does not tell who else is in.
        return members === undefined || members === null ? null : groups.has(id);
      },
    };
    const own: TenantImage = {
      ...image,
      perUser: new Map([[person.id, perUser]]),
      replaced: new Set(isReplaced ? [person.id] : []),
    };
    return { image: own, person, scope };
  }

  #state(number: number): ClassState {
    const state = this.#states[number];
    if (state === undefined) throw new Error('A class is asked for that nobody was ever in.');
    return state;
  }

  #numberOf(state: ClassState): number {
    const groups = [...state.groups].sort().join(' ');
    const key = `${String(state.start)}|${state.perUser}|${String(state.isReplaced)}|${groups}`;
    const found = this.#numbers.get(key);
    if (found !== undefined) return found;
    this.#numbers.set(key, this.#states.length);
    return this.#states.push(state) - 1;
  }
}

function changed(state: ClassState, act: Act): ClassState {
  switch (act.kind) {
    case 'join':
      return { ...state, groups: new Set([...state.groups, act.group]) };
    case 'leave':
      return { ...state, groups: new Set([...state.groups].filter((id) => id !== act.group)) };
    case 'perUserMfa':
      return { ...state, perUser: act.state };
    case 'replace':
      return { ...state, isReplaced: true };
  }
}

function groupsOf(image: TenantImage, person: Person): ReadonlySet<string> {
  const groups = new Set<string>();
  for (const [id, members] of image.groups) if (members?.has(person.id) === true) groups.add(id);
  return groups;
}

/** By the person's own facts, then by what tenant and image add to some of them. */
function partsOf(
  people: readonly Person[],
  places: PeoplePlaces,
  image: TenantImage,
  lists: UserLists,
): Partition {
  const parts = new Partition(people.length);
  const own = new OwnCodes();
  const methods = new ListCodes();
  const states = new TextCodes();
  const named = new TextCodes();
  const at = (place: number): Person => people[place] as Person;
  // Each person is fetched once: the columns lie side by side, people do not.
  const column = (): Uint32Array => new Uint32Array(people.length);
  const codes = { own: column(), methods: column(), states: column(), named: column() };
  for (const [place, person] of people.entries()) {
    codes.own[place] = own.of(person);
    codes.methods[place] = methods.of(person.methods);
    codes.states[place] = states.of(
      image.perUser.size === 0 ? person.perUserMfa : perUserInImage(image, person),
    );
    if (!lists.isEmpty) codes.named[place] = named.of(lists.keyOf(person.id));
  }
  for (const values of Object.values(codes)) parts.by((place) => values[place] ?? 0);
  if (image.federatedDomains.size > 0) {
    parts.by((place) => (isFederated(image, at(place)) ? 1 : 0));
  }
  const holders = new Map<string, string[]>();
  for (const [id, { whole, limited }] of image.activeRoles ?? []) {
    const key = JSON.stringify([whole, limited]);
    const same = holders.get(key) ?? [];
    holders.set(key, same);
    same.push(id);
  }
  const members = [...image.groups.values()].filter((one) => one !== null);
  for (const ids of [...holders.values(), image.radiusUsers ?? [], image.replaced, ...members]) {
    parts.apart(places.ofAll(ids));
  }
  return parts;
}
