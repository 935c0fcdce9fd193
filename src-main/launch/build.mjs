/**
 * Builds the app into out/: messages, main, preload, page, report. `--if-changed` does nothing
 * when the sources are those of the last build. Two builds at once wait for each other.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { endWithNpm } from './end-with-npm.mjs';
import { withLock } from './lock-file.mjs';
import { rootFolder, say } from './places.mjs';
import { runLauncher } from './prepare.mjs';

const outFolder = join(rootFolder, 'out');
const stampPath = join(outFolder, 'build.stamp');
const lockPath = join(outFolder, 'build.lock');
const sources = ['shared', 'src-main', 'src-renderer', 'electron.vite.config.ts', 'package.json'];
const skipped = new Set(['paraglide', 'README.md']);

/** One hash over the paths and contents of everything that goes into a build. */
function hashOfSources() {
  const hash = createHash('sha256');
  const visit = (path) => {
    if (statSync(path).isDirectory()) {
      for (const name of readdirSync(path).sort()) if (!skipped.has(name)) visit(join(path, name));
    } else {
      hash
        .update(`${relative(rootFolder, path)}\0`)
        .update(readFileSync(path))
        .update('\0');
    }
  };
  for (const source of sources) visit(join(rootFolder, source));
  return hash.update(readFileSync(join(rootFolder, 'package-lock.json'))).digest('hex');
}

function isFresh() {
  return existsSync(stampPath) && readFileSync(stampPath, 'utf8') === hashOfSources();
}

function run(script, args) {
  const done = spawnSync(process.execPath, [join(rootFolder, script), ...args], {
    cwd: rootFolder,
    stdio: ['ignore', 2, 2],
    env: { ...process.env, NODE_ENV: 'production' },
  });
  return done.status === 0;
}

function main(options) {
  const isWanted = () => !options.includes('--if-changed') || !isFresh();
  if (!isWanted()) return 0;
  return withLock(lockPath, () => (isWanted() ? build() : 0));
}

function build() {
  say('Building …', 'ビルドしています…');
  rmSync(stampPath, { force: true });
  const stamp = hashOfSources();
  const isBuilt =
    run('src-main/launch/compile-messages.mjs', []) &&
    run('node_modules/electron-vite/bin/electron-vite.js', ['build', '--logLevel', 'warn']) &&
    run('src-main/launch/write-notices.mjs', []);
  if (isBuilt) writeFileSync(stampPath, stamp);
  return isBuilt ? 0 : 1;
}

endWithNpm();
await runLauncher(main);
