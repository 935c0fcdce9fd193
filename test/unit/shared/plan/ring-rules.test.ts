import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import type { Person } from '../../../../shared/assess/people';
import { suggestRings, type RingInput } from '../../../../shared/plan/ring';
import { ringChoiceSchema, type RingChoice } from '../../../../shared/tenant/ring-choice';
import { unread } from '../../../../shared/tenant/snapshot';
import { readScenario } from '../../../fixtures/scenario-file';
import { scenarioSnapshot } from '../../../fixtures/scenario-snapshot';
import { aPerson } from '../lockout/people';
import { planReading, planScenario } from './plans';

const base = { securityDefaults: false, heldBack: new Set<string>(), moves: {} };
const signed = { reason: 'agreed', by: 'gaa@kestrel.example', at: '2026-11-21' };

function people(count: number, prefix: string, change: Partial<Person>): Person[] {
  return Array.from({ length: count }, (_, n) =>
    aPerson({ id: `${prefix}${String(n).padStart(4, '0')}`, ...change }),
  );
}

const ready: Partial<Person> = { perUserMfa: 'enforced' };
const busy: Partial<Person> = { methods: [], allowedMethods: [], hasNoMethod: true };
const byDepartment: RingInput['layout'] = {
  kind: 'units',
  unitOf: (person) => person.department,
};

describe('rings by an attribute', () => {
  const staff = [
    ...people(2, 'a', { isAdministrator: true, department: 'IT' }),
    ...people(4, 'i', { ...ready, department: 'IT' }),
    ...people(3, 's', { ...ready, department: 'Sales' }),
    ...people(5, 'w', { ...busy, department: 'Works' }),
    ...people(2, 'n', { ...ready, department: null }),
  ];

  it('keep units whole, the easiest first, unknown last, administrators in ring 0', () => {
    const { rings } = suggestRings({ ...base, people: staff, layout: byDepartment, maxSize: 7 });
    expect(rings.map((ring) => [ring.label, ring.members.length])).toEqual([
      [undefined, 2],
      ['Sales, IT', 7],
      ['Works, –', 7],
    ]);
  });

  it('split only a unit that is larger than a ring', () => {
    const { rings } = suggestRings({ ...base, people: staff, layout: byDepartment, maxSize: 4 });
    expect(rings.map((ring) => [ring.label, ring.members.length])).toEqual([
      [undefined, 2],
      ['Sales', 3],
      ['IT', 4],
      ['Works', 4],
      ['Works, –', 3],
    ]);
  });
});

describe('rings by rules', () => {
  const staff = [
    ...people(1, 'a', { isAdministrator: true }),
    ...people(4, 'r', ready),
    ...people(3, 'b', busy),
  ];
  const layout: RingInput['layout'] = {
    kind: 'rules',
    rules: [
      { name: 'pilot', has: ({ id }) => id === 'r0000' || id === 'b0000' || id === 'a0000' },
      { name: 'early', has: ({ id }) => id.endsWith('0') },
      { name: 'nobody', has: () => false },
    ],
  };

  it('let the first rule win, say so, and take whoever is left last, by risk', () => {
    const { rings } = suggestRings({
      ...base,
      people: staff,
      layout: {
        ...layout,
        rules: [layout.rules[0], { name: 'early', has: (one: Person) => one.id < 'r0002' }].filter(
          (rule) => rule !== undefined,
        ),
      },
    });
    expect(rings.map(({ label, alsoMatched, members }) => [label, alsoMatched, members])).toEqual([
      [undefined, undefined, ['a0000']],
      ['pilot', undefined, ['b0000', 'r0000']],
      ['early', 2, ['b0001', 'b0002', 'r0001']],
      [undefined, undefined, ['r0002', 'r0003']],
    ]);
  });

  it('open no ring that nobody is in', () => {
    const { rings } = suggestRings({ ...base, people: staff, layout });
    expect(rings.map((ring) => ring.label ?? ring.name)).not.toContain('nobody');
    expect(rings.map((ring) => ring.ring)).toEqual(rings.map((_, place) => place));
  });
});

describe('however rings are made', () => {
  const person = fc.record({
    isAdministrator: fc.boolean(),
    isStaff: fc.constantFrom(true, true, true, false),
    enabled: fc.constantFrom(true, true, true, false),
    department: fc.constantFrom(null, '', 'IT', 'Sales'),
    kind: fc.constantFrom('member' as const, 'frontline' as const, 'serviceAccount' as const),
    methods: fc.constantFrom(null, [], ['mobilePhone'], ['fido2SecurityKey']),
  });
  const layouts = fc.constantFrom<NonNullable<RingInput['layout']>>(
    { kind: 'risk' },
    byDepartment,
    { kind: 'shares', unitOf: (person) => person.department },
    {
      kind: 'rules',
      rules: [
        { name: 'x', has: ({ department }) => department === 'IT' },
        { name: 'y', has: ({ methods }) => methods !== null },
      ],
    },
  );

  it('everyone is in exactly one ring or a track, and no ring is too large', () => {
    fc.assert(
      fc.property(
        fc.array(person, { maxLength: 40 }),
        layouts,
        fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined }),
        (given, layout, maxSize) => {
          const all = given.map((change, n) => aPerson({ id: `p${String(n)}`, ...change }));
          const made = suggestRings({
            ...base,
            people: all,
            layout,
            ...(maxSize === undefined ? {} : { maxSize }),
          });
          const placed = made.rings.flatMap((ring) => ring.members);
          const tracked = new Set(made.tracks.flatMap((track) => track.members));
          expect(new Set(placed).size).toBe(placed.length);
          const wanted = all.filter((one) => one.isStaff && one.enabled && !tracked.has(one.id));
          expect([...placed].sort()).toEqual(wanted.map((one) => one.id).sort());
          for (const ring of made.rings.slice(1)) {
            expect(ring.members.length).toBeLessThanOrEqual(maxSize ?? 40);
            expect(ring.members.length).toBeGreaterThan(0);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('a choice of rings in a plan', () => {
  const reading = scenarioSnapshot(readScenario('S02'));
  const chosen = (choice: Omit<RingChoice, 'reason' | 'by' | 'at'>) =>
    planReading({ ...reading, choices: { ...reading.choices, rings: { ...choice, ...signed } } });

  it('takes groups, lists and patterns, the first ring winning', () => {
    const made = chosen({
      value: 'rules',
      rules: [
        { name: 'surveyors', accounts: [{ upnPattern: 'enfapp?@kestrel.example' }] },
        { name: 'reset users', accounts: [{ group: 'SSPR-Users' }] },
      ],
    });
    expect(made.plan.rings.map((ring) => [ring.label, ring.members.length])).toEqual([
      [undefined, 3],
      ['surveyors', 7],
      ['reset users', 29],
    ]);
    expect(made.plan.rings[2]?.alsoMatched).toBe(7);
    expect(made.plan.planHash).not.toBe(planScenario('S02').plan.planHash);
  });

  it('limits the size of rings by risk', () => {
    const { plan } = chosen({ value: 'risk', maxSize: 6 });
    expect(plan.rings.map((ring) => ring.members.length)).toEqual([3, 6, 1, 6, 6, 3, 6, 6, 2]);
  });

  it('refuses a group whose members were not read', () => {
    const groups = reading.snapshot.groups;
    if (groups.kind !== 'read') throw new Error('groups are read');
    const id = groups.value.find((one) => one.displayName === 'SSPR-Users')?.id ?? '';
    const groupMembers = { ...reading.snapshot.groupMembers, [id]: unread('refused') };
    const rules = [{ name: 'x', accounts: [{ group: 'SSPR-Users' }] }];
    expect(() =>
      planReading({
        ...reading,
        snapshot: { ...reading.snapshot, groupMembers },
        choices: { ...reading.choices, rings: { value: 'rules', rules, ...signed } },
      }),
    ).toThrow('group_members_read');
  });

  it('lists a move of somebody who is in no ring as stale, and moves nobody', () => {
    const { plan } = planScenario('S02', { ringMoves: { nobody: 2 } });
    expect(plan.staleChoices).toEqual([
      { field: 'ringMoves', subject: 'nobody', value: '2', because: 'gone' },
    ]);
    expect(plan.rings).toEqual(planScenario('S02').plan.rings);
  });

  it('is refused where rules and value do not fit', () => {
    const bad = [
      { value: 'rules', ...signed },
      { value: 'department', rules: [{ name: 'x', accounts: [] }], ...signed },
      { value: 'rules', rules: [{ name: 'x', attribute: 'shoeSize', values: ['9'] }], ...signed },
    ];
    for (const one of bad) expect(v.safeParse(ringChoiceSchema, one).success).toBe(false);
  });
});
