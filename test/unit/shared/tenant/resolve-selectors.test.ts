import { describe, expect, test } from 'vitest';
import type { AccountSelector } from '../../../../shared/tenant/account-selector';
import {
  indexAccounts,
  matchesPattern,
  resolveSelectors,
} from '../../../../shared/tenant/resolve-selectors';
import { read, type Snapshot } from '../../../../shared/tenant/snapshot';
import { aSnapshot } from '../../../fixtures/a-snapshot';
import { aGroup } from '../../../fixtures/graph-objects';

const users = [{ id: 'svc-1' }, { id: 'svc-22' }, { id: 'ann' }];
const snapshot = aSnapshot({ users, groups: { g1: ['ann'], empty: [] } });

function resolve(
  selectors: readonly AccountSelector[],
  from: Snapshot = snapshot,
): readonly string[] | string {
  const result = resolveSelectors(selectors, indexAccounts(from), 'accounts.x');
  return result.ok ? [...result.value.ids].sort() : result.failure.code;
}

describe('matchesPattern', () => {
  test.each([
    ['svc-1@a.example', 'svc-*@a.example', true],
    ['svc-1@a.example', '*', true],
    ['svc-1@a.example', 'svc-?@a.example', true],
    ['svc-22@a.example', 'svc-?@a.example', false],
    ['svc-1@a.example', 'svc-1', false],
    ['svc.1', 'svc?1', true],
    ['svcx1', 'svc.1', false],
    ['aab', '*ab', true],
    ['ab', 'ab*', true],
    ['', '*', true],
    ['', '?', false],
  ])('%s against %s is %s', (text, pattern, expected) => {
    expect(matchesPattern(text, pattern)).toBe(expected);
  });

  test('many stars take no time', () => {
    const startedAt = performance.now();
    expect(matchesPattern('a'.repeat(2_000), `${'*a'.repeat(500)}b`)).toBe(false);
    expect(performance.now() - startedAt).toBeLessThan(500);
  });
});

describe('resolveSelectors', () => {
  test('by id, by name in any case, by pattern, by group', () => {
    expect(resolve([{ id: 'ann' }])).toEqual(['ann']);
    expect(resolve([{ upn: 'ANN@Practice.Example' }])).toEqual(['ann']);
    expect(resolve([{ upnPattern: 'SVC-*@practice.example' }])).toEqual(['svc-1', 'svc-22']);
    expect(resolve([{ group: 'g1' }, { id: 'svc-1' }])).toEqual(['ann', 'svc-1']);
    expect(resolve([{ group: 'empty' }])).toEqual([]);
  });

  test('a group by its display name in any case', () => {
    const named = { ...snapshot, groups: read([aGroup('g1', { displayName: 'Sales' })]) };
    expect(resolve([{ group: 'sales' }], named)).toEqual(['ann']);
  });

  test.each([
    [{ id: 'nobody' }],
    [{ upn: 'nobody@practice.example' }],
    [{ upnPattern: 'x*' }],
    [{ group: 'nowhere' }],
  ])('%j matches nothing', (selector) => {
    const result = resolveSelectors([selector], indexAccounts(snapshot), 'accounts.x');
    expect(result).toEqual({
      ok: false,
      failure: {
        code: 'input/selector-no-match',
        values: { selector: Object.values(selector)[0], field: 'accounts.x' },
      },
    });
  });

  test('a name two groups carry is an error', () => {
    const twins = [aGroup('g1', { displayName: 'Twin' }), aGroup('g2', { displayName: 'twin' })];
    expect(resolve([{ group: 'Twin' }], { ...snapshot, groups: read(twins) })).toBe(
      'input/answers-invalid',
    );
  });

  test('what was not read is no error, and not complete', () => {
    const unread = { kind: 'unread', reason: { code: 'refused' } } as const;
    const dark = { ...snapshot, groupMembers: { g1: unread } };
    expect(resolveSelectors([{ group: 'g1' }], indexAccounts(dark), 'x')).toEqual({
      ok: true,
      value: { ids: new Set(), isComplete: false },
    });
    expect(resolve([{ id: 'nobody' }], { ...snapshot, users: unread })).toEqual([]);
    expect(resolve([{ group: 'Sales' }], { ...snapshot, groups: unread })).toEqual([]);
  });
});
