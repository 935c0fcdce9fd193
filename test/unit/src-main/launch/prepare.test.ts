import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { isInstalled, requireNode } from '../../../../src-main/launch/prepare.mjs';

describe('requireNode', () => {
  test.each(['20.20.0', '20.21.3', '22.1.0', '24.0.0'])('takes %s', (version) => {
    expect(() => requireNode(version)).not.toThrow();
  });
  test.each(['18.15.0', '20.19.9'])('refuses %s in both languages', (version) => {
    expect(() => requireNode(version)).toThrow(/Node 20\.20 or newer.*\n.*以降/);
  });
});

describe('isInstalled', () => {
  const entry = (version: string) => ({ version });

  function aCheckout(locked: object, installed?: object): string {
    const folder = mkdtempSync(join(tmpdir(), 'causeway-checkout-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    writeFileSync(join(folder, 'package-lock.json'), JSON.stringify({ packages: locked }));
    if (installed !== undefined) {
      mkdirSync(join(folder, 'node_modules'));
      const path = join(folder, 'node_modules/.package-lock.json');
      writeFileSync(path, JSON.stringify({ packages: installed }));
    }
    return folder;
  }

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
});
