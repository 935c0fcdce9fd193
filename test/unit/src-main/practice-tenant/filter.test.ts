import { describe, expect, test } from 'vitest';
import { parseFilter } from '../../../../src-main/practice-tenant/filter';

const row = {
  id: 'ae284628-c808-51f6-a31d-0b807cea3473',
  name: "O'Brien",
  on: true,
  age: 44,
  none: null,
  at: '2026-11-22T12:00:00Z',
  tags: ['one', 'two'],
  by: { app: { displayName: 'Policy Manager' } },
  rows: [{ id: 'a' }, { id: 'b' }],
  flags: 'secureFoundation,zeroTrust',
};

describe('$filter', () => {
  test.each([
    ["name eq 'o''brien'", true],
    ["name ne 'x'", true],
    ['on eq true and age gt 43', true],
    ['on eq false or age lt 44', false],
    ["not (name eq 'O''Brien')", false],
    ['none eq null', true],
    ['name eq null', false],
    ['age ge 44 and age le 44', true],
    ['at ge 2026-11-22T11:00:00Z', true],
    ['at lt 2026-11-22T12:00:00Z', false],
    ["by/app/displayName eq 'policy manager'", true],
    ["tags/any(t:t eq 'TWO')", true],
    ["tags/any(t:t eq 'three')", false],
    ["rows/any(r:r/id eq 'b')", true],
    ["flags has 'zeroTrust'", true],
    ["flags has 'zero'", false],
    ["startswith(name,'o')", true],
    ["endsWith(name,'EN')", true],
    ["contains(name,'zz')", false],
    ["name in ('a','O''Brien')", true],
    ['id eq ae284628-c808-51f6-a31d-0b807cea3473', true],
    ["missing eq 'x'", false],
    ["name eq 'x' or name eq 'y' and on eq true", false],
    ["(name eq 'x' or on eq true) and age eq 44", true],
  ])('%s', (text, wanted) => {
    expect(parseFilter(text)?.test(row)).toBe(wanted);
  });

  test.each([
    'name eq',
    'eq',
    "name is 'x'",
    "name eq 'x' and",
    "(name eq 'x'",
    'name eq x',
    "''",
    '#',
  ])('is not understood: %s', (text) => {
    expect(parseFilter(text)).toBeUndefined();
  });

  test('tells advanced queries and the properties they name', () => {
    expect(parseFilter("userType eq 'Guest'")).toMatchObject({
      advanced: false,
      paths: ['userType'],
    });
    expect(parseFilter("userType ne 'Guest'")?.advanced).toBe(true);
    expect(parseFilter("not startswith(a,'b')")?.advanced).toBe(true);
    expect(parseFilter("rows/any(r:r/id eq 'b')")?.paths).toEqual(['rows']);
  });
});
