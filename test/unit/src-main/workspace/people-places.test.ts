import { expect, test } from 'vitest';
import type { Json } from '../../../../shared/json';
import { noFilters } from '../../../../shared/people/people-filters';
import { ok } from '../../../../shared/result';
import { keepPeopleView, peopleViewOf } from '../../../../src-main/workspace/people-places';

function memory(before: Readonly<Record<string, Json>> = {}) {
  const kept = new Map<string, Json>(Object.entries(before));
  const settings = {
    get: (key: string) => kept.get(key) ?? null,
    set: (key: string, value: Json) => {
      kept.set(key, value);
      return ok(undefined);
    },
  };
  return { settings };
}

const view = {
  list: 'all',
  search: 'anna',
  filters: { ...noFilters },
  sort: 'name' as const,
  descending: false,
};

test('each table comes back as it was left, and no other', () => {
  const store = memory();
  expect(keepPeopleView(store, 'today', view).ok).toBe(true);
  expect(peopleViewOf(store, 'today')).toEqual(view);
  expect(peopleViewOf(store, 'rings')).toBeNull();
});

test('what another version kept otherwise is none', () => {
  expect(
    peopleViewOf(memory({ 'peopleView.today': { ...view, sort: 'age' } }), 'today'),
  ).toBeNull();
});
