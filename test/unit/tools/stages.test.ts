import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { chosenStages, stages } from '../../tools/stages.mjs';

const names = (chosen: readonly { readonly name: string }[]) => chosen.map(({ name }) => name);

test('without a name all stages run; with names those, in their order', () => {
  expect(names(chosenStages([]))).toEqual(names(stages));
  expect(names(chosenStages(['contract', 'lint']))).toEqual(['lint', 'contract']);
  expect(names(chosenStages(['types']))).toEqual([
    'types-shared',
    'types-src-main',
    'types-test',
    'types-src-renderer',
  ]);
});

test('a stage that does not exist fails the run, with the names of those that do', () => {
  const run = join(import.meta.dirname, '../../run.mjs');
  const done = spawnSync(process.execPath, [run, 'everything'], { encoding: 'utf8' });
  expect(done.status).toBe(2);
  expect(done.stdout).toMatch(/No such stage: everything\. .*lint/);
  expect(done.stdout.trim().split('\n').at(-1)).toBe('0 passed, 1 failed');
  expect(done.stderr).toBe('');
});
