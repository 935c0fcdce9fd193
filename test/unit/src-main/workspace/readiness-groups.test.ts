import { describe, expect, it } from 'vitest';
import { assess } from '../../../../shared/assess/assess';
import type { Person } from '../../../../shared/assess/people';
import { readinesses } from '../../../../shared/people/person-traits';
import { sizeOf } from '../../../../shared/people/readiness-by';
import { readinessGroups } from '../../../../src-main/workspace/readiness-groups';
import { readScenario } from '../../../fixtures/scenario-file';
import { scenarioSnapshot } from '../../../fixtures/scenario-snapshot';

const judged = assess(scenarioSnapshot(readScenario('S02')));
const [somebody] = judged.ok ? judged.value.people : [];
if (somebody === undefined) throw new Error('S02 has people');
const aPerson = (over: Partial<Person>): Person => ({ ...somebody, ...over });

const departments = Array.from({ length: 15 }, (_, at) => `Department ${String(at)}`);
/** Larger departments first: 15 people in the first, 1 in the last. */
const people = departments.flatMap((department, at) =>
  Array.from({ length: 15 - at }, (_, of) =>
    aPerson({
      id: `${String(at)}-${String(of)}`,
      department,
      kind: of === 0 ? 'externalGuest' : 'member',
      readiness: readinesses[(at + of) % 4] ?? 'unknown',
    }),
  ),
);
const rings = [
  { ring: 0, name: 'ring_name_pilot', members: ['0-0', '0-1', 'gone'] },
  { ring: 1, name: 'ring_name_group', label: 'Oslo', members: [] },
  { ring: 2, name: 'ring_name_main', members: people.slice(2, 100).map(({ id }) => id) },
];
const totals = Object.fromEntries(
  readinesses.map((one) => [one, people.filter(({ readiness }) => readiness === one).length]),
);
const sumsOf = (rows: readonly Record<(typeof readinesses)[number], number>[]) =>
  Object.fromEntries(readinesses.map((one) => [one, rows.reduce((sum, row) => sum + row[one], 0)]));

describe('readiness by group', () => {
  const groups = readinessGroups(people, { rings });

  it('puts everybody in one row of each picture', () => {
    const { otherDepartments: others } = groups;
    expect(others?.departments).toBe(3);
    expect(sumsOf([...groups.departments, ...(others === null ? [] : [others])])).toEqual(totals);
    expect(sumsOf(groups.kinds)).toEqual(totals);
    expect(sumsOf(groups.rings ?? [])).toEqual(totals);
  });

  it('has the twelve largest departments and the more frequent kind first', () => {
    expect(groups.departments.map(({ name }) => name)).toEqual(departments.slice(0, 12));
    expect(groups.kinds.map((one) => [one.kind, sizeOf(one)])).toEqual([
      ['member', people.length - 15],
      ['externalGuest', 15],
    ]);
  });

  it('keeps the rings in order, the empty one too, and who is in none last', () => {
    expect(groups.rings?.map((one) => [one.ring?.ring ?? null, sizeOf(one)])).toEqual([
      [0, 2],
      [1, 0],
      [2, 98],
      [null, people.length - 100],
    ]);
    expect(groups.rings?.[1]?.ring?.name).toEqual({
      key: 'ring_name_group',
      values: { label: 'Oslo' },
    });
  });

  it('says nothing of rings without a plan, and has no row for others where all are shown', () => {
    expect(readinessGroups(people, null).rings).toBeNull();
    expect(readinessGroups(people.slice(0, 20), null).otherDepartments).toBeNull();
    const none = readinessGroups([], { rings: [] });
    expect(none).toEqual({ departments: [], otherDepartments: null, kinds: [], rings: [] });
  });

  it('has a row without a name for people of no department', () => {
    const { departments: rows } = readinessGroups([aPerson({ department: null })], null);
    expect(rows.map(({ name }) => name)).toEqual([null]);
  });
});
