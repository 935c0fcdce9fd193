import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { assess } from '../../shared/assess/assess';
import type { PeopleQuery, PersonRow } from '../../shared/ipc/people-contract';
import { noFilters } from '../../shared/people/people-filters';
import { manyPeople } from '../fixtures/many-people';
import { naivePage } from '../fixtures/naive-people';
import { openPeople, wholeList, type OpenPeople } from '../fixtures/people-on-disk';
import { rowsOfPeople } from '../fixtures/people-rows';

interface Budgets {
  /** A further window, as a share of filtering and sorting every row in the same run. */
  readonly peopleWindowOfNaive: number;
  /** The first window of a new search or filter, counts of the menu included, likewise. */
  readonly peopleFirstWindowOfNaive: number;
  /** Time of a window at the larger size, as a multiple of that at the smaller one. */
  readonly peopleWindowGrowth: number;
  /** Making the table, as a multiple of assessing the same tenant. */
  readonly peopleFillOfAssess: number;
  /** Processor time of a window at the larger size, in milliseconds. */
  readonly peopleWindowMilliseconds: number;
  /** JSON of one window as the page asks for it. */
  readonly peopleWindowBytes: number;
}

const budgets = JSON.parse(
  readFileSync(join(import.meta.dirname, 'budgets.json'), 'utf8'),
) as Budgets;
const sizes = { small: 20_000, large: 100_000 };
const repeats = 7;
/** Milliseconds. */
const leastTold = 2;
const window: PeopleQuery = { ...wholeList, limit: 60 };
const report: string[] = [];

interface Sample {
  readonly people: OpenPeople;
  readonly rows: readonly PersonRow[];
  readonly assessMs: number;
  readonly fillMs: number;
}
const samples: Partial<Record<keyof typeof sizes, Sample>> = {};

/** Processor time of one run: what other programs do at the same time does not count. */
function cpuMs(run: () => unknown): number {
  const before = process.cpuUsage();
  run();
  const used = process.cpuUsage(before);
  return (used.user + used.system) / 1_000;
}

function median(times: readonly number[]): number {
  return [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
}

const medianOf = (run: (n: number) => unknown): number =>
  median(Array.from({ length: repeats }, (_, n) => cpuMs(() => run(n))));

async function open(users: number): Promise<Sample> {
  const input = manyPeople(users);
  const assessMs = cpuMs(() => assess(input));
  const before = process.cpuUsage();
  const people = await openPeople(input);
  const used = process.cpuUsage(before);
  const rows = rowsOfPeople(input);
  // `openPeople` assesses first.
  return { people, rows, assessMs, fillMs: (used.user + used.system) / 1_000 - assessMs };
}

beforeAll(async () => {
  samples.small = await open(sizes.small);
  samples.large = await open(sizes.large);
}, 300_000);

afterAll(() => {
  for (const sample of Object.values(samples)) sample.people.close();
  process.stdout.write(`${report.join('\n')}\n`);
});

const plain: Partial<PeopleQuery> = { sort: 'name' };
const filtered: Partial<PeopleQuery> = {
  sort: 'readiness',
  descending: true,
  filters: {
    ...noFilters,
    kind: ['member'],
    licence: ['yes'],
    perUserMfa: ['enforced', 'enabled'],
  },
};
const searched: Partial<PeopleQuery> = { sort: 'name', search: 'user1' };
const questions = { plain, filtered, searched, both: { ...filtered, search: '佐藤' } };

test.each(Object.entries(questions))(
  '%s: a window costs little, wherever it lies',
  (name, query) => {
    const { people, rows } = samples.large!;
    const naive = median(
      [1, 2, 3].map(() => cpuMs(() => naivePage(rows, { ...window, ...query }))),
    );
    const { total } = people.list({ ...window, ...query });
    expect(total).toBeGreaterThan(window.limit);
    const offsets = [0, 0.25, 0.5, 0.75, 0.99].map((share) => Math.floor(total * share));
    const times = offsets.map((offset) =>
      medianOf(() => people.list({ ...window, ...query, offset })),
    );
    const slowest = Math.max(...times);
    // Another search each time: nothing of it was answered before.
    const first = medianOf((n) =>
      people.list({ ...window, ...query, search: `${query.search ?? ''}${'あaeiou1'[n] ?? ''}` }),
    );
    const small = samples.small!.people;
    const smallTotal = small.list({ ...window, ...query }).total;
    const smaller = Math.max(
      ...[0.5, 0.99].map((share) =>
        medianOf(() => small.list({ ...window, ...query, offset: Math.floor(smallTotal * share) })),
      ),
    );
    report.push(
      `${name}: ${total} of ${rows.length}; window ${slowest.toFixed(1)} ms, first ${first.toFixed(1)} ms, ` +
        `row by row ${naive.toFixed(0)} ms; at ${sizes.small}: ${smaller.toFixed(1)} ms`,
    );
    expect(slowest / naive).toBeLessThanOrEqual(budgets.peopleWindowOfNaive);
    expect(first / naive).toBeLessThanOrEqual(budgets.peopleFirstWindowOfNaive);
    expect(slowest).toBeLessThanOrEqual(budgets.peopleWindowMilliseconds);
    // Below two milliseconds the clock and whatever else runs weigh more than the window.
    expect(slowest / Math.max(leastTold, smaller)).toBeLessThanOrEqual(budgets.peopleWindowGrowth);
  },
);

test('making the table costs about as much as assessing', () => {
  for (const [size, { assessMs, fillMs }] of Object.entries(samples)) {
    report.push(
      `${sizes[size as keyof typeof sizes]}: assessed in ${assessMs.toFixed(0)} ms, table made in ${fillMs.toFixed(0)} ms`,
    );
  }
  const { assessMs, fillMs } = samples.large!;
  expect(fillMs / assessMs).toBeLessThanOrEqual(budgets.peopleFillOfAssess);
});

test('one window is small, whatever the tenant', () => {
  const bytes = JSON.stringify(samples.large!.people.list(window)).length;
  report.push(`window of ${window.limit} rows: ${bytes} bytes`);
  expect(bytes).toBeLessThanOrEqual(budgets.peopleWindowBytes);
});
