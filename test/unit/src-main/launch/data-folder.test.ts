import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  dataFolder,
  isInUse,
  provideDataFolder,
} from '../../../../src-main/launch/data-folder.mjs';

const isLinux = process.platform === 'linux';
const isRoot = process.getuid?.() === 0;
const nobody = { uid: 65_534, gid: 65_534, home: '/var/lib/x' };

function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'causeway-data-folder-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

describe('dataFolder', () => {
  test.runIf(isLinux)('is where Electron will look', () => {
    const env = { HOME: '/home/a' };
    expect(dataFolder([], env, undefined)).toBe('/home/a/.config/Causeway');
    const moved = { ...env, XDG_CONFIG_HOME: '/srv/c' };
    expect(dataFolder([], moved, undefined)).toBe('/srv/c/Causeway');
    expect(dataFolder([], moved, nobody)).toBe('/var/lib/x/.config/Causeway');
  });

  test('the last switch decides', () => {
    const args = ['--user-data-dir=/srv/a', '--lang=ja', '--user-data-dir=/srv/b'];
    expect(dataFolder(args, {}, undefined)).toBe('/srv/b');
  });
});

describe('provideDataFolder', () => {
  test('makes it for its owner alone', () => {
    const folder = join(aFolder(), 'a/b');
    provideDataFolder(folder, undefined);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  });

  test('says in both languages where that cannot be', () => {
    const file = join(aFolder(), 'file');
    writeFileSync(file, '');
    const text = /Cannot write to .*--user-data-dir.*\n.*書き込めません/;
    expect(() => provideDataFolder(join(file, 'x'), undefined)).toThrow(text);
  });

  test.runIf(isRoot)('as root, makes every new folder for the unprivileged user', () => {
    const parent = aFolder();
    provideDataFolder(join(parent, 'a/b'), nobody);
    expect(statSync(join(parent, 'a/b')).uid).toBe(nobody.uid);
    expect(statSync(join(parent, 'a')).uid).toBe(nobody.uid);
    expect(statSync(parent).uid).toBe(0);
  });

  test.runIf(isRoot)("as root, refuses somebody else's folder and leaves it theirs", () => {
    const folder = join(aFolder(), 'mine');
    mkdirSync(folder);
    expect(() => provideDataFolder(folder, nobody)).toThrow(/belongs to another user.*\n.*所有/);
    expect(statSync(folder).uid).toBe(0);
  });
});

describe.runIf(process.platform !== 'win32')('isInUse', () => {
  test('is not so in a new folder, or where the app left its socket and is gone', async () => {
    const folder = aFolder();
    expect(await isInUse(folder)).toBe(false);
    symlinkSync(join(folder, 'gone'), join(folder, 'SingletonSocket'));
    expect(await isInUse(folder)).toBe(false);
    expect(existsSync(join(folder, 'gone'))).toBe(false);
  });

  test('is so while somebody answers on the socket', async () => {
    const folder = aFolder();
    const path = join(folder, 'socket');
    const server = createServer();
    server.listen(path);
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    symlinkSync(path, join(folder, 'SingletonSocket'));
    expect(await isInUse(folder)).toBe(true);
  });
});
