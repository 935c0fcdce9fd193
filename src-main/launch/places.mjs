/** Where the launcher keeps things. Nothing of it lies in the checkout. */
import { mkdirSync } from 'node:fs';
import { homedir, userInfo } from 'node:os';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout this file belongs to. */
export const rootFolder = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/** True where the caller is root; Windows has no such notion. */
export const isRoot = process.getuid?.() === 0;

// What root lays out is read by the unprivileged user, whatever root's own habit is.
if (isRoot) process.umask(0o022);

/**
 * Runtimes and staged builds: `$CAUSEWAY_CACHE`, else the platform's cache folder. Root's own
 * cache is closed to others, so root uses one the unprivileged user can read.
 */
export function cacheFolder(env = process.env) {
  if (env.CAUSEWAY_CACHE) return resolve(env.CAUSEWAY_CACHE);
  if (isRoot) return '/var/cache/causeway';
  if (process.platform === 'win32') return join(env.LOCALAPPDATA ?? home(env), 'Causeway', 'Cache');
  if (process.platform === 'darwin') return join(home(env), 'Library', 'Caches', 'Causeway');
  return join(env.XDG_CACHE_HOME || join(home(env), '.cache'), 'causeway');
}

/** The user's home; where the environment names none, the one the system knows. */
export function home(env = process.env) {
  if (process.platform === 'win32') return homedir();
  return env.HOME && isAbsolute(env.HOME) ? env.HOME : userInfo().homedir;
}

/**
 * A folder in the cache, made when it is not there.
 * @throws {Error} naming the variable that moves the cache, where it cannot be written
 */
export function makeCacheFolder(name, env = process.env) {
  const folder = join(cacheFolder(env), name);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o755 });
  } catch (error) {
    throw cannotWrite(folder, error, 'CAUSEWAY_CACHE');
  }
  return folder;
}

/** @returns {Error} that says which path cannot be written, why, and which variable moves it */
export function cannotWrite(path, error, variable) {
  const why = error.code ?? error.message;
  const english = variable ? ` Set ${variable} to a folder you can write to.` : '';
  const japanese = variable ? `書き込めるフォルダーを ${variable} に指定してください。` : '';
  return new Error(
    `Cannot write to ${path} (${why}).${english}\n${path} に書き込めません（${why}）。${japanese}`,
    { cause: error },
  );
}

/** Home of the unprivileged user the app runs as when root starts it. */
export const unprivilegedHome = '/var/lib/causeway/home';

/** One line to the person, on standard error: standard output belongs to the command line. */
export function say(english, japanese) {
  process.stderr.write(`${english}\n${japanese === undefined ? '' : `${japanese}\n`}`);
}
