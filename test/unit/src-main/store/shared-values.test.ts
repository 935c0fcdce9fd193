import { expect, it } from 'vitest';
import type { Json } from '../../../../shared/json';
import { SharedValues } from '../../../../src-main/store/shared-values';

const row = (n: number) => ({
  ...{ id: `id${n}`, department: `d${n % 3}`, isOn: n % 2 === 0, none: null },
  plans: [{ id: 'p1', state: n % 2 === 0 ? 'on' : 'off' }],
});

it('changes no value, and keeps equal ones once', () => {
  const share = new SharedValues();
  const rows = Array.from({ length: 10_000 }, (_, n) => share.row(row(n)));
  expect(rows).toEqual(Array.from({ length: 10_000 }, (_, n) => row(n)));
  expect(new Set(rows.map(({ plans }) => plans)).size).toBe(2);
});

it('tells the same value of two fields apart', () => {
  const share = new SharedValues();
  const [a, b] = [share.row({ x: ['1'], y: ['1'] }), share.row({ x: ['1'], y: ['1'] })];
  expect(a.x).toBe(b.x);
  expect(a.x).not.toBe(a.y);
});

it('tells a text from what it is the JSON of', () => {
  const share = new SharedValues();
  const rows = [{ x: '[]' }, { x: [] }, { x: '{}' }, { x: {} }, { x: 'o[]' }];
  expect(rows.map((one) => share.row(structuredClone(one)))).toEqual(rows);
});

it('leaves what is no object alone', () => {
  const share = new SharedValues();
  expect(share.row('text')).toBe('text');
  expect(share.row(['a'])).toEqual(['a']);
});

it('takes ids and names from the account that has them', () => {
  const share = new SharedValues();
  const account = { id: 'u1', userPrincipalName: 'ana@x.example', displayName: 'Ana' };
  share.know([account]);
  const report = { id: 'u1', upn: 'ana@x.example', name: 'Ana', none: null, other: 'u2' };
  expect(share.row({ ...report })).toEqual(report);
  expect(share.row({ id: 'u9', upn: 'ana@x.example' })).toEqual({ id: 'u9', upn: 'ana@x.example' });
  expect(['u1', 'u9'].map((id) => share.id(id))).toEqual(['u1', 'u9']);
});

it('makes a part once for all who have it, and tells apart what is not the same', () => {
  const share = new SharedValues();
  const made: string[] = [];
  const text = (value: Json): string => {
    made.push(JSON.stringify(value));
    return `made of ${JSON.stringify(value)}`;
  };
  const kinds: Json[] = [
    ...[['a', 'b'], ['b', 'a'], ['a'], [], {}, { a: 1 }, { a: 1, b: null }, { b: null, a: 1 }],
    ...[[{ x: [1] }], [{ x: [2] }], [{ x: [1], y: null }], ['1'], [1], ['a', 'b', null]],
  ];
  for (let round = 0; round < 3; round += 1) {
    for (const kind of structuredClone(kinds)) {
      expect(share.once('plans', kind, text)).toBe(`made of ${JSON.stringify(kind)}`);
    }
  }
  expect(made).toEqual(kinds.map((kind) => JSON.stringify(kind)));
  expect(share.once('other', ['a'], () => 'its own')).toBe('its own');
  expect(share.once('plans', 'bad', () => undefined)).toBeUndefined();
});
