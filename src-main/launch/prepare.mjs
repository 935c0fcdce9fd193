/** Brings a checkout to the point where it can start: packages and build. Says so on stderr. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rootFolder, say } from './places.mjs';

const oldestNode = [20, 20];

/** @throws {Error} when this Node is older than the build tools need */
export function requireNode(version = process.versions.node) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [oldestMajor, oldestMinor] = oldestNode;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return;
  throw new Error(
    `Node ${oldestNode.join('.')} or newer is needed; this is ${version}.\n` +
      `Node ${oldestNode.join('.')} 以降が必要です（現在は ${version}）。`,
  );
}

/**
 * Installs the locked packages when any of them is missing or of another version. Where the lock
 * file knows nothing of some other platform's binary, `npm ci` refuses it whole; `npm install`
 * then installs the same versions by the same hashes, which is looked at afterwards.
 */
export function ensureInstalled() {
  if (isInstalled(rootFolder)) return;
  say('Installing packages …', 'パッケージをインストールしています…');
  const isClean = npm('ignore', 'ci');
  const isDone = isClean || npm(2, 'install', '--no-save');
  if (!isDone || !isInstalled(rootFolder)) {
    throw new Error('npm install failed; see above. パッケージのインストールに失敗しました。');
  }
}

function npm(output, ...args) {
  const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const done = spawnSync('npm', [...args, ...options], {
    cwd: rootFolder,
    stdio: ['ignore', output, output],
    shell: process.platform === 'win32',
  });
  return done.status === 0;
}

/**
 * Compares the lock file with what npm wrote down when it installed. Packages for other platforms
 * may be absent.
 */
export function isInstalled(folder) {
  const installedPath = join(folder, 'node_modules/.package-lock.json');
  if (!existsSync(installedPath)) return false;
  const read = (path) => JSON.parse(readFileSync(path, 'utf8')).packages;
  const installed = read(installedPath);
  return Object.entries(read(join(folder, 'package-lock.json'))).every(
    ([path, entry]) =>
      path === '' ||
      entry.optional === true ||
      entry.devOptional === true ||
      installed[path]?.version === entry.version,
  );
}

/** Builds when the sources differ from those of the last build. */
export function ensureBuilt() {
  const script = join(rootFolder, 'src-main/launch/build.mjs');
  const done = spawnSync(process.execPath, [script, '--if-changed'], {
    cwd: rootFolder,
    stdio: ['ignore', 2, 2],
  });
  if (done.status !== 0) throw new Error('The build failed; see above. ビルドに失敗しました。');
}

/** The launcher's way out: one message instead of a stack. */
export async function runLauncher(main) {
  try {
    process.exitCode = await main(process.argv.slice(2));
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
}
