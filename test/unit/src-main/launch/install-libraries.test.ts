import { describe, expect, test } from 'vitest';
import { missingPackages, textAbout } from '../../../../src-main/launch/install-libraries.mjs';

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
    const forTests = missingPackages({ needsXvfb: false, needsKeyring: true }, bare);
    const own = ['dbus', 'gnome-keyring', 'libnss3-tools'];
    expect(forTests).toEqual(expect.arrayContaining(own));
  });
});

test('missing packages are named with what to type, in English and Japanese', () => {
  const [english, japanese] = textAbout(['xvfb', 'libnss3'], true).split('\n');
  const command = 'sudo apt-get install --no-install-recommends xvfb libnss3';
  expect(english).toMatch(/missing: xvfb, libnss3\./);
  expect(japanese).toMatch(/システムパッケージがありません: xvfb, libnss3。/);
  for (const text of [english, japanese]) expect(text).toContain(command);
  expect(textAbout(['xvfb'], false)).not.toContain('apt-get');
});
