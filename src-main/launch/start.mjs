/**
 * `npm start`: installs what is missing, builds, finds an Electron, opens the window. What follows
 * `--` goes to the app.
 *
 * Environment: ELECTRON_OVERRIDE_DIST_PATH (an unpacked Electron to use), CAUSEWAY_RUNTIME=stand-in
 * (do not look for the official one), CAUSEWAY_CACHE (where runtimes and staged builds are kept),
 * CAUSEWAY_VERBOSE=1 (show Chromium's own remarks).
 */
import { chownSync, existsSync, mkdirSync } from 'node:fs';
import { hasDisplay, hasXvfb, startDisplay } from './display.mjs';
import { unprivilegedUser } from './drop-root.mjs';
import { endWithNpm } from './end-with-npm.mjs';
import { findElectron } from './find-electron.mjs';
import { provideLibraries } from './install-libraries.mjs';
import { say } from './places.mjs';
import { ensureBuilt, ensureInstalled, requireNode, runLauncher } from './prepare.mjs';
import { runApp } from './run-app.mjs';
import { stageApp } from './stage-app.mjs';

/** @returns {Promise<number>} the app's exit code */
async function start(args) {
  requireNode();
  endWithNpm();
  provideLibraries({ needsXvfb: !hasDisplay() });
  ensureInstalled();
  ensureBuilt();
  const runtime = findElectron();
  const user = unprivilegedUser();
  if (user !== undefined) makeDataFolder(args, user);
  const display = await displayFor(user);
  try {
    const stage = stageApp(runtime);
    return await runApp(stage, args, user, { ...process.env, ...display?.env });
  } finally {
    display?.stop();
  }
}

/** A data folder that does not exist yet is made for the user who will write to it. */
function makeDataFolder(args, user) {
  const option = '--user-data-dir=';
  const folder = args.find((arg) => arg.startsWith(option))?.slice(option.length);
  if (!folder || existsSync(folder)) return;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chownSync(folder, user.uid, user.gid);
}

async function displayFor(user) {
  if (hasDisplay()) return undefined;
  if (!hasXvfb()) {
    throw new Error(
      'There is no display. Start this in a desktop session, or install Xvfb (package "xvfb").\n' +
        '画面がありません。デスクトップ環境で起動するか、Xvfb（パッケージ xvfb）をインストールしてください。',
    );
  }
  const display = await startDisplay(user);
  const { DISPLAY, XAUTHORITY } = display.env;
  say(
    `There is no display: the window is on a virtual one (DISPLAY=${DISPLAY} XAUTHORITY=${XAUTHORITY}).`,
    '画面がないため、仮想ディスプレイに表示しています。',
  );
  return display;
}

await runLauncher(start);
