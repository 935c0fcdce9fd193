import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { judgePeople } from '../../shared/assess/judge-people';
import { plainPerson } from '../../shared/assess/judged-person';
import type { Person } from '../../shared/assess/people';
import { suggestRings } from '../../shared/plan/ring';
import { cutsOf, hashColumn, shareOut, unitColumn } from '../../shared/plan/ring-shares';
import { stableHash } from '../../shared/stable-hash';
import { isLong } from '../fixtures/campaign';
import { manyPeople } from '../fixtures/many-people';

interface Budgets {
  /** Everybody looked at for each ring and department, as a multiple of columns (row 13: 100). */
  readonly ringsOfNaive: number;
  /** The same as a multiple of all of it: people to columns, sorted by name, rings with their ids. */
  readonly ringsWholeOfNaive: number;
  /** Time per account at the larger size, as a multiple of that at the smaller one. */
  readonly ringsGrowthPerUser: number;
}

const budgets = JSON.parse(
  readFileSync(join(import.meta.dirname, 'budgets.json'), 'utf8'),
) as Budgets;
const sizes = isLong ? [100_000, 1_000_000] : [5_000, 50_000];
const departments = 60;
/** Five rings, each with those before it. */
const upTo = [0.05, 0.2, 0.4, 0.7, 1];
const report: string[] = [];
afterAll(() => void process.stdout.write(`${report.join('\n')}\n`));

/** A judged person with the hash of the id, made once for both ways. */
interface Ranked extends Person {
  readonly rank: number;
}

/** Staff in 60 departments of different sizes. */
function staff(users: number): readonly Ranked[] {
  const judged = judgePeople(manyPeople(users));
  if (!judged.ok) throw new Error(judged.failure.code);
  return judged.value.people.map((person, n) => ({
    ...plainPerson(person),
    department: `Department ${String((n * n + n) % departments)}`,
    isAdministrator: false,
    rank: stableHash(person.id),
  }));
}

const isIn = (one: Person): boolean => one.isStaff && one.enabled;

/** Each ring's quota of each department, everybody looked at for every one of them. */
function naive(people: readonly Ranked[]): readonly (readonly string[])[] {
  const names = [...new Set(people.map(({ department }) => department ?? ''))];
  return upTo.map((_, ring) =>
    names.flatMap((name) => {
      const members = people
        .filter((one) => one.department === name && isIn(one))
        .sort((a, b) => a.rank - b.rank || (a.id < b.id ? -1 : 1));
      const cuts = cutsOf(name, members.length, upTo);
      return members.slice(cuts[ring - 1] ?? 0, cuts[ring]).map(({ id }) => id);
    }),
  );
}

function cpuMs(work: () => unknown): number {
  const from = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(from);
  return (user + system) / 1000;
}

const median = (times: readonly number[]): number => [...times].sort((a, b) => a - b)[1] ?? 0;

function measure(size: number): { readonly each: number; readonly ratio: number; whole: number } {
  const all = staff(size);
  const people = all.filter(isIn);
  const units = unitColumn(people, (one) => one.department);
  const hashes = hashColumn(people);
  let shares: Uint16Array = new Uint16Array(0);
  let theirs: readonly (readonly string[])[] = [];
  const times = [0, 1, 2].map(() => ({
    ours: cpuMs(() => (shares = shareOut(units, hashes, upTo))),
    columns: cpuMs(() => [unitColumn(people, (one) => one.department), hashColumn(people)]),
    whole: cpuMs(() =>
      suggestRings({
        people: all,
        ...{ securityDefaults: false, heldBack: new Set<string>(), moves: {} },
        layout: { kind: 'shares', unitOf: (person) => person.department },
      }),
    ),
    naive: cpuMs(() => (theirs = naive(all))),
  }));
  const of = (key: keyof (typeof times)[number]): number => median(times.map((one) => one[key]));
  const ringOf = new Map(theirs.flatMap((ids, ring) => ids.map((id) => [id, ring] as const)));
  expect(people.every(({ id }, place) => ringOf.get(id) === shares[place])).toBe(true);
  const [ratio, whole] = [of('naive') / of('ours'), of('naive') / of('whole')];
  report.push(
    `rings of ${String(size)}: ${of('ours').toFixed(1)} ms from columns (made in ` +
      `${of('columns').toFixed(1)} ms), ${of('whole').toFixed(0)} ms from people to members; ` +
      `ring by ring and department by department takes ${ratio.toFixed(0)} and ` +
      `${whole.toFixed(1)} times as long`,
  );
  return { each: of('whole') / size, ratio, whole };
}

test('quotas of departments are filled from columns, in time that grows with the people', () => {
  const [small, large] = sizes.map(measure);
  expect(large!.ratio).toBeGreaterThanOrEqual(budgets.ringsOfNaive);
  expect(large!.whole).toBeGreaterThanOrEqual(budgets.ringsWholeOfNaive);
  expect(large!.each / small!.each).toBeLessThanOrEqual(budgets.ringsGrowthPerUser);
}, 600_000);
