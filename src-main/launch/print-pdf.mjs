/**
 * `node print-pdf.mjs PAGE.html OUT.pdf`: prints a page with the app's own runtime, without a
 * window. As root the runtime is an unprivileged user, so page and PDF go through a folder of its own.
 */
import { chownSync, copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hasDisplay, hasXvfb, startDisplay } from './display.mjs';
import { unprivilegedUser } from './drop-root.mjs';
import { findElectron } from './find-electron.mjs';
import { runApp } from './run-app.mjs';
import { stageApp } from './stage-app.mjs';

/** @returns {Promise<number>} 0 printed; 1 the runtime could not print; 2 there is none, or no display */
async function print(page, out) {
  const user = unprivilegedUser();
  const folder = mkdtempSync(join(tmpdir(), 'causeway-print-'));
  const copy = join(folder, 'page.html');
  copyFileSync(page, copy);
  if (user !== undefined) for (const path of [folder, copy]) chownSync(path, user.uid, user.gid);
  let display;
  try {
    const stage = stageApp(findElectron(process.env, { isQuiet: true }));
    if (!hasDisplay()) {
      if (!hasXvfb())
        throw new Error('There is no display and no Xvfb. 画面も Xvfb もありません。');
      display = await startDisplay(user);
    }
    const args = [`--causeway-print=${copy}`, `--user-data-dir=${join(folder, 'data')}`];
    const code = await runApp(stage, args, user, { ...process.env, ...display?.env });
    if (code === 0) copyFileSync(`${copy}.pdf`, out);
    return code === 0 ? 0 : 1;
  } finally {
    display?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

try {
  process.exitCode = await print(process.argv[2], process.argv[3]);
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
