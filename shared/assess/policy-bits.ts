import type { PolicyTraits } from './policy-reach';
import type { UserCondition } from './policy-scope';
import type { Bits, ScopeBits } from './scope-bits';

/** Whom a policy binds, for certain and perhaps. Nobody is in both. */
export interface PolicyBits {
  readonly applies: Bits;
  /** Not to be told: groups or roles were not read, or a partner tenant is named. */
  readonly undecided: Bits;
}

type Side = UserCondition['include'];

/** What one side of a policy names: columns to be looked at together, and people one by one. */
interface Named {
  readonly isAll: boolean;
  readonly sure: readonly Bits[];
  readonly maybe: readonly Bits[];
  readonly isMaybeAll: boolean;
}

/** Words looked at together: their columns stay in the cache of one core. */
const blockWords = 2_048;

/**
 * Everybody a policy binds, 32 people at a time: included and not excluded, exclusion wins. The same
 * answer as `isInScope` gives for each of them alone; unread is undecided, never out.
 */
export function policyBits(traits: PolicyTraits, people: ScopeBits): PolicyBits {
  const words = (people.count + 31) >>> 5;
  const applies = new Uint32Array(words);
  const undecided = new Uint32Array(words);
  if (traits.isForWorkloads) return { applies, undecided };
  if (traits.users === null) {
    undecided.fill(0xffffffff);
    return { applies, undecided: cut(undecided, people.count) };
  }
  const include = namedBy(traits.users.include, people, false);
  const exclude = namedBy(traits.users.exclude, people, true);
  const isCertain = [include, exclude].every((one) => !one.isMaybeAll && one.maybe.length === 0);
  const [isIn, mayBeIn, isOut, mayBeOut] = [block(), block(), block(), block()] as const;
  for (let from = 0; from < words; from += blockWords) {
    const length = Math.min(blockWords, words - from);
    gather(include.isAll, include.sure, from, length, isIn);
    gather(exclude.isAll, exclude.sure, from, length, isOut);
    if (isCertain) {
      for (let at = 0; at < length; at += 1) {
        applies[from + at] = (isIn[at] as number) & ~(isOut[at] as number);
      }
      continue;
    }
    gather(include.isMaybeAll, include.maybe, from, length, mayBeIn);
    gather(exclude.isMaybeAll, exclude.maybe, from, length, mayBeOut);
    for (let at = 0; at < length; at += 1) {
      const out = isOut[at] as number;
      const included = isIn[at] as number;
      const binds = included & ~(out | (mayBeOut[at] as number));
      applies[from + at] = binds;
      undecided[from + at] = (included | (mayBeIn[at] as number)) & ~out & ~binds;
    }
  }
  return { applies: cut(applies, people.count), undecided: cut(undecided, people.count) };
}

const block = (): Int32Array => new Int32Array(blockWords);

/** Who is in any of the columns, for one block of words. */
function gather(
  isAll: boolean,
  columns: readonly Bits[],
  from: number,
  length: number,
  into: Int32Array,
): void {
  const [first, ...others] = columns;
  if (isAll || first === undefined) {
    into.fill(isAll ? -1 : 0);
    return;
  }
  into.set(first.subarray(from, from + length));
  for (const column of others) {
    for (let at = 0; at < length; at += 1) {
      into[at] = (into[at] as number) | (column[from + at] as number);
    }
  }
}

/** Without the bits of the last word that are nobody's. */
function cut(bits: Bits, count: number): Bits {
  const left = count & 31;
  if (left > 0) bits[bits.length - 1] = (bits.at(-1) ?? 0) & ((1 << left) - 1);
  return bits;
}

const guestTypes = ['internalGuest', 'b2bCollaborationGuest', 'b2bCollaborationMember'] as const;

/** A role held in part leaves an exclusion open and includes nobody. */
function namedBy(side: Side, people: ScopeBits, isLimitedOpen: boolean): Named {
  const nobody = { isAll: false, sure: [], maybe: [], isMaybeAll: false };
  if (side.all) return { ...nobody, isAll: true };
  const sure: Bits[] = side.guests ? [people.guests] : [];
  const maybe: Bits[] = [];
  const single: number[] = [];
  const open: number[] = [];
  for (const id of side.ids) if (id === id.toLowerCase()) add(single, people.placesOf(id));
  for (const type of guestTypes) {
    const guests = side.guestTypes.has(type) ? people.guestsOf(type) : undefined;
    const isOpen = side.areTenantsNamed && type !== 'internalGuest';
    if (guests !== undefined) (isOpen ? maybe : sure).push(guests);
  }
  if (side.roles.length > 0 && people.withoutRoles !== null) maybe.push(people.withoutRoles);
  for (const role of side.roles) {
    add(single, people.holdersOf(role));
    if (isLimitedOpen) add(open, people.limitedHoldersOf(role));
  }
  let isMaybeAll = false;
  for (const group of side.groups) {
    const members = people.membersOf(group);
    if (members === null) isMaybeAll = true;
    else sure.push(members);
  }
  if (single.length > 0) sure.push(people.columnOf(single));
  if (open.length > 0) maybe.push(people.columnOf(open));
  return { isAll: false, sure, maybe, isMaybeAll };
}

function add(places: number[], more: readonly number[]): void {
  for (const place of more) places.push(place);
}
