import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  cacheFolder,
  cannotWrite,
  home,
  makeCacheFolder,
} from '../../../../src-main/launch/places.mjs';

const isLinux = process.platform === 'linux';

function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'causeway-launch-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

test('the cache can be placed', () => {
  expect(cacheFolder({ CAUSEWAY_CACHE: '/srv/cache' })).toBe('/srv/cache');
});

describe('a folder that cannot be written', () => {
  test('is named in both languages, with the variable that moves it', () => {
    const { message } = cannotWrite('/srv/x', { code: 'EACCES' }, 'CAUSEWAY_CACHE');
    const [english, japanese] = message.split('\n');
    expect(english).toBe(
      'Cannot write to /srv/x (EACCES). Set CAUSEWAY_CACHE to a folder you can write to.',
    );
    expect(japanese).toMatch(/^\/srv\/x に書き込めません（EACCES）。.*CAUSEWAY_CACHE/);
  });

  test('stops the start before anything is downloaded', () => {
    const file = join(aFolder(), 'file');
    writeFileSync(file, '');
    const env = { CAUSEWAY_CACHE: join(file, 'cache') };
    expect(() => makeCacheFolder('runtimes', env)).toThrow(/Cannot write to .*ENOTDIR/);
  });

  test('in the cache it is made when it is not there', () => {
    const folder = makeCacheFolder('runtimes', { CAUSEWAY_CACHE: join(aFolder(), 'a/b') });
    expect(existsSync(folder)).toBe(true);
  });
});

test.runIf(isLinux)('without a HOME the home is the one the system knows', () => {
  expect(home({ HOME: '/home/a' })).toBe('/home/a');
  const known = home({});
  expect(known).toMatch(/^\//);
  expect(home({ HOME: '' })).toBe(known);
  expect(home({ HOME: 'relative' })).toBe(known);
});
