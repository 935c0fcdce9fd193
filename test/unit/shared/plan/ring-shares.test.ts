import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Person } from '../../../../shared/assess/people';
import { suggestRings } from '../../../../shared/plan/ring';
import { hashColumn, shareOut, unitColumn } from '../../../../shared/plan/ring-shares';
import { stableHash } from '../../../../shared/stable-hash';
import { ringChoiceSchema } from '../../../../shared/tenant/ring-choice';
import { aPerson } from '../lockout/people';
import { planReading } from './plans';
import { readScenario } from '../../../fixtures/scenario-file';
import { scenarioSnapshot } from '../../../fixtures/scenario-snapshot';
import * as v from 'valibot';

const upTo = [0.05, 0.2, 0.6, 1];
const departments = ['IT', 'Sales', 'Works', '営業部', null];
const base = { securityDefaults: false, heldBack: new Set<string>(), moves: {} };
const layout = { kind: 'shares', unitOf: (person: Person) => person.department } as const;

interface One {
  readonly id: string;
  readonly department: string | null;
}

function shareById(people: readonly One[]): ReadonlyMap<string, number> {
  const units = unitColumn(people, (one) => one.department);
  const shares = shareOut(units, hashColumn(people), upTo);
  return new Map(people.map(({ id }, place) => [id, shares[place] ?? -1]));
}

function staff(count: number): readonly One[] {
  return Array.from({ length: count }, (_, n) => ({
    id: `id-${String(n * 7919)}`,
    department: departments[(n * n) % departments.length] ?? null,
  }));
}

describe('a share of each department in every ring', () => {
  it('takes exactly the quota of each, by the order of the hashes', () => {
    const people = staff(5_000);
    const shares = shareById(people);
    for (const department of departments) {
      const own = people
        .filter((one) => one.department === department)
        .sort((a, b) => stableHash(a.id) - stableHash(b.id));
      const offset = stableHash(department ?? '') / 2 ** 32;
      const cuts = upTo.map((share) => Math.floor(own.length * share + (share < 1 ? offset : 0)));
      for (const [rank, { id }] of own.entries()) {
        expect(shares.get(id)).toBe(cuts.findIndex((cut) => rank < cut));
      }
    }
  });

  it('is decided by ids and departments, not by the order people come in', () => {
    const people = staff(900);
    const turned = shareById([...people].reverse());
    for (const [id, share] of shareById(people)) expect(turned.get(id)).toBe(share);
  });

  it('leaves everybody where they are when somebody joins, but for one at each bound', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.uuid(), { minLength: 1, maxLength: 90 }),
        fc.uuid(),
        fc.constantFrom('IT', 'Sales', 'New'),
        (ids, id, department) => {
          const before = ids
            .filter((one) => one !== id)
            .map((one, n) => ({ id: one, department: departments[n % 3] ?? null }));
          const old = shareById(before);
          const now = shareById([...before, { id, department }]);
          const moved = before.filter((one) => now.get(one.id) !== old.get(one.id));
          expect(moved.length).toBeLessThanOrEqual(upTo.length - 1);
          for (const one of moved) expect(one.department).toBe(department);
          // Bounds of a small department may stand at one person, who is then passed by all of them.
          const passed = moved.map(({ id: of }) =>
            Math.abs((now.get(of) ?? 0) - (old.get(of) ?? 0)),
          );
          expect(passed.reduce((all, n) => all + n, 0)).toBeLessThanOrEqual(upTo.length - 1);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('keeps people of equal hash apart by their ids', () => {
    const people = staff(40).map((one) => ({ ...one, department: 'IT' }));
    const units = unitColumn(people, (one) => one.department);
    const column = { ...hashColumn(people), hashes: new Uint32Array(people.length) };
    const shares = shareOut(units, column, upTo);
    const sorted = [...people.keys()].sort((a, b) => (people[a]!.id < people[b]!.id ? -1 : 1));
    const inOrder = sorted.map((place) => shares[place] ?? -1);
    expect(inOrder).toEqual([...inOrder].sort());
    expect(inOrder.filter((share) => share === 3)).toHaveLength(16);
  });

  it('puts administrators into ring 0 and names each ring by its share', () => {
    const people = staff(400).map((one, n) => aPerson({ ...one, isAdministrator: n % 80 === 0 }));
    const { rings } = suggestRings({ ...base, people, layout });
    expect(rings.map(({ label }) => label)).toEqual([undefined, '5%', '15%', '40%', '40%']);
    expect(rings[0]?.members).toHaveLength(5);
    const sizes = rings.slice(1).map(({ members }) => members.length);
    for (const [n, wanted] of [20, 59, 158, 158].entries()) {
      expect(Math.abs((sizes[n] ?? 0) - wanted)).toBeLessThanOrEqual(departments.length);
    }
  });

  it('keeps to the size that was chosen with as few rings as do', () => {
    const people = staff(400).map((one) => aPerson(one));
    const { rings } = suggestRings({ ...base, people, layout, maxSize: 105 });
    expect(rings).toHaveLength(5);
    for (const { members } of rings) expect(members.length).toBeLessThanOrEqual(105);
    const single = people.map((one) => ({ ...one, department: one.id }));
    const small = suggestRings({ ...base, people: single, layout, maxSize: 3 });
    for (const { members } of small.rings) expect(members.length).toBeLessThanOrEqual(3);
    expect(small.rings.flatMap(({ members }) => members)).toHaveLength(400);
  });

  it('can be chosen', () => {
    const choice = { value: 'departmentShares', reason: 'a', by: 'b@c.example', at: '2026-11-21' };
    const reading = scenarioSnapshot(readScenario('S02'));
    const rings = v.parse(ringChoiceSchema, choice);
    const { plan } = planReading({ ...reading, choices: { ...reading.choices, rings } });
    expect(plan.rings.map(({ label }) => label)).toContain('40%');
  });

  it('spreads texts that differ in their last letter over all high bits', () => {
    const counts = new Array<number>(16).fill(0);
    for (let n = 0; n < 16_000; n += 1) {
      const bucket = stableHash(`00000000-0000-4000-8000-${String(n).padStart(12, '0')}`) >>> 28;
      counts[bucket] = (counts[bucket] ?? 0) + 1;
    }
    for (const count of counts) expect(Math.abs(count - 1_000)).toBeLessThan(150);
  });
});
