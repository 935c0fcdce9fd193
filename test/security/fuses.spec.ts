import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync } from 'node:fs';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { environmentOf, unprivilegedUser } from '../../src-main/launch/drop-root.mjs';
import { findElectron } from '../../src-main/launch/find-electron.mjs';
import { fuses, readFuses } from '../../src-main/launch/pack-fuses.mjs';
import { rootFolder } from '../../src-main/launch/places.mjs';
import { notRunHere, reached } from '../fixtures/campaign';

const runtime = findElectron(process.env, { isQuiet: true });
const folder = mkdtempSync(join(tmpdir(), 'causeway-pack-'));
const packed = join(folder, 'linux-unpacked');
const executable = join(packed, 'causeway');
/** The Electron that a release is packed with. */
const { electron: shipping } = (
  JSON.parse(readFileSync(join(rootFolder, 'package.json'), 'utf8')) as {
    devDependencies: { electron: string };
  }
).devDependencies;
chmodSync(folder, 0o755);
test.skip(process.platform !== 'linux', 'packs the Linux app');
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Packs what is in `out/` with the runtime at hand. */
function pack(output: string, trial: string) {
  const options = [
    ...['--linux', 'dir', `-c.electronDist=${runtime.folder}`],
    ...[`-c.electronVersion=${runtime.version}`, `-c.directories.output=${output}`],
  ];
  const cli = join(rootFolder, 'node_modules/electron-builder/cli.js');
  const env = { ...process.env, CAUSEWAY_PACK: trial };
  const done = spawnSync(process.execPath, [cli, ...options], { cwd: rootFolder, env });
  return { code: done.status, said: done.stderr.toString() + done.stdout.toString() };
}

/** Starts it as a person would, as nobody where this is root, for so long or until it has done it. */
async function start(
  file: string,
  args: readonly string[],
  more: NodeJS.ProcessEnv,
  ms: number,
  isDone = () => false,
) {
  const user = unprivilegedUser();
  const env = { ...process.env, LANG: 'en_US.UTF-8' };
  const child = spawn(file, args, {
    cwd: tmpdir(),
    env: { ...(user === undefined ? env : environmentOf(user, env)), ...more },
    ...(user === undefined ? {} : { uid: user.uid, gid: user.gid }),
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const end = () => child.kill('SIGKILL');
  const limit = setTimeout(end, ms);
  const look = setInterval(() => isDone() && end(), 100);
  await new Promise((resolve) => child.once('exit', resolve));
  clearTimeout(limit);
  clearInterval(look);
  return said;
}

function folderOfUser(name: string): string {
  const path = join(folder, name);
  mkdirSync(path, { recursive: true });
  const user = unprivilegedUser();
  if (user !== undefined) chownSync(path, user.uid, user.gid);
  return path;
}

test.describe.configure({ mode: 'serial', timeout: 180_000 });

test('every fuse of the packed app reads back as set', async () => {
  const done = pack(folder, 'trial');
  expect(done.code, done.said).toBe(0);
  const rows = await readFuses(executable);
  const there = rows.filter(({ found }) => found !== undefined);
  expect(there.length).toBeGreaterThanOrEqual(7);
  expect(there.map(({ name, found }) => [name, found])).toEqual(fuses.slice(0, there.length));
  const plain = await readFuses(join(runtime.folder, runtime.executable));
  // The runtime as it comes is another: else reading back would prove nothing.
  expect(plain.filter(({ wanted, found }) => found !== wanted).length).toBeGreaterThan(2);
  const missing = fuses.slice(there.length);
  const packedHere = `in the app packed here with Electron ${runtime.version}`;
  const all = `${there.length} of ${there.length}`;
  reached('P24', `${all} it has set and read back ${packedHere}`, { fuses: there.length });
  if (missing.length > 0) {
    const named = missing.map(([name, wanted]) => `${name} (wanted ${wanted ? 'on' : 'off'})`);
    const lacks = `Electron ${runtime.version} has no ${named.join(' and no ')}`;
    notRunHere('P24', `${lacks}; no release without all nine read back from Electron ${shipping}`);
  }
});

test('one fuse that is not as set is seen', async () => {
  const bytes = readFileSync(executable);
  const sentinel = bytes.indexOf('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX');
  const other = join(folder, 'changed');
  for (let index = 0; index < 7; index += 1) {
    const at = sentinel + 34 + index;
    const changed = Buffer.from(bytes);
    changed[at] = changed[at] === 0x30 ? 0x31 : 0x30;
    writeFileSync(other, changed);
    const wrong = (await readFuses(other)).slice(0, 7).filter((row) => row.found !== row.wanted);
    expect(wrong.map(({ name }) => name)).toEqual([fuses[index]?.[0]]);
  }
});

test('another Electron than the one to ship makes no release', () => {
  const isShipping = runtime.version === shipping;
  const done = pack(join(folder, 'release'), '');
  expect(done.code === 0, done.said).toBe(isShipping);
  if (!isShipping) expect(done.said).toContain(shipping);
});

test('the packed app starts, and is neither a Node nor open to an inspector', async () => {
  const script = join(folder, 'script.js');
  const mark = join(folderOfUser('marks'), 'ran');
  writeFileSync(script, `require('fs').writeFileSync(${JSON.stringify(mark)}, '')`);
  const asNode = { ELECTRON_RUN_AS_NODE: '1' };
  const plain = join(runtime.folder, runtime.executable);
  await start(plain, [script], asNode, 20_000);
  expect(existsSync(mark)).toBe(true);
  rmSync(mark);
  const first = folderOfUser('as-node');
  await start(executable, [script, `--user-data-dir=${first}`], asNode, 8_000);
  expect(existsSync(mark)).toBe(false);

  const data = folderOfUser('data');
  const log = join(data, 'logs/causeway.log');
  const hasStarted = () => existsSync(log) && readFileSync(log, 'utf8').includes('app.started');
  const said = await start(executable, [`--user-data-dir=${data}`], {}, 60_000, hasStarted);
  expect(hasStarted()).toBe(true);
  expect(said).not.toContain('Debugger listening');
  const inspected = await start(executable, ['--inspect=0', `--user-data-dir=${data}`], {}, 8_000);
  expect(inspected).not.toContain('Debugger listening');
});
