import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assess } from '../../shared/assess/assess';
import type { FacetView, PersonRow } from '../../shared/ipc/people-contract';
import { driverNames, loadDriver } from '../../src-main/store/drivers';
import { describeAccounts } from '../../src-main/workspace/fill-people';
import { spotIn } from '../../src-main/workspace/people-spots';
import { toPersonRow } from '../../src-main/workspace/people-view';
import { naivePage } from '../fixtures/naive-people';
import { openPeople, someKey } from '../fixtures/people-on-disk';
import { randomPeople, randomQuery, type RandomPeople } from '../fixtures/random-people';

/** Rows and a finding's subjects as the judgement gives them, without a table. */
function judged({ input, plan }: RandomPeople): {
  readonly rows: readonly PersonRow[];
  readonly subjects: ReadonlySet<string>;
} {
  const assessed = assess(input);
  if (!assessed.ok) throw new Error(assessed.failure.code);
  const toTraits = describeAccounts(input.snapshot);
  const finding = assessed.value.assessment.findings.find(
    ({ code }) => code === 'PHONE-ONLY-FEB27',
  );
  return {
    rows: assessed.value.people.map((person, place) =>
      toPersonRow(person, toTraits(person, place), spotIn(plan, person.id)),
    ),
    subjects: new Set(finding?.subjects.map(({ id }) => id)),
  };
}

/** Counts by value: the order of a menu is not what is compared here. */
function countsOf(facets: readonly FacetView[]): Record<string, Record<string, number>> {
  return Object.fromEntries(
    facets.map(({ name, values }) => [
      name,
      Object.fromEntries(values.map(({ value, count }) => [value, count])),
    ]),
  );
}

describe.each(driverNames)('the people table through %s', (name) => {
  const driver = loadDriver(name);

  it.skipIf(driver === null)('answers what filtering and sorting row by row would', async () => {
    if (driver === null) throw new Error('absent');
    await fc.assert(
      fc.asyncProperty(
        randomPeople,
        fc.array(randomQuery, { minLength: 5, maxLength: 25 }),
        async (tenant, queries) => {
          const { rows, subjects } = judged(tenant);
          const people = await openPeople(tenant.input, { plan: tenant.plan, driver });
          try {
            for (const query of queries) {
              const page = people.list(query);
              const expected = naivePage(rows, query, subjects);
              expect({ ...page, facets: countsOf(page.facets) }).toEqual({
                ...expected,
                facets: countsOf(expected.facets),
              });
            }
          } finally {
            people.close();
          }
        },
      ),
      { numRuns: 40, interruptAfterTimeLimit: 90_000, markInterruptAsFailure: true },
    );
  });

  it.skipIf(driver === null)('keeps its rows when the file is opened again', async () => {
    if (driver === null) throw new Error('absent');
    const [tenant] = fc.sample(randomPeople, { numRuns: 1, seed: 7 });
    if (tenant === undefined) throw new Error('no sample');
    const people = await openPeople(tenant.input, { driver });
    const before = people.list();
    people.table.close();
    const again = await people.table.ensure({
      key: someKey,
      snapshot: tenant.input.snapshot,
      people: () => {
        throw new Error('judged again');
      },
    });
    expect(again).toMatchObject({ ok: true });
    expect(people.list()).toEqual(before);
    people.close();
  });
});
