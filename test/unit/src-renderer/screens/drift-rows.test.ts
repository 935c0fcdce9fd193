import { describe, expect, it } from 'vitest';
import { driftRows } from '../../../../src-renderer/screens/drift-rows';

const rows = (prior: unknown, planned: unknown, now: unknown) =>
  driftRows({
    prior: JSON.stringify(prior),
    planned: JSON.stringify(planned),
    now: JSON.stringify(now),
    names: [],
  }).map(({ path, kind }) => [path, kind]);

describe('the three columns of a drift, field by field', () => {
  it('puts what somebody else changed first, what nobody touched last', () => {
    expect(
      rows(
        { same: 1, toDo: 'a', theirs: 'x', done: false },
        { same: 1, toDo: 'b', theirs: 'y', done: true },
        { same: 1, toDo: 'a', theirs: 'z', done: true, added: 5 },
      ),
    ).toEqual([
      ['theirs', 'others'],
      ['added', 'others'],
      ['done', 'asPlanned'],
      ['toDo', 'toDo'],
      ['same', 'same'],
    ]);
  });

  it('counts a field that is gone as changed by others', () => {
    expect(rows({ a: 1, b: 2 }, { a: 1, b: 3 }, {})).toEqual([
      ['a', 'others'],
      ['b', 'others'],
    ]);
  });

  it('leaves telling of an empty list to its members', () => {
    const one = { t: [{ id: 'one' }] };
    expect(rows({ t: [] }, one, { t: [] })).toEqual([['t[one].id', 'toDo']]);
    expect(rows({ t: [] }, one, { t: ['x'] })).toEqual([
      ['t', 'others'],
      ['t[one].id', 'toDo'],
    ]);
  });

  it('takes an object that was to be created for theirs', () => {
    expect(driftRows({ prior: 'null', planned: '{"a":1}', now: '{"a":2}', names: [] })).toEqual([
      { path: 'a', prior: null, planned: '1', now: '2', kind: 'others' },
    ]);
  });

  it('never takes what was not read for unchanged', () => {
    expect(rows({ a: 1, b: 1 }, { a: 2, b: 1 }, null)).toEqual([
      ['a', 'unknown'],
      ['b', 'unknown'],
    ]);
  });
});
