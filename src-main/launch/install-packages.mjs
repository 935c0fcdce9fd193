/**
 * Installs the packages of the lock file. A process of its own: it holds the lock for as long as
 * npm is at work, even when the start that wanted the packages is gone.
 */
import { join } from 'node:path';
import { endWithNpm } from './end-with-npm.mjs';
import { withLock } from './lock-file.mjs';
import { rootFolder, say } from './places.mjs';
import { holdsOnlyLocked, isInstalled, runLauncher } from './prepare.mjs';
import { adviceFor, runNpmIn } from './run-npm.mjs';

async function install() {
  if (isInstalled(rootFolder)) return 0;
  say('Installing packages …', 'パッケージをインストールしています…');
  const npm = (...args) => runNpmIn(rootFolder, args);
  // From npm's cache where that holds everything: quicker, and no network is needed.
  let run = await npm('ci', '--offline');
  const isHopeless = run.isEnded || ['denied', 'full', 'absent'].includes(run.fault);
  if (!run.isDone && !isHopeless) run = await npm('ci');
  if (run.fault === 'mismatch') {
    // Some npm refuses a lock file over another platform's package; what it installs is looked at.
    const loose = await npm('install', '--no-save');
    if (loose.isDone && holdsOnlyLocked(rootFolder)) run = loose;
  }
  if (run.isDone && isInstalled(rootFolder)) return 0;
  if (run.isEnded) return 1;
  if (run.text !== '') say(run.text);
  say(...adviceFor(run.fault ?? 'other'));
  return 1;
}

endWithNpm();
await runLauncher(() => withLock(join(rootFolder, 'out/install.lock'), install));
