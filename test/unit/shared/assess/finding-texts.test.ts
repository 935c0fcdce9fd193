import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findingCodes, findingKey } from '../../../../shared/assess/finding-codes';
import { m } from '../../../../shared/paraglide/messages.js';

const folder = join(import.meta.dirname, '../../../../shared/messages');
const read = (name: string): Record<string, unknown> =>
  JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as Record<string, unknown>;
const english = read('en');
const japanese = read('ja');

describe.each(findingCodes)('%s', (code) => {
  test.each(['title', 'why', 'advice'] as const)('has its %s in both languages', (part) => {
    const key = findingKey(code, part);
    expect(english, key).toHaveProperty(key);
    expect(japanese, key).toHaveProperty(key);
  });
});

test('a title counts one and many', () => {
  expect(m.finding_no_method_title({ count: '1' }, { locale: 'en' })).toMatch(/^1 person has /);
  expect(m.finding_no_method_title({ count: '17' }, { locale: 'en' })).toMatch(/^17 people have /);
  expect(m.finding_no_method_title({ count: '17' }, { locale: 'ja' })).toContain('17 人');
});
