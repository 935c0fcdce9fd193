import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { isBelow } from '../../../../src-main/files/is-below';

let root = '';
beforeEach(() => void (root = mkdtempSync(join(tmpdir(), 'causeway-below-'))));
afterEach(() => rmSync(root, { recursive: true, force: true }));

it('a folder lies below another one by its real place, not by its name', () => {
  for (const name of ['data', 'data/plans', 'data/..own', 'database', 'out']) {
    mkdirSync(join(root, name));
  }
  symlinkSync(join(root, 'data', 'plans'), join(root, 'out', 'linked'));
  const data = join(root, 'data');
  for (const name of ['data', 'data/plans', 'data/..own', 'data/not-there', 'out/linked']) {
    expect([name, isBelow(data, join(root, name))]).toEqual([name, true]);
  }
  for (const name of ['.', 'out', 'database', 'not-there']) {
    expect([name, isBelow(data, join(root, name))]).toEqual([name, false]);
  }
});
