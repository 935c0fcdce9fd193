import { existsSync, mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { chmodSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { openDatabaseFile } from '../../src-main/store/database';
import { quickFolder } from '../fixtures/campaign';
import { runCli, servePractice, type ServedPractice } from '../fixtures/run-cli';
import { scenarioPlan } from '../fixtures/scenario-plan';

const { plan } = scenarioPlan('S02');
let folder = '';
let practice: ServedPractice;
let capturePath = '';
let planPath = '';
const at = (...names: string[]): string => join(folder, ...names);
const cli = (...words: string[]) => runCli(words, { CAUSEWAY_TOKEN: practice.token });

beforeAll(async () => {
  folder = quickFolder('outputs');
  practice = await servePractice(['--scenario', 'S01']);
  capturePath = at('capture.json');
  planPath = at('plan.causeway');
  writeFileSync(planPath, JSON.stringify(plan));
  const run = await cli('capture', '--graph-url', practice.graphUrl, '--out', capturePath);
  expect(run.code).toBe(0);
});
afterAll(async () => {
  await practice.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function refused(code: string, ...words: string[]): Promise<string> {
  const run = await cli(...words);
  expect([run.code, run.out, run.err]).toEqual([2, '', expect.stringContaining(code)]);
  return run.err;
}
const requests = async (): Promise<string> =>
  (await fetch(`${practice.graphUrl}/_practice/stats`)).text();

describe('a file that is asked for', () => {
  it('is not written over an input or anything else that is no earlier one', async () => {
    const before = readFileSync(capturePath, 'utf8');
    const words = ['plan', '--capture', capturePath, '--out', capturePath];
    expect(await refused('file/exists', ...words)).toContain(capturePath);
    expect(readFileSync(capturePath, 'utf8')).toBe(before);
    writeFileSync(at('notes.txt'), 'mine');
    const capture = ['capture', '--graph-url', practice.graphUrl, '--out', at('notes.txt')];
    await refused('file/exists', ...capture);
    const saved = ['assess', '--capture', capturePath, '--save-snapshot', at('notes.txt')];
    await refused('file/exists', ...saved);
    expect(readFileSync(at('notes.txt'), 'utf8')).toBe('mine');
  });

  it('is refused before the tenant is read', async () => {
    mkdirSync(at('folder'));
    const before = await requests();
    const source = ['--graph-url', practice.graphUrl];
    await refused('ENOTFILE', 'plan', ...source, '--out', at('folder'));
    await refused('ENOENT', 'plan', ...source, '--out', at('none', 'x.causeway'));
    await refused('ENOTFILE', 'capture', ...source, '--out', at('folder'));
    const both = ['--out', at('new.causeway'), '--save-snapshot'];
    await refused('ENOTFILE', 'plan', ...source, ...both, at('folder'));
    const text = await refused('input/usage', 'plan', ...source, ...both, at('.', 'new.causeway'));
    expect(text).toContain('name the same file');
    expect(await requests()).toBe(before);
    expect(existsSync(at('new.causeway'))).toBe(false);
    expect(existsSync(at('none'))).toBe(false);
  });

  it('replaces an earlier one of its kind', async () => {
    const words = ['plan', '--capture', capturePath, '--out', at('again.causeway')];
    expect((await cli(...words)).code).toBe(0);
    const first = readFileSync(at('again.causeway'), 'utf8');
    expect((await cli(...words)).code).toBe(0);
    const hash = (text: string) => (JSON.parse(text) as { planHash: string }).planHash;
    expect(hash(readFileSync(at('again.causeway'), 'utf8'))).toBe(hash(first));
  });
});

describe('an export', () => {
  const exporting = (directory: string, format = 'json,html') => [
    ...['export', '--plan', planPath, '--format', format, '--out', directory],
  ];

  it('writes all of its files or none', async () => {
    for (const name of ['report.html', 'manifest.json']) {
      mkdirSync(at(`taken-${name}`, name), { recursive: true });
      const text = await refused('ENOTFILE', ...exporting(at(`taken-${name}`)));
      expect(text).toContain(at(`taken-${name}`, name));
      expect(readdirSync(at(`taken-${name}`))).toEqual([name]);
    }
  });

  it('does not replace files of somebody else, but those of an earlier export', async () => {
    mkdirSync(at('documents'));
    writeFileSync(at('documents', 'people.csv'), 'mine');
    await refused('file/exists', ...exporting(at('documents'), 'html,csv'));
    expect(readdirSync(at('documents'))).toEqual(['people.csv']);
    expect((await cli(...exporting(at('report')))).code).toBe(0);
    expect((await cli(...exporting(at('report'), 'csv'))).code).toBe(0);
    expect((await cli(...exporting(at('report')))).code).toBe(0);
  });

  it('follows no link', async () => {
    mkdirSync(at('linked'));
    symlinkSync(at('elsewhere.json'), at('linked', 'report.json'));
    await refused('ELOOP', ...exporting(at('linked')));
    symlinkSync(at('linked'), at('link-to-folder'));
    await refused('ELOOP', ...exporting(at('link-to-folder'), 'csv'));
    expect(readdirSync(at('linked'))).toEqual(['report.json']);
    expect(existsSync(at('elsewhere.json'))).toBe(false);
  });

  it('needs a folder that can be written', async () => {
    // The system lets root write anywhere.
    if (process.getuid?.() === 0) return;
    mkdirSync(at('read-only'), { mode: 0o500 });
    expect(await refused('EACCES', ...exporting(at('read-only')))).toContain('no permission');
    expect(readdirSync(at('read-only'))).toEqual([]);
  });
});

/** The bytes of a database after one statement. */
function databaseWith(sql: string): Uint8Array {
  const directory = quickFolder('database');
  const opened = openDatabaseFile(join(directory, 'a.db'), 'write');
  if (!opened.ok) throw new Error(opened.failure.code);
  opened.value.exec(sql);
  opened.value.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  opened.value.close();
  const bytes = readFileSync(join(directory, 'a.db'));
  rmSync(directory, { recursive: true });
  return bytes;
}

describe('a state folder that is none', () => {
  const commands = (state: string): readonly (readonly string[])[] => [
    ['status', '--state', state],
    ['resume', '--state', state, '--approve', plan.planHash],
    ['rollback', '--state', state, '--approve', plan.planHash],
  ];
  const listed = (state: string) =>
    readdirSync(state).map((name) => `${name}: ${readFileSync(join(state, name), 'latin1')}`);

  it.each([
    ['an empty one', 'store/not-found', undefined],
    ['one that a first apply left behind', 'store/not-found', ''],
    ['one with another causeway.db', 'store/foreign', 'somebody else’s'],
    ['one with an empty database', 'store/not-found', databaseWith('VACUUM')],
    ['one with another database', 'store/foreign', databaseWith('CREATE TABLE a(b)')],
  ])('is told so and left alone: %s', async (name, code, content) => {
    const state = at(name);
    mkdirSync(state);
    writeFileSync(join(state, 'other.txt'), 'mine');
    if (content !== undefined) writeFileSync(join(state, 'causeway.db'), content);
    const before = listed(state);
    for (const words of commands(state)) expect(await refused(code, ...words)).toContain(state);
    expect(listed(state)).toEqual(before);
  });

  it('is not made by looking, and a file is none', async () => {
    for (const words of commands(at('never'))) await refused('store/not-found', ...words);
    expect(existsSync(at('never'))).toBe(false);
    for (const words of commands(planPath)) await refused('store/not-found', ...words);
  });

  it('is not taken over by apply', async () => {
    const own = at('own.causeway');
    const made = await cli('plan', '--graph-url', practice.graphUrl, '--out', own, '--json');
    const { planHash } = JSON.parse(made.out) as { planHash: string };
    const apply = (state: string) => [
      ...['apply', '--plan', own, '--graph-url', practice.graphUrl],
      ...['--approve', planHash, '--until', 's01', '--state', state],
    ];
    mkdirSync(at('foreign'));
    writeFileSync(at('foreign', 'causeway.db'), 'somebody else’s');
    await refused('store/foreign', ...apply(at('foreign')));
    expect(readdirSync(at('foreign'))).toEqual(['causeway.db']);
    await refused('store/unwritable', ...apply(own));
    if (process.getuid?.() === 0) return;
    expect((await cli(...apply(at('kept')))).code).toBe(3);
    chmodSync(at('kept', 'causeway.db'), 0o400);
    await refused('EACCES', ...apply(at('kept')));
    mkdirSync(at('closed'));
    chmodSync(at('closed'), 0o000);
    await refused('EACCES', ...apply(at('closed')));
    chmodSync(at('closed'), 0o700);
  });
});

test.each(['--capture', '--snapshot'])('%s says the same on every run', async (option) => {
  const path = option === '--capture' ? capturePath : at('twice.json');
  if (option === '--snapshot') {
    const words = ['assess', '--capture', capturePath, '--save-snapshot', path];
    expect((await cli(...words)).code).toBe(0);
  }
  const [first, second] = [
    await cli('assess', option, path, '--json'),
    await cli('assess', option, path, '--json'),
  ];
  expect(first.code).toBe(0);
  expect(second.out).toBe(first.out);
});
