import { describe, expect, it } from 'vitest';
import { fieldChanges } from '../../../../src-renderer/components/change-diff';

const changes = (prior: unknown, planned: unknown) =>
  fieldChanges(
    prior === null ? null : JSON.stringify(prior),
    planned === null ? null : JSON.stringify(planned),
  ).map(({ path, before, after, kind }) => [path, before, after, kind]);

describe('fieldChanges', () => {
  it('names what is added, removed, changed and left', () => {
    expect(changes({ a: 1, b: 'x', c: true }, { a: 1, b: 'y', d: null })).toEqual([
      ['a', '1', '1', 'same'],
      ['b', 'x', 'y', 'changed'],
      ['c', 'true', null, 'removed'],
      ['d', null, 'null', 'added'],
    ]);
  });

  it('treats a create as all added', () => {
    expect(changes(null, { state: 'disabled' })).toEqual([['state', null, 'disabled', 'added']]);
  });

  it('compares plain lists as sets and objects in lists by id', () => {
    expect(changes({ users: ['b', 'a'] }, { users: ['a', 'b'] })).toEqual([
      ['users', 'a, b', 'a, b', 'same'],
    ]);
    expect(
      changes(
        {
          t: [
            { id: 'one', on: true },
            { id: 'two', on: true },
          ],
        },
        {
          t: [
            { id: 'two', on: true },
            { id: 'one', on: false },
          ],
        },
      ).filter(([, , , kind]) => kind !== 'same'),
    ).toEqual([['t[one].on', 'true', 'false', 'changed']]);
  });

  it('shows an empty list as empty, and leaves telling to its members where it has some', () => {
    expect(changes({ users: [] }, { users: ['a'] })).toEqual([['users', '[]', 'a', 'changed']]);
    expect(changes({ users: ['a'] }, { users: [] })).toEqual([['users', 'a', '[]', 'changed']]);
    expect(changes({ users: [] }, {})).toEqual([['users', '[]', null, 'removed']]);
    const empty = { t: [] };
    const one = { t: [{ id: 'one', on: true }] };
    expect(changes(empty, one)).toEqual([
      ['t[one].id', null, 'one', 'added'],
      ['t[one].on', null, 'true', 'added'],
    ]);
    expect(changes(one, empty)).toEqual([
      ['t[one].id', 'one', null, 'removed'],
      ['t[one].on', 'true', null, 'removed'],
    ]);
  });

  it('shows a text that is no JSON as it is', () => {
    expect(fieldChanges('portal: off', 'portal: on')).toEqual([
      { path: '', before: 'portal: off', after: 'portal: on', kind: 'changed' },
    ]);
  });
});
