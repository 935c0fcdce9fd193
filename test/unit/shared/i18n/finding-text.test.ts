import { describe, expect, test } from 'vitest';
import { isAtLeast } from '../../../../shared/assess/count-may-grow';
import { findingCodes } from '../../../../shared/assess/finding-codes';
import {
  findingCount,
  findingPart,
  findingTitle,
  whoText,
} from '../../../../shared/i18n/finding-text';

describe('a title', () => {
  test('counts one and many', () => {
    expect(findingTitle('NO-METHOD', 1, false, 'en')).toMatch(/^1 person has /);
    expect(findingTitle('NO-METHOD', 1_240, false, 'en')).toMatch(/^1,240 people have /);
    expect(findingTitle('NO-METHOD', 17, false, 'ja')).toContain('17 人');
  });

  test('says "at least" without losing the singular, and begins with a capital', () => {
    expect(findingTitle('NO-METHOD', 1, true, 'en')).toMatch(/^At least 1 person has /);
    expect(findingTitle('NO-METHOD', 12, true, 'en')).toMatch(/^At least 12 people have /);
    expect(findingTitle('PHONE-ONLY-FEB27', 7, true, 'en')).toMatch(
      /^From 1 Feb 2027, at least 7 /,
    );
    expect(findingTitle('PHONE-ONLY-FEB27', 7, true, 'ja')).toBe(
      '2027/02/01 から、少なくとも 7 件のアカウントが今の方法ではサインインできません',
    );
  });

  test.each(['en', 'ja'] as const)('of every code is whole in %s', (language) => {
    for (const code of findingCodes) {
      for (const lowerBound of [true, false]) {
        const text = findingTitle(code, 2, isAtLeast(code, lowerBound), language);
        expect(text, code).not.toMatch(/not known|不明\)|[{}]|undefined/);
        expect(text, code).not.toBe(code);
        const says = text.toLowerCase().includes('at least 2') || text.includes('少なくとも 2');
        expect(says, code).toBe(isAtLeast(code, lowerBound));
      }
    }
  });

  test('codes with digits keep their texts', () => {
    expect(findingTitle('B2B-PASSKEY-PENDING', 1, false, 'en')).toMatch(/external guest/);
    expect(findingPart('B2B-PASSKEY-PENDING', 'why', 'en')).not.toBe('');
    expect(findingTitle('NOT-A-CODE', 1, false, 'en')).toBe('NOT-A-CODE');
  });
});

test('a count is a lower bound only where it leaves out what is unknown', () => {
  expect(isAtLeast('PHONE-ONLY-FEB27', true)).toBe(true);
  expect(isAtLeast('PHONE-ONLY-FEB27', false)).toBe(false);
  expect(isAtLeast('DATA-UNREADABLE', true)).toBe(false);
  expect(isAtLeast('BG-NO-METHOD', true)).toBe(false);
  expect(findingCount(1_240, true, 'en')).toBe('at least 1,240');
  expect(findingCount(1_240, true, 'ja')).toBe('少なくとも 1,240');
});

describe('who it concerns', () => {
  const users = (...names: string[]) =>
    names.map((name) => ({ kind: 'user' as const, id: name, name }));

  test('names a few, in words', () => {
    const finding = { count: 4, subjects: users('a', 'b', 'c', 'd') };
    expect(whoText(finding, true, 2, 'en')).toBe('at least 4: a, b and 2 more');
    expect(whoText(finding, false, 9, 'ja')).toBe('4 件: a、b、c、d');
    const data = [{ kind: 'data' as const, id: 'roles', name: 'roles' }];
    expect(whoText({ count: 1, subjects: data }, false, 2, 'en')).toBe('1: Directory roles');
    const method = [{ kind: 'method' as const, id: 'SoftwareOath', name: 'SoftwareOath' }];
    expect(whoText({ count: 1, subjects: method }, false, 2, 'en')).toBe('1: Software OATH tokens');
  });

  test('is nobody where the title says it all', () => {
    const subjects = [{ kind: 'tenant' as const, id: 't', name: 'Kestrel' }];
    expect(whoText({ count: 1, subjects }, false, 2, 'en')).toBe('');
  });
});
