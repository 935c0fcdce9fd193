/** Starts the app and stays with it to its end. */
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { createInterface } from 'node:readline';
import { asUser } from './drop-root.mjs';
import { say } from './places.mjs';

/**
 * @param {{ executable: string, args: string[] }} stage
 * @param {string[]} appArgs what the person gave the app
 * @param {{ uid: number, gid: number, home: string } | undefined} user
 * @param {NodeJS.ProcessEnv} given
 * @returns {Promise<number>} the app's exit code; 128 + number when a signal ended it
 */
export function runApp(stage, appArgs, user, given) {
  const plain = { ...given };
  delete plain.ELECTRON_RUN_AS_NODE;
  delete plain.NODE_OPTIONS;
  const { command, args, env } = asUser(user, stage.executable, [...stage.args, ...appArgs], plain);
  const child = spawn(command, args, { env, stdio: ['ignore', 'inherit', 'pipe'] });
  passOnErrors(child.stderr);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => child.kill(signal));
  }
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve(code ?? 128 + (constants.signals[signal] ?? 0)));
  });
}

/**
 * What the app says on standard error, without Chromium's own remarks about a missing system bus
 * or graphics card. CAUSEWAY_VERBOSE=1 shows them.
 */
function passOnErrors(stream) {
  createInterface({ input: stream }).on('line', (line) => {
    if (process.env.CAUSEWAY_VERBOSE || !isRemark(line)) process.stderr.write(`${line}\n`);
    const advice = adviceOn(line);
    if (advice !== undefined) say(...advice);
  });
}

/** Chromium's remarks; what makes it end is called FATAL and is none. */
export function isRemark(line) {
  return /^\[\d+:\d+\/[\d.]+:(INFO|WARNING|ERROR):[\w.]+\.cc(:\d+|\(\d+\))\]/.test(line);
}

/** @returns {[string, string] | undefined} what to do when the app ends over this line */
export function adviceOn(line) {
  return ends.find(({ pattern }) => pattern.test(line))?.advice;
}

const ends = [
  {
    // Where the system lets nobody make a user namespace, Chromium names its older helper.
    pattern: /:FATAL:.*(setuid_sandbox_host|zygote_host_impl|No usable sandbox)/,
    advice: [
      'Chromium finds no sandbox here, and Causeway does not run without one. Allow user ' +
        'namespaces: sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0 (Ubuntu), or ' +
        'sudo sysctl -w kernel.unprivileged_userns_clone=1 (older Debian).',
      'Chromium のサンドボックスを使えません。Causeway はサンドボックスなしでは動作しません。ユーザー名前空間を許可してください: ' +
        'sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0（Ubuntu）、または ' +
        'sudo sysctl -w kernel.unprivileged_userns_clone=1（古い Debian）。',
    ],
  },
  {
    pattern: /Missing X server or \$DISPLAY|Failed to connect to Wayland display/,
    advice: [
      'The display that DISPLAY or WAYLAND_DISPLAY names cannot be opened. Start this in the ' +
        'desktop session, or unset both to use a virtual display.',
      'DISPLAY または WAYLAND_DISPLAY の画面を開けません。デスクトップのセッションで起動するか、' +
        '両方の設定を解除して仮想ディスプレイを使ってください。',
    ],
  },
  {
    pattern: /error while loading shared libraries/,
    advice: [
      'A system library is missing; it is named above. Install it and start again.',
      '必要なシステムライブラリがありません（上の表示を参照）。インストールしてから、やり直してください。',
    ],
  },
];
