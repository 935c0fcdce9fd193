import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PeopleQuery, PersonRow } from '../../shared/ipc/people-contract';
import { manyPeople } from '../fixtures/many-people';
import { openPeople, wholeList, type OpenPeople } from '../fixtures/people-on-disk';
import { rowsOfPeople } from '../fixtures/people-rows';

interface Budgets {
  /** Filtering row objects by a text and ordering what is left, ÷ ours (row 20: 4 at a million). */
  readonly naiveOfSearch: number;
  /** Ordering all row objects, ÷ ours (row 20: 8). */
  readonly naiveOfSort: number;
}

const budgets = JSON.parse(
  readFileSync(join(import.meta.dirname, 'budgets.json'), 'utf8'),
) as Budgets;
/** `CAUSEWAY_BENCH_USERS=1000000` is the size of performance.md. */
const users = Number(process.env['CAUSEWAY_BENCH_USERS'] ?? 100_000);
const window: PeopleQuery = { ...wholeList, limit: 60 };
const collator = new Intl.Collator('ja');
/** For each time the figure is taken its own: what was answered before costs nothing. */
const texts: readonly (readonly string[])[] = [
  ['user1', '佐藤', 'nair', '77@', '総務', 'chloé', 'guest1'],
  ['user2', '田中', 'walsh', '66@', '営業', 'lucas', 'guest2'],
  ['user3', '渡辺', 'garcía', '55@', 'office', 'priya', 'guest3'],
];
let attempt = 0;
const report: string[] = [];
let people: OpenPeople;
let rows: readonly PersonRow[];

beforeAll(async () => {
  const input = manyPeople(users);
  people = await openPeople(input);
  rows = rowsOfPeople(input);
}, 3_600_000);

afterAll(() => {
  people.close();
  process.stdout.write(`${report.join('\n')}\n`);
});

function cpuMs(work: () => unknown): number {
  const from = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(from);
  return (user + system) / 1000;
}

const median = (times: readonly number[]): number =>
  [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;

type Order = (a: PersonRow, b: PersonRow) => number;
const byCode = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const byUpn: Order = (a, b) => byCode(a.upn.toLowerCase(), b.upn.toLowerCase());
const byName: Order = (a, b) => collator.compare(a.name, b.name) || byUpn(a, b);
const byDepartment: Order = (a, b) => {
  if (a.department === null || b.department === null) {
    return Number(a.department === null) - Number(b.department === null) || byName(a, b);
  }
  return collator.compare(a.department, b.department) || byName(a, b);
};

/** What a list of row objects is asked, without the counts that ours gives for its menus. */
function naive(search: string, order: Order): { total: number; upns: readonly string[] } {
  const left = rows.filter(
    (row) =>
      search === '' ||
      `${row.name}\n${row.upn}\n${row.department ?? ''}`.toLowerCase().includes(search),
  );
  const first = left.sort(order).slice(0, window.limit);
  return { total: left.length, upns: first.map(({ upn }) => upn) };
}

function ours(change: Partial<PeopleQuery>): ReturnType<typeof naive> {
  const { total, rows: first } = people.list({ ...window, ...change });
  return { total, upns: first.map(({ upn }) => upn) };
}

test('a text is searched in everybody, and what it leaves is ordered', () => {
  const times = { naive: [] as number[], ours: [] as number[] };
  // Another text each time, none of them answered before; from a few people to one in ten.
  for (const search of texts[attempt] ?? []) {
    let [expected, found] = [naive('zz', byName), ours({ search: `zz${search}` })];
    times.naive.push(cpuMs(() => (expected = naive(search, byName))));
    times.ours.push(cpuMs(() => (found = ours({ search }))));
    expect(found).toEqual(expected);
  }
  attempt += 1;
  const ratio = median(times.naive.map((time, n) => time / (times.ours[n] ?? 0)));
  report.push(
    `${String(users)} people searched: ${median(times.ours).toFixed(0)} ms; row by row ` +
      `${median(times.naive).toFixed(0)} ms, ${ratio.toFixed(1)} times ours`,
  );
  expect(ratio).toBeGreaterThanOrEqual(budgets.naiveOfSearch);
});

test('everybody is ordered', () => {
  const orders = { name: byName, upn: byUpn, department: byDepartment };
  const ratios = Object.entries(orders).map(([sort, order]) => {
    const times = { naive: [] as number[], ours: [] as number[] };
    for (let n = 0; n < 3; n += 1) {
      let [expected, found] = [naive('zz', order), ours({ search: 'zz' })];
      times.naive.push(cpuMs(() => (expected = naive('', order))));
      times.ours.push(cpuMs(() => (found = ours({ sort: sort as keyof typeof orders }))));
      expect(found).toEqual(expected);
    }
    const [theirs, own] = [median(times.naive), median(times.ours)];
    report.push(
      `${String(users)} people by ${sort}: ${own.toFixed(1)} ms; as rows ${theirs.toFixed(0)} ms, ` +
        `${(theirs / own).toFixed(0)} times ours`,
    );
    return theirs / own;
  });
  expect(Math.min(...ratios)).toBeGreaterThanOrEqual(budgets.naiveOfSort);
});
