import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { refuseInline } from '../../../../src-main/launch/build-plugins.mjs';
import { hasDisplay } from '../../../../src-main/launch/display.mjs';
import { asUser } from '../../../../src-main/launch/drop-root.mjs';
import { findElectron } from '../../../../src-main/launch/find-electron.mjs';
import { missingPackages } from '../../../../src-main/launch/install-libraries.mjs';
import { cacheFolder } from '../../../../src-main/launch/places.mjs';
import { standInIntegrity, verifyIntegrity } from '../../../../src-main/launch/stand-in.mjs';

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

describe('asUser', () => {
  const user = { uid: 65_534, gid: 65_534, home: '/nonexistent/home' };

  test('changes nothing for an ordinary user', () => {
    const env = { HOME: '/home/a' };
    expect(asUser(undefined, 'electron', ['x'], env)).toEqual({
      command: 'electron',
      args: ['x'],
      env,
    });
  });

  test('drops groups and privileges, takes the home, leaves root its session', () => {
    const env = {
      PATH: '/bin',
      HOME: '/root',
      XDG_RUNTIME_DIR: '/run/user/0',
      DBUS_SESSION_BUS_ADDRESS: 'unix:path=/run/user/0/bus',
      XAUTHORITY: '/nonexistent',
    };
    const started = asUser(user, '/opt/electron', ['--lang=ja'], env);
    expect(started.command).toBe('setpriv');
    expect(started.args).toEqual([
      '--reuid=65534',
      '--regid=65534',
      '--clear-groups',
      '--no-new-privs',
      '/opt/electron',
      '--lang=ja',
    ]);
    expect(started.env).toEqual({
      PATH: '/bin',
      HOME: user.home,
      USER: 'nobody',
      LOGNAME: 'nobody',
      XAUTHORITY: '/nonexistent',
    });
  });

  test('never weakens the sandbox', () => {
    const started = asUser(user, 'electron', [], { XAUTHORITY: '/nonexistent' });
    expect(started.args.join(' ')).not.toContain('no-sandbox');
  });
});

describe('missingPackages', () => {
  const everything = {
    sonames:
      'libgtk-3.so.0 libnss3.so libasound.so.2 libgbm.so.1 libXss.so.1 libXtst.so.6 ' +
      'libatk-bridge-2.0.so.0 libdrm.so.2 libsecret-1.so.0',
    has: () => true,
    hasJapanese: true,
  };

  test('is empty where everything is there', () => {
    expect(missingPackages({ needsXvfb: true }, everything)).toEqual([]);
  });

  test('names what is missing, Xvfb only where it is needed', () => {
    const bare = { sonames: 'libnss3.so', has: () => false, hasJapanese: false };
    expect(missingPackages({ needsXvfb: true }, bare)).toEqual([
      'libgtk-3-0',
      'libasound2',
      'libgbm1',
      'libxss1',
      'libxtst6',
      'libatk-bridge2.0-0',
      'libdrm2',
      'libsecret-1-0',
      'xvfb',
      'util-linux',
      'fonts-noto-cjk',
    ]);
    expect(missingPackages({ needsXvfb: false }, bare)).not.toContain('xvfb');
  });
});

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

test('the cache can be placed, and a display is seen in the environment', () => {
  expect(cacheFolder({ CAUSEWAY_CACHE: '/srv/cache' })).toBe('/srv/cache');
  if (process.platform !== 'linux') return;
  expect(hasDisplay({})).toBe(false);
  expect(hasDisplay({ DISPLAY: ':0' })).toBe(true);
  expect(hasDisplay({ WAYLAND_DISPLAY: 'wayland-0' })).toBe(true);
});

describe('refuseInline', () => {
  test.each([
    '<script>run()</script>',
    '<style>p {}</style>',
    '<p style="color: red">',
    '<button onclick="x()">',
  ])('%s ends the build', (html) => {
    expect(() => refuseInline('index.html', html)).toThrow('index.html holds an inline');
  });

  test('files of their own pass', () => {
    const html =
      '<script type="module" src="./a.js"></script><link rel="stylesheet" href="./a.css">';
    expect(() => refuseInline('index.html', html)).not.toThrow();
  });
});
