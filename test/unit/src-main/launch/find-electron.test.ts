import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { findElectron } from '../../../../src-main/launch/find-electron.mjs';

function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'causeway-launch-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

describe('findElectron', () => {
  test('refuses an override folder without an executable', () => {
    const env = { ELECTRON_OVERRIDE_DIST_PATH: aFolder() };
    expect(() => findElectron(env, { isQuiet: true })).toThrow('holds no electron');
  });

  test.runIf(process.platform === 'linux')('takes an override folder first', () => {
    const folder = aFolder();
    writeFileSync(join(folder, 'electron'), '');
    writeFileSync(join(folder, 'version'), 'v45.4.1');
    const env = { ELECTRON_OVERRIDE_DIST_PATH: folder };
    expect(findElectron(env, { isQuiet: true })).toEqual({
      folder,
      executable: 'electron',
      version: '45.4.1',
      takesPath: false,
      origin: 'given',
    });
  });
});
