/**
 * Lays out what Electron opens: the build beside the runtime, in the cache. The copy is readable
 * by the unprivileged user, and a build made meanwhile does not change a running app.
 */
import { createHash } from 'node:crypto';
import { copyFileSync, cpSync, existsSync, linkSync, mkdirSync, readdirSync } from 'node:fs';
import { readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, sep } from 'node:path';
import { cannotWrite, isRoot, makeCacheFolder, rootFolder } from './places.mjs';
import { dropAbandoned } from './stand-in.mjs';

/** Packages the bundles leave outside, with what they need themselves. */
const externalPackages = ['@photostructure/sqlite', 'node-gyp-build'];
const keptStages = 4;
/** A build staged or started this recently may be running. */
const inUseMs = 6 * 60 * 60_000;

/**
 * @param {import('./find-electron.mjs').Runtime} runtime
 * @returns {{ executable: string, args: string[], appFolder: string }} how to start the staged app
 * @throws {Error} where the cache cannot be written
 */
export function stageApp(runtime, outFolder = join(rootFolder, 'out')) {
  const name = stageName(runtime, outFolder);
  const apps = makeCacheFolder('apps');
  const folder = join(apps, name);
  try {
    if (!existsSync(join(folder, 'staged'))) makeStage(runtime, outFolder, folder);
    utimesSync(folder, new Date(), new Date());
    dropOldStages(apps, name);
    dropAbandoned(apps);
  } catch (error) {
    throw cannotWrite(folder, error, 'CAUSEWAY_CACHE');
  }
  const isLinked = existsSync(join(folder, 'runtime'));
  const runtimeFolder = isLinked ? join(folder, 'runtime') : runtime.folder;
  const appFolder = runtime.takesPath ? join(folder, 'app') : join(runtimeFolder, 'resources/app');
  const args = runtime.takesPath ? [appFolder] : [];
  return { executable: join(runtimeFolder, runtime.executable), args, appFolder };
}

function makeStage(runtime, outFolder, folder) {
  const newFolder = `${folder}.${process.pid}.new`;
  rmSync(newFolder, { recursive: true, force: true });
  mkdirSync(newFolder, { recursive: true, mode: 0o755 });
  if (!runtime.takesPath || (isRoot && process.platform === 'linux')) {
    linkTree(runtime.folder, join(newFolder, 'runtime'));
  }
  const appFolder = join(newFolder, runtime.takesPath ? 'app' : 'runtime/resources/app');
  copyApp(outFolder, appFolder);
  writeFileSync(join(newFolder, 'staged'), '');
  try {
    renameSync(newFolder, folder);
  } catch (error) {
    // Another start was faster with the same build.
    rmSync(newFolder, { recursive: true, force: true });
    if (!existsSync(join(folder, 'staged'))) throw error;
  }
}

function copyApp(outFolder, appFolder) {
  const read = (path) => JSON.parse(readFileSync(path, 'utf8'));
  const { name, productName, version, license, main } = read(join(rootFolder, 'package.json'));
  mkdirSync(appFolder, { recursive: true });
  cpSync(outFolder, join(appFolder, 'out'), { recursive: true });
  const description = { name, productName, version, license, main };
  writeFileSync(join(appFolder, 'package.json'), `${JSON.stringify(description, null, 2)}\n`);
  for (const packageName of externalPackages) {
    const from = packageFolder(packageName);
    cpSync(from, join(appFolder, 'node_modules', packageName), {
      recursive: true,
      dereference: true,
      filter: (path) => isNeededAtRunTime(relative(from, path)),
    });
  }
}

/** Sources and other platforms' binaries stay behind. */
function isNeededAtRunTime(path) {
  const [folder, platform] = path.split(sep);
  if (folder === 'prebuilds' && platform !== undefined) {
    return platform === `${process.platform}-${process.arch}`;
  }
  return !['src', 'scripts', 'node_modules'].includes(folder ?? '');
}

function packageFolder(packageName) {
  const direct = join(rootFolder, 'node_modules', packageName);
  if (existsSync(direct)) return direct;
  const sqlite = createRequire(
    join(rootFolder, 'node_modules/@photostructure/sqlite/package.json'),
  );
  return dirname(sqlite.resolve(`${packageName}/package.json`));
}

/** Hard links where the file system allows, copies elsewhere. */
function linkTree(from, to) {
  mkdirSync(to, { recursive: true, mode: 0o755 });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const source = join(from, entry.name);
    const target = join(to, entry.name);
    if (entry.isDirectory()) linkTree(source, target);
    else if (entry.isFile()) linkOrCopy(source, target);
  }
}

function linkOrCopy(source, target) {
  try {
    linkSync(source, target);
  } catch {
    copyFileSync(source, target);
  }
}

/** Names the build and the runtime: sizes and times of every file of the build. */
function stageName(runtime, outFolder) {
  const hash = createHash('sha256').update(`${runtime.folder}\0${runtime.version}\0${isRoot}\0`);
  const visit = (folder) => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) {
        visit(path);
      } else {
        const { size, mtimeMs } = statSync(path);
        hash.update(`${path}\0${size}\0${mtimeMs}\0`);
      }
    }
  };
  visit(outFolder);
  hash.update(readFileSync(join(rootFolder, 'package.json')));
  return hash.digest('hex').slice(0, 20);
}

/** Keeps the newest few; older builds are of no use to anybody. */
function dropOldStages(folder, current) {
  const old = readdirSync(folder)
    .filter((name) => name !== current && !name.endsWith('.new'))
    .map((name) => ({ path: join(folder, name), time: statSync(join(folder, name)).mtimeMs }))
    .sort((a, b) => b.time - a.time)
    .slice(keptStages - 1)
    .filter(({ time }) => Date.now() - time > inUseMs);
  for (const { path } of old) rmSync(path, { recursive: true, force: true });
}
