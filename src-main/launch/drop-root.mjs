/**
 * Root never runs a browser engine: Chromium refuses without --no-sandbox, and that switch is
 * never given. The app runs as an unprivileged user instead, with a home of its own.
 */
import { spawnSync } from 'node:child_process';
import { chownSync, copyFileSync, existsSync, mkdirSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { isRoot, unprivilegedHome } from './places.mjs';

/** The user every Unix has for this; no account is created. */
const userName = 'nobody';

/** @returns {{ uid: number, gid: number, home: string } | undefined} nothing when not root */
export function unprivilegedUser() {
  if (!isRoot) return undefined;
  const uid = idOf('-u');
  const gid = idOf('-g');
  mkdirSync(unprivilegedHome, { recursive: true, mode: 0o755 });
  chownSync(unprivilegedHome, uid, gid);
  return { uid, gid, home: unprivilegedHome };
}

function idOf(option) {
  const done = spawnSync('id', [option, userName], { encoding: 'utf8' });
  const id = Number.parseInt(done.stdout ?? '', 10);
  if (!(id > 0)) {
    throw new Error(
      `Causeway does not run as root, and there is no user "${userName}" to run as.\n` +
        `Causeway は root では動作しません。代わりに使うユーザー ${userName} もありません。`,
    );
  }
  return id;
}

/**
 * The command that runs `command` as `user`, with nothing of root's session left in `env`. On
 * Linux it ends when the launcher ends, however that happens: no window and no display stays.
 * File descriptors pass through, so a test's inspector pipe still works.
 * @param {{ uid: number, gid: number, home: string } | undefined} user
 * @param {string} command
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 */
export function asUser(user, command, args, env) {
  if (process.platform !== 'linux') return { command, args, env };
  const tied = ['--pdeathsig=TERM', command, ...args];
  if (user === undefined) return { command: 'setpriv', args: tied, env };
  const identity = [`--reuid=${user.uid}`, `--regid=${user.gid}`];
  return {
    command: 'setpriv',
    args: [...identity, '--clear-groups', '--no-new-privs', ...tied],
    env: environmentOf(user, env),
  };
}

const rootsOwn = [
  'DBUS_SESSION_BUS_ADDRESS',
  'MAIL',
  'SSH_AUTH_SOCK',
  'SUDO_COMMAND',
  'SUDO_GID',
  'SUDO_UID',
  'SUDO_USER',
  'WAYLAND_DISPLAY',
  'XDG_CACHE_HOME',
  'XDG_CONFIG_HOME',
  'XDG_DATA_HOME',
  'XDG_RUNTIME_DIR',
];

/**
 * The environment for `user`; the display's cookie is copied to where that user can read it. One
 * that is that user's already stays where it is: two displays at once have a cookie each.
 */
export function environmentOf(user, env) {
  const kept = Object.entries(env).filter(([name]) => !rootsOwn.includes(name));
  const cookie = env.XAUTHORITY || join(homedir(), '.Xauthority');
  const own = { ...Object.fromEntries(kept), HOME: user.home, USER: userName, LOGNAME: userName };
  if (!existsSync(cookie) || statSync(cookie).uid === user.uid) return own;
  const copy = join(user.home, '.Xauthority');
  if (cookie !== copy) copyFileSync(cookie, copy);
  chownSync(copy, user.uid, user.gid);
  return { ...own, XAUTHORITY: copy };
}
