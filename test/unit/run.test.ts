import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';

test('a stage that does not exist fails the run, with the names of those that do', () => {
  const run = join(import.meta.dirname, '../run.mjs');
  const done = spawnSync(process.execPath, [run, 'everything'], { encoding: 'utf8' });
  expect(done.status).toBe(2);
  expect(done.stdout).toMatch(/No such stage: everything\. .*lint/);
  expect(done.stdout.trim().split('\n').at(-1)).toBe('0 passed, 1 failed');
  expect(done.stderr).toBe('');
});
