import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fuses } from '../../src-main/launch/pack-fuses.mjs';

const rootFolder = join(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(rootFolder, path), 'utf8');

/** Lines of one top-level block of the YAML file, without indentation and comments. */
function block(name: string): string[] {
  const lines = read('electron-builder.yml').split('\n');
  const start = lines.indexOf(`${name}:`) + 1;
  expect(start, `block ${name}`).toBeGreaterThan(0);
  const length = lines.slice(start).findIndex((line) => line !== '' && !line.startsWith(' '));
  return lines
    .slice(start, start + length)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
}

describe('release packages', () => {
  test('have their fuses set and read back before they are signed', () => {
    expect(read('electron-builder.yml')).toContain('\nafterPack: src-main/launch/pack-fuses.mjs\n');
    expect(fuses).toEqual([
      ['RunAsNode', false],
      ['EnableCookieEncryption', true],
      ['EnableNodeOptionsEnvironmentVariable', false],
      ['EnableNodeCliInspectArguments', false],
      ['EnableEmbeddedAsarIntegrityValidation', true],
      ['OnlyLoadAppFromAsar', true],
      ['LoadBrowserProcessSpecificV8Snapshot', false],
      ['GrantFileProtocolExtraPrivileges', false],
      ['WasmTrapHandlers', true],
    ]);
  });

  test('carry the build alone, no native module', () => {
    expect(block('files')).toEqual([
      '- out/**/*',
      '- package.json',
      "- '!node_modules/**/*'",
      "- '!out/build.*'",
    ]);
    expect(read('electron-builder.yml')).toContain('\nasar: true\n');
    expect(read('electron-builder.yml')).toContain('\nnpmRebuild: false\n');
  });

  test('keep signature checks and the hardened runtime on', () => {
    expect(block('win')).toContain('verifyUpdateCodeSignature: true');
    expect(block('win')).toContain('publisherName: Causeway');
    expect(block('mac')).toContain('hardenedRuntime: true');
    expect(block('linux').join(' ')).not.toMatch(/appimage/i);
  });
});
