/**
 * `npm run cli -- <command> …`: installs and builds when needed, then runs the command line in
 * plain Node. Standard output carries the command's own output alone.
 */
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';
import { endWithNpm } from './end-with-npm.mjs';
import { rootFolder } from './places.mjs';
import { ensureBuilt, ensureInstalled, requireNode, runLauncher } from './prepare.mjs';

/** @returns {Promise<number>} the command's exit code; 128 + number when a signal ended it */
function runCommandLine(args) {
  requireNode();
  endWithNpm();
  ensureInstalled();
  ensureBuilt();
  const child = spawn(process.execPath, [join(rootFolder, 'out/main/cli.js'), ...args], {
    stdio: 'inherit',
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => child.kill(signal));
  }
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve(code ?? 128 + constants.signals[signal]));
  });
}

await runLauncher(runCommandLine);
