import type { BrowserWindow } from 'electron';
import { app, dialog, Menu, protocol, screen, session } from 'electron';
import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { m } from '../shared/paraglide/messages.js';
import { rolloutPorts } from './app/close-guard';
import { forbidCoreDumps } from './app/core-dumps';
import { createShell } from './app/create-shell';
import { readJsonFile, tryWriteJson } from './app/json-file';
import { openLog, type Log } from './app/log';
import { describeError } from './app/log-events';
import { toMenuTemplate } from './app/menu';
import { isPreviewAddress, PreviewPages } from './app/preview-pages';
import { printAndQuit, printSwitch } from './app/print-file';
import { bundlePage, bundleScheme, createBundleHandler, readManifest } from './app/protocol';
import { reopenPage } from './app/reopen-page';
import { restartedOf } from './app/restarted';
import { judgeRuntime } from './app/runtime';
import { ExpectedContents, hardenSession, keepOnPage, watchContents } from './app/security';
import { linkPage } from './app/serve-page';
import { resolveLanguage } from './app/settings';
import { claimSingleInstance, FileInbox, findFileArgument } from './app/single-instance';
import { judgeSwitches } from './app/switches';
import { bringToFront, createMainWindow, guardClose, watchWindowState } from './app/window';
import { placeWindow } from './app/window-state';
import { createHost } from './app/create-host';
import { printPdf } from './exports/write-pdf';
import { removeUnfinished } from './files/unfinished-files';
import { createPageHandlers } from './ipc/page-handlers';

const outFolder = join(__dirname, '..');
const rendererFolder = join(outFolder, 'renderer');
const preloadFile = join(outFolder, 'preload', 'preload.js');
const stopLimitMs = 3_000;

const switches = judgeSwitches((name) => app.commandLine.hasSwitch(name), app.isPackaged);
if (switches.refused !== undefined) {
  const locale = resolveLanguage('system', app.getPreferredSystemLanguages());
  process.stderr.write(`${m.start_refused_switch({ name: switches.refused }, { locale })}\n`);
  app.exit(2);
} else if (app.commandLine.hasSwitch(printSwitch)) {
  printAndQuit(app.commandLine.getSwitchValue(printSwitch));
} else {
  begin();
}

function begin(): void {
  forbidCoreDumps(process);
  app.enableSandbox();
  protocol.registerSchemesAsPrivileged([bundleScheme]);
  Menu.setApplicationMenu(null);
  let window: BrowserWindow | undefined;
  const files = new FileInbox();
  app.on('open-file', (event, path) => {
    event.preventDefault();
    files.put(path);
  });
  const isFirst = claimSingleInstance(
    {
      requestSingleInstanceLock: () => app.requestSingleInstanceLock(),
      onSecondInstance: (listener) =>
        app.on('second-instance', (_event, argv, folder) => listener(argv, folder)),
    },
    {
      focus: () => bringToFront(window),
      openFile: (path) => files.put(path),
    },
  );
  if (!isFirst) {
    app.exit(0);
    return;
  }
  const firstFile = findFileArgument(process.argv, process.cwd());
  if (firstFile !== undefined) {
    files.put(firstFile);
  }
  mkdirSync(app.getPath('userData'), { recursive: true, mode: 0o700 });
  const logFolder = join(app.getPath('userData'), 'logs');
  const log = openLog(logFolder);
  catchExceptions(log);
  const expected = new ExpectedContents();
  watchContents(app, expected, (what) => log('page.refused', { what }));
  app.on('window-all-closed', () => app.quit());
  void app.whenReady().then(async () => {
    try {
      await openWindow({
        log,
        logFolder,
        expected,
        files,
        getWindow: () => window,
        setWindow: (made) => (window = made),
      });
    } catch (error) {
      log('main.exception', { ref: randomBytes(4).toString('hex'), ...describeError(error) });
      const locale = resolveLanguage('system', app.getPreferredSystemLanguages());
      dialog.showErrorBox(
        m.start_bundle_missing_title({}, { locale }),
        m.start_bundle_missing_body({}, { locale }),
      );
      app.exit(1);
    }
  });
}

interface Start {
  readonly log: Log;
  readonly logFolder: string;
  readonly expected: ExpectedContents;
  readonly files: FileInbox;
  readonly getWindow: () => BrowserWindow | undefined;
  readonly setWindow: (window: BrowserWindow) => void;
}

async function openWindow(start: Start): Promise<void> {
  const { log, logFolder, expected, getWindow } = start;
  const runtime = judgeRuntime(process.versions.electron ?? '0', switches.isDebugged);
  const link = linkPage(getWindow, log);
  const stateFile = join(app.getPath('userData'), 'window.json');
  const shell = createShell({
    runtime,
    link,
    log,
    logFolder,
    noticesFile: join(outFolder, 'notices.txt'),
    files: start.files,
    window: getWindow,
    onMenu: (locale) => showMenu(locale),
    testBrowser: process.env['CAUSEWAY_TEST_BROWSER'],
  });
  const showMenu = (locale: 'en' | 'ja'): void =>
    Menu.setApplicationMenu(
      Menu.buildFromTemplate(
        toMenuTemplate(locale, {
          command: (command) => link.publish('app.command', command),
          zoom: (direction) => void shell.zoom(direction),
          openFile: () => shell.askForFile(),
          showLogFolder: () => shell.showLogFolder(),
          recent: shell.recent.rows,
          openRecent: (entry) => shell.recent.pick(entry),
          clearRecent: () => shell.localData.clearRecent(),
        }),
      ),
    );
  showMenu(shell.locale());
  log('app.started', {
    version: app.getVersion(),
    electron: runtime.electron,
    platform: process.platform,
    language: shell.locale(),
  });
  if (runtime.realTenantOff) {
    log('app.real-tenant-off', { reason: runtime.reason });
  }

  // Not `persist:`: the page's session lives in memory and is gone with the process.
  const page = session.fromPartition('causeway-page');
  const onRefused = (what: string): void => log('page.refused', { what });
  hardenSession(page, onRefused);
  // Nothing of ours uses it; whatever would, gets nowhere either.
  hardenSession(session.defaultSession, onRefused);
  const serveBundle = createBundleHandler(await readManifest(rendererFolder), rendererFolder, {
    read: (file) => readFile(file),
    onTampered: (name) => log('bundle.tampered', { name }),
  });
  const previews = new PreviewPages(() => randomBytes(16).toString('hex'));
  page.protocol.handle(bundleScheme.scheme, (request) =>
    isPreviewAddress(request.url) ? previews.answer(request) : serveBundle(request),
  );
  const host = createHost(shell, {
    printPdf: (html) => printPdf(html, (create) => expected.make(create)),
    keepPreview: previews.keep,
  });
  link.serve(createPageHandlers(shell, host));
  stopBeforeQuit(async () => {
    link.stop();
    await shell.stop();
    log('app.stopped', {});
  });

  const displays = [screen.getPrimaryDisplay(), ...screen.getAllDisplays()];
  const state = placeWindow(
    readJsonFile(stateFile),
    displays.map((display) => display.workArea),
  );
  const window = expected.make(() =>
    createMainWindow({
      session: page,
      preload: preloadFile,
      state,
      isPackaged: app.isPackaged,
      isDark: shell.state.current.systemTheme === 'dark',
    }),
  );
  start.setWindow(window);
  watchWindowState(window, (changed) => tryWriteJson(stateFile, changed));
  guardClose(window, {
    ...rolloutPorts(() => host.current?.rollout),
    ask: () => shell.dialogs.askBeforeClose(),
  });
  const { webContents } = window;
  webContents.on('did-finish-load', () => webContents.setZoomFactor(state.zoom));
  webContents.on('did-navigate', () => link.tickets.voidAll());
  keepOnPage(webContents, bundlePage, onRefused);
  const restarted = (): void => {
    const session = host.current?.rollout ?? null;
    shell.state.update({ restarted: restartedOf('page', session) });
  };
  const gaveUp = (): void => shell.dialogs.tellPageGone(host.current?.rollout.isBusy ?? false);
  reopenPage({ window, page: bundlePage, log, now: () => Date.now(), restarted, gaveUp });
  await window.loadURL(bundlePage);
}

function stopBeforeQuit(stop: () => Promise<void>): void {
  let isStopped = false;
  app.on('will-quit', (event) => {
    if (isStopped) {
      return;
    }
    isStopped = true;
    event.preventDefault();
    const limit = new Promise((resolve) => setTimeout(resolve, stopLimitMs));
    void Promise.race([stop(), limit]).finally(() => {
      removeUnfinished();
      app.exit(0);
    });
  });
}

/** A bug ends the process: what runs on after one may write what nobody planned. */
function catchExceptions(log: Log): void {
  const end = (error: unknown): void => {
    const isBrokenPipe = error instanceof Error && 'code' in error && error.code === 'EPIPE';
    if (isBrokenPipe) {
      return;
    }
    log('main.exception', { ref: randomBytes(4).toString('hex'), ...describeError(error) });
    removeUnfinished();
    app.exit(1);
  };
  process.on('uncaughtException', end);
  process.on('unhandledRejection', end);
}
