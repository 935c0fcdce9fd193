import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findingCodes, findingKey } from '../../../../shared/assess/finding-codes';

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
