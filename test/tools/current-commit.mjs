/** Which source a campaign ran on, as its record and the table of promises name it. */
import { spawnSync } from 'node:child_process';
import { rootFolder } from '../../src-main/launch/places.mjs';

/**
 * @returns {string} twelve digits of the commit, with `+` where tracked files differ from it;
 *   `unknown` outside a repository
 */
export function currentCommit(folder = rootFolder) {
  const git = (...words) => spawnSync('git', words, { cwd: folder, encoding: 'utf8' });
  const head = git('rev-parse', '--short=12', 'HEAD');
  if (head.status !== 0) return 'unknown';
  const isChanged = git('diff', '--quiet', 'HEAD').status !== 0;
  return `${head.stdout.trim()}${isChanged ? '+' : ''}`;
}
