/** The app's data folder: seen to before the start, so that a fault is said and not met. */
import { accessSync, chownSync, constants, existsSync, mkdirSync, readlinkSync } from 'node:fs';
import { statSync } from 'node:fs';
import { connect } from 'node:net';
import { join, resolve } from 'node:path';
import { cannotWrite, home } from './places.mjs';

const option = '--user-data-dir=';

/**
 * Where the app will keep its data: as Electron finds it itself.
 * @param {string[]} args of the app
 * @param {NodeJS.ProcessEnv} env
 * @param {{ home: string } | undefined} user the unprivileged user, when root starts the app
 */
export function dataFolder(args, env, user) {
  const given = args.findLast((arg) => arg.startsWith(option))?.slice(option.length);
  if (given) return resolve(given);
  if (user !== undefined) return join(user.home, '.config', 'Causeway');
  if (process.platform === 'win32') return join(env.APPDATA ?? home(env), 'Causeway');
  if (process.platform === 'darwin') {
    return join(home(env), 'Library', 'Application Support', 'Causeway');
  }
  return join(env.XDG_CONFIG_HOME || join(home(env), '.config'), 'Causeway');
}

/**
 * Makes the folder when it is not there, for the user who will write to it.
 * @param {string} folder
 * @param {{ uid: number, gid: number } | undefined} user
 * @throws {Error} when that user may not write to it
 */
export function provideDataFolder(folder, user) {
  try {
    if (!existsSync(folder)) makeFor(folder, user);
    if (user === undefined) accessSync(folder, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw cannotWrite(folder, error, '--user-data-dir');
  }
  if (user !== undefined && statSync(folder).uid !== user.uid) {
    throw new Error(
      `The data folder ${folder} belongs to another user. As root, Causeway runs as "nobody": ` +
        'give it a folder that does not exist yet, or start it as the owner.\n' +
        `データフォルダー ${folder} は別のユーザーの所有です。root で起動すると Causeway は nobody として動作します。` +
        'まだ存在しないフォルダーを指定するか、所有者として起動してください。',
    );
  }
}

function makeFor(folder, user) {
  const first = mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (user === undefined || first === undefined) return;
  // Every folder that was made on the way, from the innermost outwards.
  for (let path = folder; path.length >= first.length; path = resolve(path, '..')) {
    chownSync(path, user.uid, user.gid);
  }
}

/**
 * Whether an app that uses this folder runs: it answers on the socket it keeps there. False on
 * Windows, where there is none; there the app itself brings the first window forward.
 * @returns {Promise<boolean>}
 */
export function isInUse(folder) {
  return new Promise((resolveWith) => {
    let path;
    try {
      // The link is followed here: a path to a socket may be 107 bytes long, no more.
      path = readlinkSync(join(folder, 'SingletonSocket'));
    } catch {
      resolveWith(false);
      return;
    }
    const socket = connect(path);
    socket.on('connect', () => {
      socket.destroy();
      resolveWith(true);
    });
    socket.on('error', () => resolveWith(false));
  });
}
