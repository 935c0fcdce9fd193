import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Failure } from '../../../../shared/diagnostic';
import type { Result } from '../../../../shared/result';
import { checkExportTargets, checkTarget } from '../../../../src-main/files/check-target';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'causeway-target-'));
});
afterEach(() => {
  chmodSync(folder, 0o700);
  rmSync(folder, { recursive: true, force: true });
});
const at = (name: string): string => join(folder, name);
const told = (result: Result<void, Failure>): string =>
  result.ok ? 'free' : `${result.failure.code} ${result.failure.values['code'] ?? ''}`.trim();

describe('where a plan may be written', () => {
  const check = async (name: string) => told(await checkTarget(at(name), 'causeway-plan/1'));

  it('is where nothing is, an empty file, or an earlier plan', async () => {
    writeFileSync(at('empty'), '');
    writeFileSync(at('earlier'), '{\n  "schema": "causeway-plan/1",\n "planHash": ""');
    writeFileSync(at('marked'), '\uFEFF{"schema":"causeway-plan/1"}');
    for (const name of ['new', 'empty', 'earlier', 'marked']) {
      expect(await check(name)).toBe('free');
    }
    expect(readdirSync(folder).sort()).toEqual(['earlier', 'empty', 'marked']);
  });

  it.each([
    ['a capture', '{"schema":"causeway-capture/1"}'],
    ['words', 'my notes'],
    ['a plan’s name further back', '{"by":1,"schema":"causeway-plan/1"}'],
    ['one byte', ' '],
  ])('is not over %s', async (_, content) => {
    writeFileSync(at('taken'), content);
    expect(await check('taken')).toBe('file/exists');
  });

  it('is no link, no folder, and in a folder that is there', async () => {
    writeFileSync(at('file'), '');
    symlinkSync(at('file'), at('link'));
    mkdirSync(at('folder'));
    expect(await check('link')).toBe('file/unwritable ELOOP');
    expect(await check('folder')).toBe('file/unwritable ENOTFILE');
    expect(await check('none/plan')).toBe('file/unwritable ENOENT');
    expect(await check('file/plan')).toBe('file/unwritable ENOTDIR');
  });

  it('is not in a folder without the permission to write', async () => {
    // The system lets root write anywhere.
    if (process.getuid?.() === 0) return;
    chmodSync(folder, 0o500);
    expect(await check('new')).toBe('file/unwritable EACCES');
  });
});

describe('where an export may be written', () => {
  const names = ['report.html', 'people.csv', 'manifest.json'];
  const check = async (directory = folder) => told(await checkExportTargets(directory, names));

  it('is a new folder, one without these names, or one with an earlier export', async () => {
    expect(await check(at('new'))).toBe('free');
    writeFileSync(at('notes.txt'), 'mine');
    expect(await check()).toBe('free');
    writeFileSync(at('people.csv'), 'a');
    writeFileSync(at('manifest.json'), '{\n  "schema": "causeway-manifest/1"');
    expect(await check()).toBe('free');
  });

  it('is not over files of somebody else', async () => {
    writeFileSync(at('people.csv'), 'mine');
    const result = await checkExportTargets(folder, names);
    expect(result).toMatchObject({
      failure: { code: 'file/exists', values: { file: at('people.csv') } },
    });
    writeFileSync(at('manifest.json'), '{"name":"a web app"}');
    expect(await check()).toBe('file/exists');
  });

  it('is not over a link or a folder, whatever else is there', async () => {
    writeFileSync(at('manifest.json'), '{"schema":"causeway-manifest/1"}');
    mkdirSync(at('people.csv'));
    expect(await check()).toBe('file/unwritable ENOTFILE');
    rmSync(at('people.csv'), { recursive: true });
    symlinkSync(at('elsewhere'), at('people.csv'));
    expect(await check()).toBe('file/unwritable ELOOP');
  });
});
