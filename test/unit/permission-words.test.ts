import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

test('what a permission is for ends alike in Japanese', () => {
  const words = JSON.parse(readFileSync('shared/messages/ja.json', 'utf8')) as object;
  const scopes = Object.entries(words).filter(([key]) => key.startsWith('scope_'));
  expect(scopes.length).toBeGreaterThan(10);
  for (const [key, text] of scopes)
    expect([key, text]).toEqual([key, expect.stringMatching(/ます$/)]);
});
