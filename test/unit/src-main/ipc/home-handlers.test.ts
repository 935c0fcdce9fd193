import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { collector } from '../../../../src-main/exports/collector';
import { createHomeHandlers } from '../../../../src-main/ipc/home-handlers';
import type { Host } from '../../../../src-main/workspace/host';

const folder = mkdtempSync(join(tmpdir(), 'causeway-home-'));
const file = join(folder, 'collector.ps1');
afterEach(() => rmSync(file, { force: true }));

function save(chosen: string | undefined) {
  const ports = {
    chooseExportFolder: () => Promise.resolve(chosen),
    updateState: () => ({ language: 'ja' }),
  };
  const handlers = createHomeHandlers({ ports } as unknown as Host);
  return (handlers['home.saveCollector'] as (input: object) => Promise<unknown>)({});
}

it('saves the collector in the language of the window, and over an earlier one', async () => {
  for (const _ of [1, 2]) {
    expect(await save(folder)).toEqual({ ok: true, value: { file: 'collector.ps1' } });
    expect(readFileSync(file, 'utf8')).toBe(collector('global', 'ja'));
  }
});

it('writes nothing where no folder is chosen, nor over another file', async () => {
  expect(await save(undefined)).toEqual({ ok: true, value: { file: null } });
  writeFileSync(file, 'mine');
  expect(await save(folder)).toMatchObject({ failure: { code: 'file/exists' } });
  expect(readFileSync(file, 'utf8')).toBe('mine');
});
