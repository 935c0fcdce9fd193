import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PeopleQuery, PersonRow } from '../../../../shared/ipc/people-contract';
import { peopleSorts } from '../../../../shared/ipc/people-contract';
import { noFilters } from '../../../../shared/people/people-filters';
import type { PlacingPlan } from '../../../../src-main/workspace/people-spots';
import { idOf, manyPeople } from '../../../fixtures/many-people';
import { naivePage } from '../../../fixtures/naive-people';
import { openPeople, wholeList, type OpenPeople } from '../../../fixtures/people-on-disk';
import { rowsOfPeople } from '../../../fixtures/people-rows';

const input = manyPeople(600);
const searched: PeopleQuery = { ...wholeList, search: '佐藤', limit: 40 };
let people: OpenPeople;
let rows: readonly PersonRow[];

beforeAll(async () => {
  people = await openPeople(input);
  rows = rowsOfPeople(input);
});
afterAll(() => people.close());

const idsOf = (page: { readonly rows: readonly PersonRow[] }): readonly string[] =>
  page.rows.map(({ id }) => id);

describe('a search', () => {
  it.each(peopleSorts.flatMap((sort) => [[sort, false] as const, [sort, true] as const]))(
    'is put in order by %s, descending %s, as row by row',
    (sort, descending) => {
      for (const filters of [noFilters, { ...noFilters, licence: ['yes' as const] }]) {
        const query = { ...searched, sort, descending, filters };
        const [page, expected] = [people.list(query), naivePage(rows, query)];
        expect(expected.total).toBeGreaterThan(10);
        expect([page.total, idsOf(page)]).toEqual([expected.total, idsOf(expected)]);
      }
    },
  );

  it('goes on where its first window ended', () => {
    const all = idsOf(people.list(searched));
    expect(idsOf(people.list({ ...searched, offset: 10, limit: 5 }))).toEqual(all.slice(10, 15));
  });

  it('finds nobody, and says so', () => {
    expect(people.list({ ...searched, search: 'zz' })).toMatchObject({ total: 0, rows: [] });
  });

  it('finds people where a newer plan has them', () => {
    const found = idsOf(people.list(searched));
    const asked = { ...searched, filters: { ...noFilters, ring: ['ring:0'] } };
    expect(people.list(asked).total).toBe(0);
    const [first = idOf(0), second = idOf(0)] = found;
    for (const [planHash, member] of [
      ['a', first],
      ['b', second],
    ] as const) {
      const rings = [{ ring: 0, name: 'Pilot', members: [member] }];
      const plan = { planHash, rings, tracks: [] } as unknown as PlacingPlan;
      expect(people.table.place(plan).ok).toBe(true);
      expect(idsOf(people.list(asked))).toEqual([member]);
      expect(idsOf(people.list({ ...searched, sort: 'ring' }))[0]).toBe(member);
    }
  });
});
