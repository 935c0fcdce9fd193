/**
 * `npm start`: installs what is missing, builds, finds an Electron, opens the window. What follows
 * `--` goes to the app.
 *
 * Environment: ELECTRON_OVERRIDE_DIST_PATH (an unpacked Electron to use), CAUSEWAY_RUNTIME=stand-in
 * (do not look for the official one), CAUSEWAY_CACHE (where runtimes and staged builds are kept),
 * CAUSEWAY_VERBOSE=1 (show Chromium's own remarks).
 */
import { dataFolder, isInUse, provideDataFolder } from './data-folder.mjs';
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
  const folder = dataFolder(args, process.env, user);
  provideDataFolder(folder, user);
  const isSecond = await isInUse(folder);
  if (isSecond && !hasDisplay()) throw alreadyRunning(folder);
  const stage = stageApp(runtime);
  const display = await displayFor(user);
  try {
    const code = await runApp(stage, args, user, { ...process.env, ...display?.env });
    // By now the first one has its window in front.
    if (isSecond) throw alreadyRunning(folder);
    return code;
  } finally {
    display?.stop();
  }
}

function alreadyRunning(folder) {
  return new Error(
    `Causeway is already running with the data folder ${folder}; nothing was started. ` +
      'For a second one: npm start -- --user-data-dir=ANOTHER_FOLDER\n' +
      `Causeway はデータフォルダー ${folder} を使ってすでに動作しているため、起動しませんでした。` +
      'もう一つ起動するには: npm start -- --user-data-dir=別のフォルダー',
  );
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
