import type { BrowserWindow } from 'electron';
import { app, ipcMain, Menu, nativeTheme, screen, session } from 'electron';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { callNames, preloadCallNames } from '../../shared/ipc/contract-names';
import { isPreviewAddress } from '../../shared/ipc/preview-origin';
import { isTrustedSender } from '../ipc/sender';
import { CallGate } from './call-gate';
import { rolloutPorts } from './close-guard';
import { firstLook } from './first-look';
import { readJsonFile, tryWriteJson } from './json-file';
import { loadPage } from './load-page';
import { toMenuTemplate } from './menu';
import type { HostStart, OpenedHost } from './open-host';
import { bundlePage, bundleScheme, createBundleHandler, readManifest } from './protocol';
import { PageFiles } from './page-files';
import { PageWatch, type PageFault } from './page-watch';
import { reopenPage } from './reopen-page';
import { hardenSession, keepOnPage } from './security';
import { toTrusted } from './trusted-window';
import { createMainWindow, guardClose, watchWindowState } from './window';
import { placeWindow } from './window-state';

const outFolder = join(__dirname, '..');
const rendererFolder = join(outFolder, 'renderer');
const preloadFile = join(outFolder, 'preload', 'preload.js');

/** A file that was answered still has to leave, and may ask for another one. */
const onItsWayMs = 20;
/** For the page's files; then what is behind it is loaded whatever became of them. */
const longestWaitMs = 2_000;

export interface WindowStart extends Omit<HostStart, 'noticesFile' | 'gate' | 'onMenu'> {
  readonly setWindow: (window: BrowserWindow) => void;
  readonly setOpened: (opened: OpenedHost) => void;
  /** The window is there, and shows nothing. */
  readonly noPage: (fault: PageFault) => Promise<void>;
}

/**
 * The window first, with its page; what is behind it is loaded while the page loads. Whatever the page
 * asks before that is there waits at the gate. Rejects where a part of the program is missing.
 */
export async function openWindow(start: WindowStart): Promise<void> {
  const { log, expected } = start;
  let opened: OpenedHost | undefined;
  const isTrusted = (event: Parameters<typeof isTrustedSender>[0]): boolean =>
    isTrustedSender(event, toTrusted(start.window()));
  const watch = new PageWatch({ tell: (fault) => void start.noPage(fault) });
  const ipc = {
    handle: (channel: string, listener: Parameters<CallGate['ipc']['handle']>[1]) =>
      ipcMain.handle(channel, (event, input: unknown) => {
        if (isTrusted(event)) watch.end();
        return listener(event, input);
      }),
    removeHandler: (channel: string) => ipcMain.removeHandler(channel),
  };
  const gate = new CallGate(ipc, [...callNames, ...preloadCallNames], isTrusted, (call) =>
    log('ipc.refused', { call, reason: 'sender' }),
  );
  const showMenu = (locale: 'en' | 'ja'): void =>
    Menu.setApplicationMenu(
      Menu.buildFromTemplate(
        toMenuTemplate(locale, {
          command: (command) => opened?.link.publish('app.command', command),
          zoom: (direction) => void opened?.shell.zoom(direction),
          openFile: () => opened?.shell.askForFile(),
          showLogFolder: () => opened?.shell.showLogFolder(),
          recent: opened?.shell.recent.rows ?? [],
          openRecent: (entry) => opened?.shell.recent.pick(entry),
          clearRecent: () => opened?.shell.localData.clearRecent(),
        }),
      ),
    );
  const look = firstLook();
  nativeTheme.themeSource = look.themeSource;
  showMenu(look.locale);

  // Not `persist:`: the page's session lives in memory and is gone with the process.
  const page = session.fromPartition('causeway-page');
  const onRefused = (what: string): void => log('page.refused', { what });
  hardenSession(page, onRefused);
  // Nothing of ours uses it; whatever would, gets nowhere either.
  hardenSession(session.defaultSession, onRefused);
  const serveBundle = createBundleHandler(await readManifest(rendererFolder), rendererFolder, {
    read: (file) => readFile(file),
    onTampered: (name) => {
      log('bundle.tampered', { name });
      watch.fileRefused(name);
    },
  });
  const files = new PageFiles(onItsWayMs);
  page.protocol.handle(bundleScheme.scheme, async (request) => {
    if (opened !== undefined && isPreviewAddress(request.url)) {
      return opened.previews.answer(request);
    }
    return files.answered(request.url, serveBundle(request));
  });

  const stateFile = join(app.getPath('userData'), 'window.json');
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
      isDark: nativeTheme.shouldUseDarkColors,
    }),
  );
  start.setWindow(window);
  watchWindowState(window, (changed) => tryWriteJson(stateFile, changed));
  guardClose(window, {
    ...rolloutPorts(() => opened?.host.current?.rollout),
    ask: () => opened?.shell.dialogs.askBeforeClose() ?? Promise.resolve('pause'),
  });
  const { webContents } = window;
  webContents.on('did-finish-load', () => {
    webContents.setZoomFactor(state.zoom);
    watch.loaded();
  });
  window.on('closed', () => watch.end());
  webContents.on('did-navigate', () => opened?.link.tickets.voidAll());
  keepOnPage(webContents, bundlePage, onRefused);
  reopenPage({
    ...{ window, page: bundlePage, log, now: () => Date.now() },
    restarted: () => (watch.begin(), opened?.tellRestarted()),
    gaveUp: () => (
      watch.end(),
      opened?.shell.dialogs.tellPageGone(opened.host.current?.rollout.isBusy ?? false)
    ),
  });
  const openBehind = async (): Promise<void> => {
    // Loading holds this process: the page gets its files first, and works on them meanwhile.
    await Promise.race([files.quiet, pause(longestWaitMs)]);
    const { openHost } = await import('./open-host');
    const noticesFile = join(outFolder, 'notices.txt');
    opened = openHost({ ...start, gate, onMenu: showMenu, noticesFile });
    start.setOpened(opened);
    showMenu(opened.shell.locale());
  };
  watch.begin();
  await Promise.all([loadPage(window, bundlePage), openBehind()]);
}
