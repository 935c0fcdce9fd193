import { expect, test } from 'vitest';
import { read } from '../../../../shared/tenant/snapshot';
import { distinctRows } from '../../../../src-main/store/distinct-rows';

test('an object that came twice is kept once', () => {
  const rows = [{ id: 'a', n: 1, m: 2 }, { id: 'b' }, { m: 2, n: 1, id: 'a' }];
  expect(distinctRows(read(rows))).toEqual(read(rows.slice(0, 2)));
});

test('two objects with one id make the list malformed', () => {
  const rows = [
    { id: 'a', state: 'disabled' },
    { id: 'a', state: 'enabled' },
  ];
  expect(distinctRows(read(rows))).toEqual({ kind: 'unread', reason: { code: 'malformed' } });
});

test('what was not read stays so', () => {
  const unread = { kind: 'unread', reason: { code: 'refused' } } as const;
  expect(distinctRows(unread)).toBe(unread);
});
