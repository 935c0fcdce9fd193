import { failure } from '../../../../shared/diagnostic';
import { describe, expect, it } from 'vitest';
import type { Person } from '../../../../shared/assess/people';
import { refusedMove, suggestRings } from '../../../../shared/plan/ring';
import { aPerson } from '../lockout/people';

const base = { securityDefaults: false, heldBack: new Set<string>(), moves: {} };

function many(count: number, prefix: string, change: Partial<Person>): Person[] {
  return Array.from({ length: count }, (_, n) =>
    aPerson({ id: `${prefix}${String(n).padStart(6, '0')}`, ...change }),
  );
}

const administrator: Partial<Person> = { isAdministrator: true };
const unchanged: Partial<Person> = { perUserMfa: 'enforced' };
const moving: Partial<Person> = { methods: ['mobilePhone'], allowedMethods: [], isPhoneOnly: true };
const hardest: Partial<Person> = { methods: [], allowedMethods: [], hasNoMethod: true };

describe('rings', () => {
  it('split a large tenant 5, 15, 40 and 40 percent without mixing kinds of people', () => {
    const people = [
      ...many(10, 'a', administrator),
      ...many(990, 'u', unchanged),
      ...many(700, 'm', moving),
      ...many(300, 'h', hardest),
    ];
    const { rings } = suggestRings({ ...base, people });
    expect(rings.map((ring) => [ring.name.slice(10), ring.members.length])).toEqual([
      ['administrators', 10],
      ['unchanged', 100],
      ['unchanged', 300],
      ['unchanged', 590],
      ['moving', 700],
      ['hardest', 300],
    ]);
    expect(rings.map((ring) => ring.ring)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(new Set(rings.flatMap((ring) => ring.members)).size).toBe(2000);
  });

  it('keep ring 0 for administrators even where there is none', () => {
    const { rings } = suggestRings({ ...base, people: many(3, 'm', moving) });
    expect(rings.map((ring) => ring.members.length)).toEqual([0, 3]);
    expect(suggestRings({ ...base, people: [] }).rings).toEqual([]);
  });

  it('hold unknown people to the end', () => {
    const people = [
      ...many(1, 'm', moving),
      ...many(1, 'x', { methods: null, allowedMethods: null }),
      ...many(1, 'y', { perUserMfa: 'unknown' }),
      ...many(1, 'z', { ...unchanged, isEnabledUnknown: true }),
    ];
    const { rings } = suggestRings({ ...base, people });
    expect(rings.at(-1)?.members).toEqual(['x000000', 'y000000', 'z000000']);
  });

  it('take in staff only; everything else has a track or none', () => {
    const people = [
      aPerson({ id: 'staff' }),
      aPerson({ id: 'pupil', kind: 'student', isStaff: false }),
      aPerson({ id: 'guest', kind: 'externalGuest', isGuest: true, isStaff: false }),
      aPerson({ id: 'gone', enabled: false, isStaff: false }),
      aPerson({ id: 'bg', isEmergencyAccess: true, isStaff: false }),
      aPerson({ id: 'sync', kind: 'dirSyncAccount', isPerson: false, isStaff: false }),
      aPerson({ id: 'box', kind: 'sharedMailbox', isPerson: false, isStaff: false }),
      aPerson({ id: 'room', kind: 'teamsRoomResource', isPerson: false, isStaff: false }),
      aPerson({ id: 'bot', kind: 'serviceAccount', isPerson: false, isStaff: false }),
      aPerson({ id: 'ropc' }),
    ];
    const { rings, tracks } = suggestRings({ ...base, people, heldBack: new Set(['ropc']) });
    expect(rings.flatMap((ring) => ring.members)).toEqual(['staff']);
    expect(Object.fromEntries(tracks.map((one) => [one.track, one.members]))).toEqual({
      emergencyAccess: ['bg'],
      nonPeopleSafe: ['box'],
      nonPeopleProject: ['room'],
      exception: ['bot', 'ropc'],
    });
  });

  it('move people by hand: stale moves are not made, a new last ring may open', () => {
    const people = [...many(1, 'a', administrator), ...many(2, 'm', moving)];
    const moves = { m000000: 9, a000000: 1, nobody: 1 };
    const { rings, refusedMoves } = suggestRings({ ...base, people, moves });
    expect(rings.map((ring) => ring.members)).toEqual([['a000000'], ['m000001'], ['m000000']]);
    expect(rings[2]?.name).toBe('ring_name_added');
    expect(refusedMoves).toEqual([
      { userId: 'nobody', ring: 1, why: 'inNoRing' },
      { userId: 'a000000', ring: 1, why: 'administrator' },
    ]);
  });

  it('take nobody into a ring past the size chosen; ring 0 has none', () => {
    const people = [...many(1, 'a', administrator), ...many(8, 'm', moving)];
    const sized = { ...base, people, maxSize: 4 };
    const why = (moves: Readonly<Record<string, number>>) =>
      suggestRings({ ...sized, moves }).refusedMoves.map((one) => [one.userId, one.why]);
    expect(suggestRings(sized).rings.map((ring) => ring.members.length)).toEqual([1, 4, 4]);
    expect(why({ m000007: 1 })).toEqual([['m000007', 'full']]);
    // One goes, another comes.
    expect(why({ m000007: 1, m000000: 2 })).toEqual([]);
    expect(why({ m000006: 0, m000007: 0 })).toEqual([]);
    expect(refusedMove(suggestRings({ ...sized, moves: { m000007: 1 } }).refusedMoves)).toEqual(
      failure('input/choices-invalid', { place: 'ringMoves.m000007', expected: 'ring_size' }),
    );
    expect(refusedMove(suggestRings({ ...sized, moves: { nobody: 1 } }).refusedMoves)).toBeNull();
  });
});
