import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { isAlive } from '../../../../src-main/launch/lock-file.mjs';

const launchFolder = join(import.meta.dirname, '../../../../src-main/launch');
const locked = { 'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' } };

/** A checkout with a blank in its name, and an npm that does what `body` says. */
function aCheckout(body: string) {
  const outer = mkdtempSync(join(tmpdir(), 'causeway install '));
  onTestFinished(() => rmSync(outer, { recursive: true, force: true }));
  const folder = join(outer, 'the checkout');
  cpSync(launchFolder, join(folder, 'src-main/launch'), { recursive: true });
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify({ packages: locked }));
  mkdirSync(join(outer, 'bin'));
  const npm = `#!/bin/sh\necho "$*" >> "${outer}/calls"\n${body}\n`;
  writeFileSync(join(outer, 'bin/npm'), npm, { mode: 0o755 });
  return { outer, folder };
}

/** What npm leaves when it is done. */
const success = `
  mkdir -p node_modules/a && echo '{}' > node_modules/a/package.json
  echo '${JSON.stringify({ packages: locked })}' > node_modules/.package-lock.json`;

function start({ outer, folder }: { outer: string; folder: string }) {
  return spawn(process.execPath, [join(folder, 'src-main/launch/install-packages.mjs')], {
    env: { ...process.env, PATH: `${join(outer, 'bin')}${delimiter}${process.env['PATH'] ?? ''}` },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
}

async function install(checkout: { outer: string; folder: string }) {
  const child = start(checkout);
  let text = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  const [code] = (await once(child, 'close')) as [number | null];
  const path = join(checkout.outer, 'calls');
  const calls = existsSync(path) ? readFileSync(path, 'utf8').trim().split('\n') : [];
  return { code, text, calls: calls.map((call) => call.replace(/ --ignore-scripts .*/, '')) };
}

describe.runIf(process.platform !== 'win32')('install-packages', () => {
  test('asks the cache first, and no network when that is enough', async () => {
    const done = await install(aCheckout(success));
    expect(done).toMatchObject({ code: 0, calls: ['ci --offline'] });
  });

  test('asks the registry for what the cache lacks', async () => {
    const needsNetwork = `case "$*" in *--offline*) echo "npm error code ENOTCACHED" >&2; exit 1;; esac`;
    const done = await install(aCheckout(`${needsNetwork}\n${success}`));
    expect(done).toMatchObject({ code: 0, calls: ['ci --offline', 'ci'] });
    expect(done.text).not.toContain('ENOTCACHED');
  });

  test('without a network says so in both languages and fails', async () => {
    const done = await install(aCheckout('echo "npm error code ENOTFOUND" >&2; exit 1'));
    expect(done.code).toBe(1);
    expect(done.text).toMatch(/registry cannot be reached/);
    expect(done.text).toMatch(/レジストリに接続できません/);
  });

  test('a cache that cannot be written is said, and not tried twice', async () => {
    const done = await install(aCheckout('echo "npm error code EACCES" >&2; exit 1'));
    expect(done).toMatchObject({ code: 1, calls: ['ci --offline'] });
    expect(done.text).toMatch(/npm_config_cache.*\n.*npm_config_cache/);
  });

  test('an npm that says it is done and left packages out has failed', async () => {
    expect((await install(aCheckout('exit 0'))).code).toBe(1);
  });

  test('a lock file npm refuses is installed by npm install, if by its hashes', async () => {
    const refuses = `case "$*" in ci*) echo "npm error code EUSAGE" >&2; exit 1;; esac`;
    const calls = ['ci --offline', 'ci', 'install --no-save'];
    const done = await install(aCheckout(`${refuses}\n${success}`));
    expect(done).toMatchObject({ code: 0, calls });
    const other = success.replace('sha512-a', 'sha512-b');
    expect(await install(aCheckout(`${refuses}\n${other}`))).toMatchObject({ code: 1, calls });
  });

  test('two at once install once', async () => {
    const checkout = aCheckout(`sleep 1\n${success}`);
    const [first, second] = await Promise.all([install(checkout), install(checkout)]);
    expect([first.code, second.code]).toEqual([0, 0]);
    expect(second.calls).toEqual(['ci --offline']);
  });

  test('a signal ends npm at once, however npm takes it, and starts it no second time', async () => {
    const checkout = aCheckout(`trap '' INT TERM HUP\necho $$ > "$0.pid"\nexec sleep 60`);
    const child = start(checkout);
    const pidPath = join(checkout.outer, 'bin/npm.pid');
    await vi.waitFor(() => expect(readFileSync(pidPath, 'utf8')).toMatch(/\n/), 10_000);
    const pid = Number(readFileSync(pidPath, 'utf8'));
    child.kill('SIGINT');
    const [code] = (await once(child, 'close')) as [number | null];
    expect(code).toBe(1);
    expect(isAlive(pid)).toBe(false);
    expect(readFileSync(join(checkout.outer, 'calls'), 'utf8').trim().split('\n')).toHaveLength(1);
    expect(existsSync(join(checkout.folder, 'out/install.lock'))).toBe(false);
  });
});
