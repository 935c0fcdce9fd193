/** System libraries Electron needs on Linux: installed where that is allowed, else named. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { isRoot, say } from './places.mjs';

/** Without fonts the app's Japanese cannot be read; without the others a test each is skipped. */
const optional = ['fonts-noto-cjk', 'dbus', 'gnome-keyring', 'libnss3-tools'];

/** Debian package, and the file or font that shows it is there. */
const libraries = [
  { name: 'libgtk-3-0', soname: 'libgtk-3.so.0' },
  { name: 'libnss3', soname: 'libnss3.so' },
  { name: 'libasound2', soname: 'libasound.so.2' },
  { name: 'libgbm1', soname: 'libgbm.so.1' },
  { name: 'libxss1', soname: 'libXss.so.1' },
  { name: 'libxtst6', soname: 'libXtst.so.6' },
  { name: 'libatk-bridge2.0-0', soname: 'libatk-bridge-2.0.so.0' },
  { name: 'libdrm2', soname: 'libdrm.so.2' },
  { name: 'libsecret-1-0', soname: 'libsecret-1.so.0' },
];

/**
 * Names of Debian packages that are missing.
 * @param {{ needsXvfb: boolean, needsKeyring?: boolean }} options
 * @param {{ sonames: string, has: (command: string) => boolean, hasJapanese: boolean }} system
 */
export function missingPackages(options, system) {
  const missing = libraries
    .filter(({ soname }) => !system.sonames.includes(soname))
    .map(({ name }) => name);
  if (options.needsXvfb && !system.has('Xvfb')) missing.push('xvfb');
  if (options.needsKeyring && !system.has('dbus-run-session')) missing.push('dbus');
  if (options.needsKeyring && !system.has('gnome-keyring-daemon')) missing.push('gnome-keyring');
  if (options.needsKeyring && !system.has('certutil')) missing.push('libnss3-tools');
  if (!system.has('setpriv')) missing.push('util-linux');
  if (!system.hasJapanese) missing.push('fonts-noto-cjk');
  return missing;
}

function inspectSystem() {
  const run = (command, args) => spawnSync(command, args, { encoding: 'utf8' });
  const linker = existsSync('/sbin/ldconfig') ? '/sbin/ldconfig' : 'ldconfig';
  const fonts = run('fc-list', [':lang=ja', 'family']);
  return {
    sonames: run(linker, ['-p']).stdout ?? '',
    has: (command) => run('sh', ['-c', `command -v ${command}`]).status === 0,
    hasJapanese: (fonts.stdout ?? '').trim() !== '',
  };
}

/**
 * On Linux, sees to it that the libraries are there: installs them as root on Debian and its kin.
 * @param {{ needsXvfb: boolean, needsKeyring?: boolean }} options
 * @throws {Error} naming what is missing where it may not install
 */
export function provideLibraries(options) {
  if (process.platform !== 'linux') return;
  const system = inspectSystem();
  const missing = missingPackages(options, system);
  if (missing.length === 0) return;
  const hasApt = system.has('apt-get');
  const names = hasApt ? missing.map(nameHere) : missing;
  if (!isRoot || !hasApt) {
    const text = textAbout(names, hasApt);
    if (missing.some((name) => !optional.includes(name))) throw new Error(text);
    say(text);
    return;
  }
  say(
    `Installing system packages: ${names.join(' ')}`,
    `システムパッケージをインストールしています: ${names.join(' ')}`,
  );
  apt(['update', '-qq']);
  apt(['install', '-y', '-qq', '--no-install-recommends', ...names]);
}

/** What is missing and how to get it, in English and Japanese. */
export function textAbout(names, hasApt) {
  const list = names.join(', ');
  const command = `sudo apt-get install --no-install-recommends ${names.join(' ')}`;
  const english = hasApt
    ? `Install them, then start again: ${command}`
    : "These are Debian's names; install what your system calls them, then start again.";
  const japanese = hasApt
    ? `インストールしてから、やり直してください: ${command}`
    : 'これは Debian での名前です。お使いのシステムで対応するものをインストールしてから、やり直してください。';
  return (
    `These system packages are missing: ${list}. ${english}\n` +
    `次のシステムパッケージがありません: ${list}。${japanese}`
  );
}

/** Newer releases carry some of these under a name that ends in t64. */
function nameHere(name) {
  const isKnown = (candidate) =>
    spawnSync('apt-cache', ['show', candidate], { stdio: 'ignore' }).status === 0;
  return isKnown(`${name}t64`) ? `${name}t64` : name;
}

function apt(args) {
  const done = spawnSync('apt-get', ['-o', 'DPkg::Lock::Timeout=300', ...args], {
    stdio: ['ignore', 2, 2],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  if (done.status === 0) return;
  throw new Error(
    `The system packages could not be installed: apt-get ${args[0]} failed; see above.\n` +
      `システムパッケージをインストールできませんでした（apt-get ${args[0]}）。上の表示を参照してください。`,
  );
}
