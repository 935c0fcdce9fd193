import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { holdsOnlyLocked, isInstalled, requireNode } from '../../../../src-main/launch/prepare.mjs';

describe('requireNode', () => {
  test.each(['20.20.0', '20.21.3', '22.1.0', '24.0.0'])('takes %s', (version) => {
    expect(() => requireNode(version)).not.toThrow();
  });
  test.each(['18.15.0', '20.19.9'])('refuses %s in both languages', (version) => {
    expect(() => requireNode(version)).toThrow(/Node 20\.20 or newer.*\n.*以降/);
  });
});

const entry = (version: string, integrity = 'sha512-a') => ({ version, integrity });

function aCheckout(locked: object, installed?: object): string {
  const folder = mkdtempSync(join(tmpdir(), 'causeway-checkout-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify({ packages: locked }));
  if (installed !== undefined) {
    for (const path of Object.keys(installed)) {
      mkdirSync(join(folder, path), { recursive: true });
      writeFileSync(join(folder, path, 'package.json'), '{}');
    }
    const path = join(folder, 'node_modules/.package-lock.json');
    writeFileSync(path, JSON.stringify({ packages: installed }));
  }
  return folder;
}

describe('isInstalled', () => {
  test('is so when every locked package is there in its version', () => {
    const locked = {
      '': {},
      'node_modules/a': entry('1.0.0'),
      'node_modules/for-another-platform': { version: '1.0.0', optional: true },
    };
    expect(isInstalled(aCheckout(locked, { 'node_modules/a': entry('1.0.0') }))).toBe(true);
  });

  test('is not so without node_modules, with one missing, or in another version', () => {
    const locked = { 'node_modules/a': entry('1.0.0'), 'node_modules/b': entry('1.0.0') };
    expect(isInstalled(aCheckout(locked))).toBe(false);
    expect(isInstalled(aCheckout(locked, { 'node_modules/a': entry('1.0.0') }))).toBe(false);
    const older = { 'node_modules/a': entry('1.0.0'), 'node_modules/b': entry('0.9.0') };
    expect(isInstalled(aCheckout(locked, older))).toBe(false);
  });

  test('is not so when a package folder is gone', () => {
    const locked = { 'node_modules/a': entry('1.0.0') };
    const folder = aCheckout(locked, locked);
    expect(isInstalled(folder)).toBe(true);
    rmSync(join(folder, 'node_modules/a'), { recursive: true });
    expect(isInstalled(folder)).toBe(false);
  });
});

describe('holdsOnlyLocked', () => {
  const locked = { 'node_modules/a': entry('1.0.0'), 'node_modules/b': entry('1.0.0') };

  test('takes what the lock file holds, even when some of it is not installed', () => {
    const folder = aCheckout(locked, { 'node_modules/a': entry('1.0.0') });
    expect(holdsOnlyLocked(folder)).toBe(true);
  });

  test.each([
    ['another package', { 'node_modules/c': entry('1.0.0') }],
    ['another version', { 'node_modules/a': entry('1.0.1') }],
    ['another content', { 'node_modules/a': entry('1.0.0', 'sha512-b') }],
  ])('refuses %s', (_name, installed) => {
    expect(holdsOnlyLocked(aCheckout(locked, installed))).toBe(false);
  });
});
