/** Where the launcher keeps things. Nothing of it lies in the checkout. */
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
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
  if (process.platform === 'win32') return join(env.LOCALAPPDATA ?? homedir(), 'Causeway', 'Cache');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'Causeway');
  return join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'causeway');
}

/** Home of the unprivileged user the app runs as when root starts it. */
export const unprivilegedHome = '/var/lib/causeway/home';

/** One line to the person, on standard error: standard output belongs to the command line. */
export function say(english, japanese) {
  process.stderr.write(`${english}\n${japanese === undefined ? '' : `${japanese}\n`}`);
}
