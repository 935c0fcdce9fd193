import type { PeoplePlaces } from '../people-places';
import type { GroupIndex, Scope } from './membership';

/** One bit for each person by place, 32 to a word. */
export type Bits = Uint32Array;

/** Places as bits; `count`: how many people there are. */
export function bitsOf(count: number, places: Iterable<number>): Bits {
  const bits = new Uint32Array((count + 31) >>> 5);
  for (const place of places) {
    const word = place >>> 5;
    bits[word] = (bits[word] ?? 0) | (1 << (place & 31));
  }
  return bits;
}

/** How many are set. */
export function countOf(bits: Bits): number {
  let count = 0;
  for (let word = 0; word < bits.length; word += 1) {
    let left = bits[word] as number;
    if (left === 0) continue;
    left -= (left >>> 1) & 0x55555555;
    left = (left & 0x33333333) + ((left >>> 2) & 0x33333333);
    left = (left + (left >>> 4)) & 0x0f0f0f0f;
    count += Math.imul(left, 0x01010101) >>> 24;
  }
  return count;
}

type GuestType = NonNullable<Scope['guestType']>;

/**
 * What policies ask of people, column by column: filled once from their scopes, each group and each
 * user only when a policy names it. Whatever no policy names costs nothing.
 */
export class ScopeBits {
  readonly count: number;
  readonly guests: Bits;
  /** People whose active roles were not read; null: nobody's. */
  readonly withoutRoles: Bits | null;
  readonly #guestTypes = new Map<GuestType, Bits>();
  readonly #roles = new Map<string, number[]>();
  readonly #limitedRoles = new Map<string, number[]>();
  readonly #groups = new Map<string, Bits | null>();
  /** Places by lower-case id, where an id is not in lower case; null: not looked yet. */
  #cased: ReadonlyMap<string, readonly number[]> | null = null;

  constructor(
    private readonly places: PeoplePlaces,
    private readonly scopes: readonly Scope[],
    private readonly groupIndex: GroupIndex,
  ) {
    this.count = scopes.length;
    const byType = new Map<GuestType, number[]>();
    const guests: number[] = [];
    const withoutRoles: number[] = [];
    for (const [place, scope] of scopes.entries()) {
      if (scope.isGuest) guests.push(place);
      if (scope.guestType !== null) keep(byType, scope.guestType, place);
      if (scope.activeRoleIds === null) withoutRoles.push(place);
      for (const id of scope.activeRoleIds ?? []) keep(this.#roles, id.toLowerCase(), place);
      for (const id of scope.limitedRoleIds ?? []) {
        keep(this.#limitedRoles, id.toLowerCase(), place);
      }
    }
    this.guests = bitsOf(this.count, guests);
    this.withoutRoles = withoutRoles.length === 0 ? null : bitsOf(this.count, withoutRoles);
    for (const [type, places] of byType) this.#guestTypes.set(type, bitsOf(this.count, places));
  }

  guestsOf(type: GuestType): Bits | undefined {
    return this.#guestTypes.get(type);
  }

  /** Lower-case template id. */
  holdersOf(role: string): readonly number[] {
    return this.#roles.get(role) ?? [];
  }

  /** Who holds the role only in part. */
  limitedHoldersOf(role: string): readonly number[] {
    return this.#limitedRoles.get(role) ?? [];
  }

  /** Transitive members; null: they were not read. */
  membersOf(groupId: string): Bits | null {
    const known = this.#groups.get(groupId);
    if (known !== undefined) return known;
    const members = this.groupIndex.get(groupId) ?? this.groupIndex.get(groupId.toLowerCase());
    const bits =
      members === undefined || members === null
        ? null
        : bitsOf(this.count, this.places.ofAll(members));
    this.#groups.set(groupId, bits);
    return bits;
  }

  /** These as a column. */
  columnOf(places: Iterable<number>): Bits {
    return bitsOf(this.count, places);
  }

  /** Of one user named by a lower-case id. */
  placesOf(userId: string): readonly number[] {
    if (this.#cased === null) {
      const cased = new Map<string, number[]>();
      for (const [place, scope] of this.scopes.entries()) {
        const id = scope.userId.toLowerCase();
        if (id !== scope.userId) keep(cased, id, place);
      }
      this.#cased = cased;
    }
    const place = this.places.of(userId);
    const cased = this.#cased.get(userId) ?? [];
    return place < 0 ? cased : [place, ...cased];
  }
}

function keep<K>(lists: Map<K, number[]>, key: K, place: number): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [place]);
  else list.push(place);
}
