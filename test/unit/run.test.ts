import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { chainsOf, groupsOf, stages } from '../tools/stages.mjs';

test('a stage that does not exist fails the run, with the names of those that do', () => {
  const run = join(import.meta.dirname, '../run.mjs');
  const done = spawnSync(process.execPath, [run, 'everything'], { encoding: 'utf8' });
  expect(done.status).toBe(2);
  expect(done.stdout).toMatch(/No such stage: everything\. .*lint/);
  expect(done.stdout.trim().split('\n').at(-1)).toBe('0 passed, 1 failed');
  expect(done.stderr).toBe('');
});

test('what takes both cores runs by itself; every stage runs once, in order', () => {
  const groups = groupsOf(stages);
  expect(groups.flat()).toEqual(stages);
  const names = groups.map((group) => group.map(({ name }) => name));
  expect(names.filter((group) => group.length === 1).flat()).toEqual([
    ...['messages', 'unit', 'component', 'bench'],
  ]);
  expect(names.find((group) => group.includes('lint'))).toContain('types-test');
});

test('one window at a time, and beside it what gives way to it', () => {
  const programs = groupsOf(stages).find((group) => group.some(({ name }) => name === 'e2e')) ?? [];
  const windows = programs.filter(({ counts }) => counts === 'playwright');
  const others = programs.filter((stage) => !windows.includes(stage));
  expect(chainsOf(programs)).toEqual([...others.map((stage) => [stage]), windows]);
  expect(others.every(({ isPatient }) => isPatient === true)).toBe(true);
  expect(windows.some(({ isPatient }) => isPatient === true)).toBe(false);
});

test('what one half of the linting leaves out is what the other half takes', () => {
  const [most, rest] = ['lint', 'lint-test'].map((wanted) =>
    stages
      .find(({ name }) => name === wanted)
      ?.command('')
      .slice(2, -1),
  );
  expect([most, rest]).toEqual([['.', '--ignore-pattern=test/**'], ['test']]);
});
