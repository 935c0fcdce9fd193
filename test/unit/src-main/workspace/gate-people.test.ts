import { expect, test } from 'vitest';
import { compareNames } from '../../../../shared/people/name-order';
import {
  findGatePeople,
  gatePeople,
  gatePeoplePage,
  gatePeopleTable,
} from '../../../../src-main/workspace/gate-people';
import { scenarioPlan } from '../../../fixtures/scenario-plan';

const { plan } = scenarioPlan('S02');
const [unknown = '', ...missing] = plan.people.map(({ id }) => id).reverse();
const look = { at: '2026-11-24T15:00:00Z', missing, unread: [unknown], of: 48 };
const rows = gatePeople(plan, look);
const all = { show: 'all', search: '', offset: 0, limit: 200 } as const;

test('names everybody of the look as the plan does, those of whom nothing is known first', () => {
  expect(rows.map(({ id }) => id).sort()).toEqual(plan.people.map(({ id }) => id).sort());
  expect(rows[0]).toMatchObject({ id: unknown, state: 'unread' });
  const person = plan.people.find(({ id }) => id === unknown);
  expect(rows[0]).toMatchObject({ name: person?.name, upn: person?.upn });
  const names = rows.slice(1).map(({ name }) => name);
  expect(names).toEqual([...names].sort(compareNames));
});

test('somebody whom the plan does not know keeps their id, and ids match in any case', () => {
  const [first = ''] = missing;
  const ids = ['00000000-0000-4000-8000-000000000000', first.toUpperCase()];
  const found = gatePeople(plan, { ...look, missing: ids, unread: [] });
  expect(found.find(({ id }) => id === ids[0])).toMatchObject({ name: ids[0], upn: ids[0] });
  expect(found.some(({ id }) => id === first)).toBe(true);
});

test('without a look nobody is named', () => {
  const page = gatePeoplePage(gatePeople(plan, null), { at: null, of: null }, all);
  expect(page).toMatchObject({ at: null, total: 0, counts: { all: 0 }, rows: [] });
});

test('a window of what filter and search leave, counted over everybody', () => {
  const known = { at: look.at, of: look.of };
  const page = gatePeoplePage(rows, known, { ...all, show: 'missing', offset: 1, limit: 1 });
  expect(page).toMatchObject({ total: missing.length, of: look.of, rows: [rows[2]] });
  expect(page.counts).toEqual({ all: rows.length, missing: missing.length, unread: 1 });
  const upn = rows[0]?.upn.toUpperCase() ?? '';
  expect(findGatePeople(rows, { show: 'all', search: upn })).toEqual([rows[0]]);
});

test('the saved list is what is shown, with names, in the language asked for', () => {
  const table = gatePeopleTable('registered', rows.slice(0, 2), 'ja');
  expect(table.header).toEqual(['ユーザー', 'ユーザー プリンシパル名', '結果']);
  expect(table.rows).toEqual([
    [rows[0]?.name, rows[0]?.upn, '読み取れない'],
    [rows[1]?.name, rows[1]?.upn, '使える方法が未登録'],
  ]);
});
