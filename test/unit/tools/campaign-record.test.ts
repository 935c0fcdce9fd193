import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openRecord } from '../../tools/campaign-record.mjs';

const usual = { size: 'usual', seed: undefined, commit: 'aaa' } as const;
const seven = (): string => '7';
const campaign = (file: string, state: 'passed' | 'failed' | 'not run') => ({
  ...{ file, state, ms: 1 },
  figures: [{ promise: 'P9', figure: `of ${file}` }],
});

describe('the record of campaigns', () => {
  let folder = '';
  let path = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'causeway-record-'));
    path = join(folder, 'kept.jsonl');
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('goes on with its seed and leaves out what passed, never what failed or did not run', () => {
    const first = openRecord(path, usual, seven);
    first.add(campaign('a', 'passed'));
    first.add(campaign('b', 'failed'));
    first.add(campaign('c', 'not run'));
    const again = openRecord(path, usual, () => '8');
    expect(again.seed).toBe('7');
    expect([...again.passed.keys()]).toEqual(['a']);
    expect(again.passed.get('a')?.figures).toEqual([{ promise: 'P9', figure: 'of a' }]);
  });

  it('keeps the commit each passed at; lines from before that say that nobody knows', () => {
    openRecord(path, usual, seven).add(campaign('a', 'passed'));
    openRecord(path, { ...usual, commit: 'bbb' }, seven).add(campaign('b', 'passed'));
    appendFileSync(path, `${JSON.stringify(campaign('c', 'passed'))}\n`);
    const { passed } = openRecord(path, { ...usual, commit: 'ccc' }, seven);
    expect([...passed.values()].map(({ file, commit }) => [file, commit])).toEqual([
      ['a', 'aaa'],
      ['b', 'bbb'],
      ['c', 'unknown'],
    ]);
  });

  it('bears a last line that was broken off', () => {
    openRecord(path, usual, seven).add(campaign('a', 'passed'));
    appendFileSync(path, '{"file":"b","sta');
    expect([...openRecord(path, usual, seven).passed.keys()]).toEqual(['a']);
  });

  it('is refused for another size, another seed, or when it is none', () => {
    openRecord(path, usual, seven);
    expect(() => openRecord(path, { ...usual, size: 'promised' }, seven)).toThrow('size');
    expect(() => openRecord(path, { ...usual, seed: '9' }, seven)).toThrow('seed 7');
    const other = join(folder, 'notes.txt');
    writeFileSync(other, 'hello\n');
    expect(() => openRecord(other, usual, seven)).toThrow('size');
  });

  it('without a file takes the asked seed, or makes one', () => {
    expect(openRecord(undefined, { ...usual, seed: '9' }, seven).seed).toBe('9');
    expect(openRecord(undefined, usual, seven).seed).toBe('7');
  });
});
