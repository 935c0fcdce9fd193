import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { atCommits, judgePromise, tableLines } from '../../tools/promise-table.mjs';
import { promises } from '../../tools/promises.mjs';

const promise = { id: 'P9', promise: 'something', figure: '0 in 10', files: ['a.test.ts'] };
const figure = { promise: 'P9', figure: '0 in 10' };
const here = (files: readonly (readonly [string, string])[], figures: object[] = []) => ({
  files: new Map(files),
  figures,
  exists: () => true,
});

describe('a promise', () => {
  it('is met when its tests passed and said what they reached', () => {
    const run = here([['a.test.ts', 'passed']], [figure]);
    expect(judgePromise(promise, run)).toEqual({ state: 'met', reached: '0 in 10' });
  });

  it('is not met by a test that failed, however much it said', () => {
    const run = here([['a.test.ts', 'failed']], [figure]);
    expect(judgePromise(promise, run).state).toBe('not met');
  });

  it('is not met by a test that measured nothing', () => {
    expect(judgePromise(promise, here([['a.test.ts', 'passed']])).state).toBe('not met');
    const other = here([['a.test.ts', 'passed']], [{ promise: 'P8', figure: 'x' }]);
    expect(judgePromise(promise, other).state).toBe('not met');
  });

  it('without a test is shown as such, not left out', () => {
    const run = { ...here([]), exists: () => false };
    expect(judgePromise(promise, run)).toEqual({ state: 'no test', reached: 'a.test.ts' });
  });

  it('that cannot be tried here is neither met nor failed, and says why', () => {
    const partly = here([['a.test.ts', 'passed']], [{ promise: 'P9', notRun: 'no strace' }]);
    expect(judgePromise(promise, partly)).toEqual({
      state: 'not run here',
      reached: 'not run here: no strace',
    });
    expect(judgePromise(promise, here([])).state).toBe('not run here');
    const half = here([['a.test.ts', 'passed']], [figure, { promise: 'P9', notRun: 'no strace' }]);
    expect(judgePromise(promise, half)).toEqual({
      state: 'partly run',
      reached: '0 in 10; not run here: no strace',
    });
  });
});

describe('a figure of another commit', () => {
  const verdict = { state: 'met', reached: 'all' } as const;
  it('stands with its commit, each once; one of now stands alone', () => {
    const campaigns = ['now', 'old', 'old', 'older'].map((commit) => ({ commit }));
    expect(atCommits(verdict, 'now', campaigns).reached).toBe('all [at old, older]');
    expect(atCommits(verdict, 'now', [{ commit: 'now' }])).toBe(verdict);
    expect(atCommits(verdict, 'now', [])).toBe(verdict);
  });
});

describe('the table', () => {
  it('has one row for each of the promises, in order', () => {
    const ids = promises.map(({ id }) => id);
    expect(ids).toEqual(Array.from({ length: 31 }, (_, index) => `P${String(index + 1)}`));
    const verdict = { state: 'met', reached: 'all' } as const;
    const lines = tableLines(promises.map((one) => ({ promise: one, verdict })));
    expect(lines).toHaveLength(3 * 31);
    expect(lines[0]).toBe('P1  met           no tenant’s token used on another');
  });

  it('names test files that are there, or says there is no test', () => {
    const folder = resolve(import.meta.dirname, '../..');
    const present = promises
      .flatMap(({ files }) => files)
      .filter((file) => existsSync(resolve(folder, file)));
    expect(present.length).toBeGreaterThan(8);
  });
});
