import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isMemberByTrial } from '../../../../shared/lockout/trial-membership';
import { scopeInImage } from '../../../../shared/plan/image-scope';
import { applyStep, type TenantImage } from '../../../../shared/plan/post-image';
import { createdRef, type Step, type StepKind } from '../../../../shared/plan/step';
import { read, type Snapshot } from '../../../../shared/tenant/snapshot';
import { aGroup } from '../../../fixtures/graph-objects';
import { aPerson, anImage, withGroups } from './people';

type Lists = Record<string, readonly string[] | null>;
type Told = Partial<Pick<Snapshot, 'groups' | 'directMembers' | 'nestedGroups'>>;

/** A tenant whose lists say so. */
const tenant = (members: Lists, told: Told = {}): TenantImage =>
  imageWith({ groupMembers: withGroups(members), ...told });
const imageWith = (snapshot: Partial<Snapshot>): TenantImage =>
  anImage({ users: [{ id: 'u1' }], snapshot });

const one = aPerson({ id: 'u1' });
const isIn = (image: TenantImage, group = 'outer'): boolean | null =>
  isMemberByTrial(image, group, one);
const byRules = (image: TenantImage, group = 'outer'): boolean | null =>
  scopeInImage(image, one).isInGroup(group);

/** Of a step, what moves members. */
const step = (kind: StepKind, group: string, planned = 'member', id = 's01'): Step =>
  ({
    ...{ id, kind, target: { type: 'group', id: group } },
    items: [{ userId: 'u1', prior: null, planned }],
  }) as unknown as Step;

const gone = { kind: 'unread', reason: { code: 'notFound', status: 404 } } as const;

describe('the trial’s own reading of a group', () => {
  it.each<readonly [string, TenantImage, boolean | null]>([
    ['a member', tenant({ outer: ['u1'] }), true],
    ['one under another spelling of the ids', tenant({ OUTER: ['U1'] }), true],
    ['nobody', tenant({ outer: ['u2'] }), false],
    ['members that were not read', tenant({ outer: null }), null],
    ['a group that nobody asked about', tenant({}), null],
    ['a deleted group', imageWith({ groupMembers: { outer: gone }, groups: read([]) }), false],
    [
      'one that answers 404 and is listed',
      imageWith({ groupMembers: { outer: gone }, groups: read([aGroup('Outer')]) }),
      null,
    ],
  ])('finds %s', (_, image, expected) => {
    expect(isIn(image)).toBe(expected);
  });

  it('calls lists at odds with each other unknown', () => {
    const nestedGroups = { outer: read(['inner']), inner: read(['outer', 'last']) };
    // A group within has them, at the end of a ring of groups, and the outer does not.
    expect(isIn(tenant({ outer: [], inner: [], last: ['u1'] }, { nestedGroups }))).toBeNull();
    expect(isIn(tenant({ outer: [], inner: [], last: [] }, { nestedGroups }))).toBe(false);
    expect(isIn(tenant({ outer: [], inner: [], last: null }, { nestedGroups }))).toBe(false);
    // The outer has them, and nobody by whom they could be in it does.
    const members = { outer: ['u1'], inner: [], last: [] };
    const direct = (outer: readonly string[] | 'all'): Told => ({
      ...{ nestedGroups, directMembers: { outer: read(outer) } },
    });
    expect(isIn(tenant(members, direct([])))).toBeNull();
    expect(isIn(tenant(members, direct(['u1'])))).toBe(true);
    expect(isIn(tenant(members, direct('all')))).toBe(true);
    expect(isIn(tenant({ ...members, last: ['u1'] }, direct([])))).toBe(true);
    expect(isIn(tenant({ ...members, last: null }, direct([])))).toBe(true);
    expect(isIn(tenant(members, { directMembers: { outer: read([]) } }))).toBe(true);
  });

  it('follows the steps that move people, into a group within as well', () => {
    const add = step('group.add', 'Outer');
    const remove = step('group.remove', 'outer', 'notMember');
    const start = tenant({ outer: [], inner: [] }, { nestedGroups: { outer: read(['inner']) } });
    expect(isIn([add].reduce(applyStep, start))).toBe(true);
    expect(isIn([add, remove].reduce(applyStep, start))).toBe(false);
    expect(isIn([remove, add].reduce(applyStep, start))).toBe(true);
    expect(isIn(applyStep(start, step('group.add', 'inner')))).toBe(true);
    expect(isIn(applyStep(tenant({ outer: null }), add))).toBeNull();
    const inner = tenant(
      { outer: ['u1'], inner: ['u1'] },
      { nestedGroups: { outer: read(['inner']) } },
    );
    // Taken out of the outer alone, they are in it through the group within: held as not known.
    expect(isIn(applyStep(inner, remove))).toBeNull();
  });

  it('calls it unknown whether a group within, or one unread, still holds who is taken out', () => {
    const fromInner = step('group.remove', 'inner', 'notMember');
    const fromOuter = step('group.remove', 'outer', 'notMember');
    const nestedGroups = { outer: read(['inner']) };
    const direct = (ids: readonly string[] | 'all'): Told => ({
      ...{ nestedGroups, directMembers: { outer: read(ids) } },
    });
    const members = { outer: ['u1'], inner: ['u1'] };
    // Out of the group within, by which they may have been in the outer.
    expect(isIn(applyStep(tenant(members, { nestedGroups }), fromInner))).toBeNull();
    expect(isIn(applyStep(tenant(members, direct([])), fromInner))).toBeNull();
    expect(isIn(applyStep(tenant(members, direct(['u1'])), fromInner))).toBe(true);
    expect(isIn(applyStep(tenant(members, direct('all')), fromInner))).toBe(true);
    expect(isIn([fromInner, fromOuter].reduce(applyStep, tenant(members, direct([]))))).toBe(false);
    // Out of the outer, and a group within, or whether there is one, was not read.
    const blind = tenant({ outer: ['u1'], inner: null }, { nestedGroups });
    expect(isIn(applyStep(blind, fromOuter))).toBeNull();
    const unread = { outer: { kind: 'unread', reason: { code: 'refused' } } } as never;
    const untold = tenant({ outer: ['u1'] }, { nestedGroups: unread });
    expect(isIn(applyStep(untold, fromOuter))).toBeNull();
    expect(isIn(applyStep(tenant({ outer: ['u1'] }), fromOuter))).toBe(false);
    // Into a group within that was not read: the step is known all the same.
    const into = tenant({ outer: [], inner: null }, { nestedGroups });
    expect(isIn(applyStep(into, step('group.add', 'inner')))).toBe(true);
  });

  it('lets a created group begin empty', () => {
    const create = step('group.create', 'new', 'member', 'S07');
    const group = createdRef('S07');
    expect(isIn(tenant({}), group)).toBeNull();
    const made = applyStep(tenant({}), create);
    expect(isIn(made, group)).toBe(false);
    expect(isIn(applyStep(made, step('group.add', group)), group)).toBe(true);
  });
});

const groups = ['a', 'b', 'c', 'd'];
const people = ['u1', 'u2'];

/** Who is in each group directly, people and groups, rings of groups included; and what was read. */
const direct = fc.record({
  inside: fc.array(fc.subarray([...people, ...groups]), { minLength: 4, maxLength: 4 }),
  isRead: fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
  steps: fc.array(
    fc.record({
      kind: fc.constantFrom<StepKind>('group.add', 'group.remove'),
      group: fc.constantFrom('e', 'E', 'f'),
    }),
    { maxLength: 4 },
  ),
});

function reachable(inside: readonly (readonly string[])[], from: string): readonly string[] {
  const found: string[] = [];
  const walk = (name: string): void => {
    for (const next of inside[groups.indexOf(name)] ?? []) {
      if (found.includes(next)) continue;
      found.push(next);
      walk(next);
    }
  };
  walk(from);
  return found;
}

it('is of one mind with the rules on lists that fit together', () => {
  const seen = { inside: 0, outside: 0, unknown: 0 };
  fc.assert(
    fc.property(direct, ({ inside, isRead, steps }) => {
      const listed = (names: readonly string[]) =>
        groups.map((group, at): [string, readonly string[]] => [
          group,
          (names === people ? reachable(inside, group) : (inside[at] ?? [])).filter((name) =>
            (names === people ? people : groups).includes(name),
          ),
        ]);
      const members = Object.fromEntries(
        listed(people).map(([group, ids], at) => [group, isRead[at] === true ? ids : null]),
      );
      const start = tenant(
        { ...members, e: ['u1'], f: [] },
        {
          nestedGroups: Object.fromEntries(listed(groups).map(([id, held]) => [id, read(held)])),
          directMembers: Object.fromEntries(
            groups.map((group, at) => [
              group,
              read((inside[at] ?? []).filter((name) => people.includes(name))),
            ]),
          ),
        },
      );
      const image = steps
        .map(({ kind, group }) => step(kind, group, kind === 'group.add' ? 'member' : 'notMember'))
        .reduce(applyStep, start);
      for (const group of [...groups, 'e', 'f', 'unheard']) {
        const claim = byRules(image, group);
        expect([group, isIn(image, group)]).toEqual([group, claim]);
        seen[claim === null ? 'unknown' : claim ? 'inside' : 'outside'] += 1;
      }
    }),
    { numRuns: 500, seed: 640_871 },
  );
  expect(Object.values(seen).every((count) => count > 200)).toBe(true);
});
