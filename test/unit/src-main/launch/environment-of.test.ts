import { chownSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { environmentOf } from '../../../../src-main/launch/drop-root.mjs';

const isRoot = process.getuid?.() === 0;
const user = { uid: 65_534, gid: 65_534, home: '' };
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'causeway-home-'));
  user.home = folder;
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test.runIf(isRoot)('the cookie of root’s display is copied to where the user reads it', () => {
  const cookie = join(folder, 'of-root');
  writeFileSync(cookie, 'cookie');
  const env = environmentOf(user, { DISPLAY: ':7', XAUTHORITY: cookie, MAIL: 'x' });
  const copy = join(folder, '.Xauthority');
  expect(env).toMatchObject({ DISPLAY: ':7', XAUTHORITY: copy, HOME: folder });
  expect(env).not.toHaveProperty('MAIL');
  expect(readFileSync(copy, 'utf8')).toBe('cookie');
  expect(statSync(copy).uid).toBe(user.uid);
});

test.runIf(isRoot)('two displays of the user’s keep a cookie each', () => {
  const cookies = ['one', 'other'].map((name) => join(folder, name));
  for (const cookie of cookies) {
    writeFileSync(cookie, cookie);
    chownSync(cookie, user.uid, user.gid);
  }
  for (const XAUTHORITY of cookies) {
    expect(environmentOf(user, { XAUTHORITY })).toMatchObject({ XAUTHORITY });
  }
});
