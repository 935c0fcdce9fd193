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
 * Installs the locked packages when any of them is missing or of another version.
 * @throws {Error} in English and Japanese; the reason was said before
 */
export function ensureInstalled() {
  if (isInstalled(rootFolder)) return;
  if (run('src-main/launch/install-packages.mjs')) return;
  throw new Error(
    'The packages could not be installed; see above.\n' +
      'パッケージをインストールできませんでした。上の表示を参照してください。',
  );
}

/**
 * Compares the lock file with what npm wrote down when it installed, and looks whether each
 * package is still there. Packages for other platforms may be absent.
 */
export function isInstalled(folder) {
  const installedPath = join(folder, 'node_modules/.package-lock.json');
  if (!existsSync(installedPath)) return false;
  const read = (path) => JSON.parse(readFileSync(path, 'utf8')).packages;
  const installed = read(installedPath);
  const isThere = (path) => existsSync(join(folder, path, 'package.json'));
  return (
    Object.keys(installed).every(isThere) &&
    Object.entries(read(join(folder, 'package-lock.json'))).every(
      ([path, entry]) =>
        path === '' ||
        entry.optional === true ||
        entry.devOptional === true ||
        installed[path]?.version === entry.version,
    )
  );
}

/** Whether everything npm says it installed is in the lock file, by version and hash. */
export function holdsOnlyLocked(folder) {
  const read = (path) => JSON.parse(readFileSync(join(folder, path), 'utf8')).packages;
  const locked = read('package-lock.json');
  return Object.entries(read('node_modules/.package-lock.json')).every(
    ([path, { version, integrity }]) =>
      locked[path]?.version === version && locked[path]?.integrity === integrity,
  );
}

/** Builds when the sources differ from those of the last build. */
export function ensureBuilt() {
  if (run('src-main/launch/build.mjs', '--if-changed')) return;
  throw new Error(
    'The build failed; see above.\nビルドに失敗しました。上の表示を参照してください。',
  );
}

/** What it prints goes to standard error: standard output is the command line's own. */
function run(script, ...args) {
  const done = spawnSync(process.execPath, [join(rootFolder, script), ...args], {
    cwd: rootFolder,
    stdio: ['ignore', 2, 2],
  });
  return done.status === 0;
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
