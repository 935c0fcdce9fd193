import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { makeFolder } from '../../../../src-main/ports/make-folder';

let root = '';
beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'causeway-folder-'))));
afterEach(() => rmSync(root, { recursive: true, force: true }));

it('makes what is missing, for its owner alone, and leaves what is there', () => {
  const path = join(root, 'a/b/c');
  makeFolder(path);
  makeFolder(path);
  for (const one of ['a', 'a/b', 'a/b/c']) {
    expect(statSync(join(root, one)).mode & 0o777).toBe(0o700);
  }
});

it('makes nothing below a file', () => {
  writeFileSync(join(root, 'file'), '');
  expect(() => makeFolder(join(root, 'file/a/b'))).toThrow(/ENOTDIR/);
});

// Node's recursive way turns round for ever here.
it.skipIf(!existsSync('/proc/self'))('ends below a folder that takes nothing', () => {
  expect(() => makeFolder('/proc/nowhere')).toThrow(/ENOENT/);
  expect(() => makeFolder('/proc/nowhere/a/b')).toThrow(/ENOENT/);
});
