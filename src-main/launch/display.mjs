/** A virtual display where there is none: Xvfb, closed to everybody without its cookie. */
import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asUser } from './drop-root.mjs';

/** Whether the environment names a screen to draw on. */
export function hasDisplay(env = process.env) {
  if (process.platform !== 'linux') return true;
  return Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
}

/** Whether Xvfb can be started. */
export function hasXvfb() {
  return spawnSync('Xvfb', ['-help'], { stdio: 'ignore' }).error === undefined;
}

/** One Xauthority record that fits every display: family "wild", no address, no number. */
function cookieRecord() {
  const field = (bytes) => {
    const length = Buffer.alloc(2);
    length.writeUInt16BE(bytes.length);
    return Buffer.concat([length, bytes]);
  };
  const wildFamily = Buffer.from([0xff, 0xff]);
  const name = Buffer.from('MIT-MAGIC-COOKIE-1');
  const empty = Buffer.alloc(0);
  return Buffer.concat([wildFamily, ...[empty, empty, name, randomBytes(16)].map(field)]);
}

/**
 * Starts Xvfb as `user` on a free display.
 * @param {{ uid: number, gid: number, home: string } | undefined} user
 * @returns {Promise<{ env: { DISPLAY: string, XAUTHORITY: string }, stop: () => void }>}
 */
export async function startDisplay(user) {
  const folder = mkdtempSync(join(tmpdir(), 'causeway-display-'));
  const cookiePath = join(folder, 'Xauthority');
  writeFileSync(cookiePath, cookieRecord(), { mode: 0o600 });
  if (user !== undefined) {
    chownSync(folder, user.uid, user.gid);
    chownSync(cookiePath, user.uid, user.gid);
  }
  // Without -noreset it starts anew whenever its last program ends, and refuses who comes meanwhile.
  const screen = ['-screen', '0', '1600x1000x24', '-nolisten', 'tcp', '-noreset'];
  const started = asUser(
    user,
    'Xvfb',
    ['-displayfd', '3', ...screen, '-auth', cookiePath],
    process.env,
  );
  const server = spawn(started.command, started.args, {
    env: started.env,
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const stop = () => {
    server.kill();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const number = await displayNumber(server);
    return { env: { DISPLAY: `:${number}`, XAUTHORITY: cookiePath }, stop };
  } catch (error) {
    stop();
    throw error;
  }
}

function displayNumber(server) {
  return new Promise((resolve, reject) => {
    let text = '';
    const refuse = (english, japanese) => reject(new Error(`${english}\n${japanese}`));
    const timer = setTimeout(
      () => refuse('Xvfb did not start within 20 s.', 'Xvfb が 20 秒以内に起動しませんでした。'),
      20_000,
    );
    server.on('error', reject);
    server.on('exit', (code) => {
      clearTimeout(timer);
      refuse(`Xvfb ended at its start (${code}).`, `Xvfb が起動直後に終了しました（${code}）。`);
    });
    server.stdio[3].on('data', (chunk) => {
      text += chunk;
      if (!text.includes('\n')) return;
      clearTimeout(timer);
      resolve(text.trim());
    });
  });
}
