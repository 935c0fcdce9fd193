import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson, normalizeGraph } from '../../../shared/canonical';
import { hashObject } from '../../../shared/hash-object';
import type { Json } from '../../../shared/json';
import { sha256 } from '../../fixtures/stable-id';

describe('canonicalJson', () => {
  test.each<[Json, string]>([
    [{ b: 1, a: [true, null] }, '{"a":[true,null],"b":1}'],
    [{ a: { z: 'x', y: '"' } }, '{"a":{"y":"\\"","z":"x"}}'],
    [{ É: 1, Z: 2, a: 3 }, '{"Z":2,"a":3,"É":1}'],
    ['日本', '"日本"'],
    [1.5, '1.5'],
  ])('%j', (value, text) => {
    expect(canonicalJson(value)).toBe(text);
  });

  test('refuses what JSON cannot carry', () => {
    expect(() => canonicalJson(Number.NaN)).toThrow(RangeError);
    expect(() => canonicalJson(Number.POSITIVE_INFINITY)).toThrow(RangeError);
    expect(() => canonicalJson('\ud800')).toThrow(RangeError);
    expect(() => canonicalJson({ ['\udc00']: 1 })).toThrow(RangeError);
  });

  test('equal things give equal text, whatever the order of their keys', () => {
    const key = fc.string({ unit: 'grapheme' }).filter((text) => text !== '__proto__');
    fc.assert(
      fc.property(fc.dictionary(key, fc.integer()), (value) => {
        const reversed = Object.fromEntries(Object.entries(value).reverse());
        expect(canonicalJson(reversed)).toBe(canonicalJson(value));
        expect(JSON.parse(canonicalJson(value))).toEqual(value);
      }),
    );
  });
});

test('a hash names the object it is of', () => {
  expect(hashObject('plan', { a: 1 }, sha256)).toBe(sha256('causeway/plan/1\n{"a":1}'));
  expect(hashObject('plan', { a: 1 }, sha256)).not.toBe(hashObject('step', { a: 1 }, sha256));
});

describe('normalizeGraph', () => {
  test('drops annotations, null and times, keeps the type', () => {
    const value = {
      '@odata.context': 'x',
      '@odata.type': '#microsoft.graph.thing',
      'includeTargets@odata.context': 'y',
      createdDateTime: '2026-01-01T00:00:00Z',
      state: 'enabled',
      empty: null,
    };
    expect(normalizeGraph(value)).toEqual({
      '@odata.type': '#microsoft.graph.thing',
      state: 'enabled',
    });
  });

  test('sets are sorted, doubled members and empty sets fall away, lists keep their order', () => {
    expect(
      normalizeGraph({
        includeGroups: ['b', 'a', 'b'],
        excludeGroups: [],
        names: ['b', 'a'],
      }),
    ).toEqual({ includeGroups: ['a', 'b'], names: ['b', 'a'] });
  });

  test('the order in which Graph tells a policy, its methods or somebody’s plans means nothing', () => {
    const told = (turn: <T>(items: readonly T[]) => T[]) =>
      normalizeGraph({
        authenticationMethodConfigurations: turn([
          { id: 'Sms', state: 'disabled' },
          { id: 'Fido2', state: 'enabled', passkeyProfiles: turn([{ id: 'a' }, { id: 'b' }]) },
        ]),
        assignedPlans: turn([
          { servicePlanId: 'p1', assignedDateTime: '2026-01-01T00:00:00Z' },
          { servicePlanId: 'p2' },
        ]),
        methodsRegistered: turn(['mobilePhone', 'email']),
        verifiedDomains: turn([{ name: 'a.example' }, { name: 'b.example' }]),
      });
    expect(told((items) => [...items].reverse())).toEqual(told((items) => [...items]));
    expect(JSON.stringify(told((items) => [...items]))).not.toContain('assignedDateTime');
  });

  test('object ids lower case, other text untouched', () => {
    const id = 'ABCDEF00-0000-4000-8000-00000000000A';
    expect(normalizeGraph({ id, name: 'ABC' })).toEqual({ id: id.toLowerCase(), name: 'ABC' });
  });
});
