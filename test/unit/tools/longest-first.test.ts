import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { inOrderOfLength, longest } from '../../tools/longest-first.mjs';

const root = join(import.meta.dirname, '../..');

it('begins with the longest files, and keeps the others in their order', () => {
  const ids = ['b.test.ts', 'unit/shared/plan/laws-other-half.test.ts', 'a.test.ts', ...longest];
  const sorted = inOrderOfLength(ids.map((id) => ({ moduleId: join(root, id) })));
  expect(sorted.slice(-2).map(({ moduleId }) => moduleId)).toEqual([
    join(root, 'b.test.ts'),
    join(root, 'a.test.ts'),
  ]);
  expect(sorted[0]?.moduleId).toBe(join(root, longest[0] ?? ''));
});

it('names no file that is not there', () => {
  expect(longest.filter((file) => !existsSync(join(root, file)))).toEqual([]);
});
