import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  dropAbandoned,
  standInIntegrity,
  verifyIntegrity,
} from '../../../../src-main/launch/stand-in.mjs';

function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'causeway-launch-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

describe('an archive of the stand-in', () => {
  test('with other content is refused', () => {
    const path = join(aFolder(), 'other.tgz');
    writeFileSync(path, 'other');
    expect(() => verifyIntegrity(path, standInIntegrity)).toThrow('nothing was unpacked');
  });

  test('with the expected content passes', () => {
    const path = join(aFolder(), 'empty.tgz');
    writeFileSync(path, '');
    // SHA-512 of nothing, from the standard's own test vectors.
    const ofNothing =
      'sha512-z4PhNX7vuL3xVChQ1m2AB9Yg5AULVxXcg/SpIdNs6c5H0NE8XYXysP+DGNKHfuwvY7kxvUdBeoGlODJ6+SfaPg==';
    expect(() => verifyIntegrity(path, ofNothing)).not.toThrow();
  });
});

describe('what was ended midway', () => {
  test('is taken away, unless its process still works on it', () => {
    const folder = aFolder();
    const over = spawnSync(process.execPath, ['-e', '']).pid;
    for (const name of [`a.${over}.new`, `b.${process.pid}.new`, 'c']) {
      mkdirSync(join(folder, name, 'within'), { recursive: true });
    }
    dropAbandoned(folder);
    expect(readdirSync(folder).sort()).toEqual([`b.${process.pid}.new`, 'c']);
  });
});
