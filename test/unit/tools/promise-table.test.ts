import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  atCommits,
  endLine,
  judgePromise,
  legendLines,
  tableLines,
} from '../../tools/promise-table.mjs';
import { promises } from '../../tools/promises.mjs';

const promise = {
  ...{ id: 'P9', promise: 'something', figure: '0 in 10', files: ['a.test.ts'] },
  needs: {},
};
const figure = { promise: 'P9', figure: '0 in 10', counts: { cases: 6 } };
const here = (files: readonly (readonly [string, string])[], figures: object[] = []) => ({
  files: new Map(files),
  begun: new Set(['a.test.ts']),
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
    const later = { ...here([], [figure]), begun: new Set<string>() };
    expect(judgePromise(promise, later)).toEqual({
      state: 'not yet run',
      reached: '0 in 10; no result of a.test.ts',
    });
    const half = here([['a.test.ts', 'passed']], [figure, { promise: 'P9', notRun: 'no strace' }]);
    expect(judgePromise(promise, half)).toEqual({
      state: 'partly run',
      reached: '0 in 10; not run here: no strace',
    });
  });
});

describe('the numbers of a promise', () => {
  const judge = (needs: Record<string, number | 'every'>, ...counts: object[]) =>
    judgePromise(
      { ...promise, needs },
      here(
        [['a.test.ts', 'passed']],
        counts.map((one) => ({ promise: 'P9', figure: 'x', counts: one })),
      ),
    );

  it('are met by what its tests counted together, and not by less', () => {
    expect(judge({ cases: 10 }, { cases: 6 }, { cases: 4 }).state).toBe('met');
    expect(judge({ cases: 10 }, { cases: 6 }, { cases: 3 })).toEqual({
      state: 'short',
      reached: 'x; x; short of what is promised: 9 of 10 cases',
    });
    expect(judge({ cases: 10 }, { others: 10 }).state).toBe('short');
    expect(judge({ cases: 10, others: 1 }, { cases: 10 }).reached).toContain('0 of 1 others');
  });

  it('that mean every one there is are met by all of them', () => {
    expect(judge({ bytes: 'every' }, { bytes: [8, 8] }).state).toBe('met');
    expect(judge({ bytes: 'every' }, { bytes: [7, 8] }).reached).toContain('7 of 8 bytes');
    expect(judge({ bytes: 'every' }, { bytes: [8, 8] }, { bytes: [1, 2] }).state).toBe('short');
    expect(judge({ bytes: 'every' }, { bytes: 8 }).reached).toContain('bytes not counted');
    expect(judge({ bytes: 'every' }, { bytes: [0, 0] }).state).toBe('short');
  });

  it('are missed by what was kept from before they were counted', () => {
    const old = here([['a.test.ts', 'passed']], [{ promise: 'P9', figure: 'x' }]);
    expect(judgePromise({ ...promise, needs: { cases: 1 } }, old).state).toBe('short');
    expect(judgePromise({ ...promise, needs: {} }, old).state).toBe('met');
  });

  it('never make a failed or an unrun promise short', () => {
    const needs = { cases: 10 };
    const failed = here([['a.test.ts', 'failed']], [figure]);
    expect(judgePromise({ ...promise, needs }, failed).state).toBe('not met');
    expect(judgePromise({ ...promise, needs }, here([], [figure])).state).toBe('not run here');
  });

  it('stand beside every promise but those of nothing found and of equal bytes', () => {
    const without = promises.filter(({ needs }) => Object.keys(needs).length === 0);
    expect(without.map(({ id }) => id)).toEqual(['P19', 'P29', 'P30']);
  });

  it('are counted by a test of that promise under the same name', () => {
    const folder = resolve(import.meta.dirname, '../..');
    const missing = promises.flatMap(({ id, files, needs }) => {
      const texts = files
        .filter((file) => existsSync(resolve(folder, file)))
        .map((file) => readFileSync(resolve(folder, file), 'utf8'))
        .join('\n');
      const told = texts.split(/reached\(\s*/).filter((one) => one.startsWith(`'${id}'`));
      const shown = told.map((one) => one.slice(0, one.indexOf(');')));
      return Object.keys(needs)
        .filter((name) => !shown.some((one) => new RegExp(`[{\\s]${name}\\s*[:,}]`).test(one)))
        .map((name) => `${id} ${name}`);
    });
    expect(missing).toEqual([]);
  });
});

describe('the end of a run', () => {
  it('counts what was met, what is short, what did not run and what failed apart', () => {
    const states = ['met', 'met', 'short', 'short', 'short', 'partly run', 'not met', 'no test'];
    expect(endLine(states, { passed: 4, failed: 1 })).toEqual({
      text: '6 passed, 3 short of what is promised, 1 not run here or not all of it, 3 failed',
      failed: 3,
    });
    expect(endLine(['short'], { passed: 0, failed: 0 }).failed).toBe(0);
  });
});

describe('the states below the table', () => {
  it('are explained where they occur, once each and no others', () => {
    const lines = legendLines(['short', 'met', 'short']);
    expect(lines.map((line) => line.slice(0, 14).trim())).toEqual(['met', 'short']);
    expect(lines[1]).toContain('this run tried fewer than is promised, `--long` tries them all');
    const every = [
      'met',
      'short',
      'partly run',
      'not run here',
      'not yet run',
      'not met',
      'no test',
    ];
    expect(legendLines(every)).toHaveLength(every.length);
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
