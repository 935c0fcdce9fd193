import { describe, expect, test } from 'vitest';
import { Members } from '../../../../src-main/practice-tenant/members';

/** Places and ids in order, as a page would show them. */
function shown(members: Members): (number | string)[] {
  return Array.from({ length: members.length }, (_, i) => members.at(i)).flatMap((member) =>
    member === undefined ? [] : ['ordinal' in member ? member.ordinal : member.id],
  );
}

const runs = [
  { from: 3, count: 2 },
  { from: 10, count: 1 },
];

describe('members of a group', () => {
  test('whole runs first, then what was added, each in order', () => {
    const members = Members.of(runs, ['g1']).with(['u7', 'u8']);
    expect(shown(members)).toEqual([3, 4, 10, 'g1', 'u7', 'u8']);
    expect([members.size, members.length]).toEqual([6, 6]);
    expect([members.hasOrdinal(4), members.hasOrdinal(5), members.hasId('g1')]).toEqual([
      true,
      false,
      true,
    ]);
  });

  test('an earlier moment stays as it was, whatever happens after it', () => {
    const first = Members.of(runs, ['a', 'b']);
    const without = first.without('a', undefined).without('id of 4', 4);
    const back = without.with(['a']);
    expect(shown(first)).toEqual([3, 4, 10, 'a', 'b']);
    expect(shown(without)).toEqual([3, 10, 'b']);
    expect(shown(back)).toEqual([3, 10, 'b', 'a']);
    expect([first.size, without.size, back.size]).toEqual([5, 3, 4]);
    expect([first.hasId('a'), without.hasId('a'), back.hasId('a')]).toEqual([true, false, true]);
    expect([first.hasOrdinal(4), back.hasOrdinal(4)]).toEqual([true, false]);
  });

  test('positions never move, so a page token stays right', () => {
    const before = Members.of([], ['a', 'b', 'c']);
    const after = before.without('a', undefined);
    expect(after.at(0)).toBeUndefined();
    expect(after.at(2)).toEqual(before.at(2));
  });

  test('two changes of the same moment do not see each other', () => {
    const start = Members.of(runs, ['a']);
    const one = start.with(['b']);
    const other = start.without('a', undefined).with(['c']);
    expect(shown(one)).toEqual([3, 4, 10, 'a', 'b']);
    expect(shown(other)).toEqual([3, 4, 10, 'c']);
    expect(shown(start)).toEqual([3, 4, 10, 'a']);
  });

  test('a member is added and taken out at the price of one change', () => {
    const before = process.cpuUsage();
    let members = Members.of([]);
    for (let n = 0; n < 50_000; n++) members = members.with([`u${n}`]);
    for (let n = 0; n < 50_000; n++) members = members.without(`u${n}`, undefined);
    const { user, system } = process.cpuUsage(before);
    expect(members.size).toBe(0);
    expect((user + system) / 1000).toBeLessThan(2000);
  });
});
