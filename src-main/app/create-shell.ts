import { app, nativeTheme, net, Notification, powerSaveBlocker, shell as system } from 'electron';
import type { BrowserWindow } from 'electron';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { checkRegistration } from '../auth/check-registration';
import { KeptSignIns } from '../auth/kept-sign-ins';
import { openKeyring } from '../auth/keyring';
import { signIn } from '../auth/token-broker';
import { AppStateHolder } from './app-state';
import { createDialogs } from './dialogs';
import { followSignInPage } from './follow-sign-in-page';
import { keptFiles } from './kept-files';
import { readJsonFile, tryWriteJson, writeJsonFile } from './json-file';
import { LocalData } from './local-data';
import type { Log } from './log';
import { watchOnline } from './online-watch';
import { RunPower } from './power';
import { ProxyDesk } from './proxy-desk';
import { ProxySignIn } from './proxy-sign-in';
import { Recent } from './recent';
import type { RuntimeFacts } from './runtime';
import type { PageLink } from './serve-page';
import { RegistrationDesk } from './registration-desk';
import { tellRunEnd } from './run-notice';
import { openSettings } from './open-settings';
import { resolveLanguage, themeSource } from './settings';
import type { Shell } from './shell';
import { openShellNetwork } from './shell-network';
import type { FileInbox } from './single-instance';
import { SignInDesk } from './sign-in-desk';
import { closingPages } from './closing-pages';
import { systemLanguages } from './system-languages';
import { openSignInPage } from './sign-in-page';
import { testConnection } from './test-connection';
import { bringToFront } from './window';
import { nextZoom } from './zoom';

export interface ShellOptions {
  readonly runtime: RuntimeFacts;
  readonly link: PageLink;
  readonly log: Log;
  readonly logFolder: string;
  readonly noticesFile: string;
  readonly files: FileInbox;
  readonly window: () => BrowserWindow | undefined;
  /** Menu and window follow the language; the menu also what was opened last. */
  readonly onMenu: (locale: 'en' | 'ja') => void;
  /** `auto`: practice sign-in pages are answered without a browser. */
  readonly testBrowser: string | undefined;
}

/** Builds the shell from Electron's parts. After `ready`. */
export function createShell(options: ShellOptions): Shell & { stop(): Promise<void> } {
  const { runtime, link, log } = options;
  const dataFolder = app.getPath('userData');
  const stops: (() => Promise<void> | void)[] = [];
  const practiceOrigins = new Set<string>();
  const proxyDesk = new ProxyDesk((asked) => state.update({ proxyAsks: asked }));
  const proxy = new ProxySignIn(
    (asked) => proxyDesk.ask(asked),
    () => Date.now(),
  );
  stops.push(() => proxyDesk.settle(null));
  const network = openShellNetwork(proxy);

  const language = (setting: 'system' | 'en' | 'ja'): 'en' | 'ja' =>
    resolveLanguage(setting, systemLanguages());
  const settings = openSettings((changed) => {
    nativeTheme.themeSource = themeSource(changed);
    const before = state.current.language;
    const next = language(changed.language);
    state.update({ settings: changed, language: next, systemTheme: systemTheme() });
    if (next !== before) {
      options.onMenu(next);
    }
  });
  const state = new AppStateHolder(
    {
      settings: settings.current,
      managed: settings.managed,
      language: language(settings.current.language),
      systemTheme: systemTheme(),
      version: app.getVersion(),
      runtime: {
        electron: runtime.electron,
        isStandIn: runtime.isStandIn,
        realTenantOff: runtime.realTenantOff,
      },
      workspace: null,
      screen: 'home',
      reached: ['home', 'fleet', 'settings'],
      offline: !net.isOnline(),
      proxyAsks: null,
      ...{ rolloutHasEnforced: false, isRunning: false },
      restarted: null,
      savedAt: null,
    },
    (changed) => link.publish('app.changed', changed),
  );
  nativeTheme.themeSource = themeSource(settings.current);
  const followTheme = (): void => void state.update({ systemTheme: systemTheme() });
  nativeTheme.on('updated', followTheme);
  stops.push(() => void nativeTheme.off('updated', followTheme));
  stops.push(
    watchOnline({
      isOnline: () => net.isOnline(),
      told: (offline) => void state.update({ offline }),
    }),
  );

  const locale = (): 'en' | 'ja' => state.current.language;
  const recentFile = join(dataFolder, 'recent.json');
  const recent = new Recent(
    {
      read: () => readJsonFile(recentFile),
      write: (value) => void tryWriteJson(recentFile, value),
    },
    () => options.onMenu(locale()),
  );
  const dialogs = createDialogs(options.window, locale);
  const keptFile = join(dataFolder, 'kept.json');
  const keptSignIns = new KeptSignIns({
    store: openKeyring(runtime.electron),
    files: keptFiles(join(dataFolder, 'sign-ins')),
    memory: {
      read: () => readJsonFile(keptFile),
      write: (value) => writeJsonFile(keptFile, value),
    },
    platform: process.platform,
    passwordStore: app.commandLine.getSwitchValue('password-store'),
    pause: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  });
  const desk = new SignInDesk({
    signIn,
    checkRegistration,
    keep: (place) => keptSignIns.open(place),
    isRealTenantOff: () => runtime.realTenantOff,
    mayWrite: () => !settings.current.isReadOnly,
    openBrowser: (url) =>
      openSignInPage(url, {
        openExternal: (address) => system.openExternal(address),
        isOwnPracticeOrigin: (origin) => practiceOrigins.has(origin),
        followPage:
          options.testBrowser === 'auto' ? (page) => followSignInPage(page, fetch) : undefined,
      }),
    bringToFront: () => bringToFront(options.window()),
    log: options.log,
    cloudFetch: network.cloudFetch,
    practiceFetch: (url, init) => fetch(url, init),
    locale,
    pages: closingPages,
    now: () => Date.now(),
  });
  stops.push(() => desk.cancel());
  const power = new RunPower({
    startBlocker: () => powerSaveBlocker.start('prevent-app-suspension'),
    stopBlocker: (id) => powerSaveBlocker.stop(id),
    setProgress: (fraction) => options.window()?.setProgressBar(fraction),
  });

  return {
    dataFolder,
    runtime,
    state,
    settings,
    publish: link.publish,
    tickets: link.tickets,
    desk,
    keptSignIns,
    localData: new LocalData({
      ...{ folder: dataFolder, logFolder: options.logFolder, now: () => Date.now() },
      noticesFile: options.noticesFile,
      newId: () => randomBytes(8).toString('hex'),
      forgetSignIns: () => keptSignIns.turn(false),
      clearRecent: () => (recent.clear(), app.clearRecentDocuments()),
      endLog: () => log.end(),
      // The answer reaches the page first; then nothing of ours runs that could write.
      leave: (last) => void setTimeout(() => (last(), app.exit(0)), 500),
    }),
    proxyDesk,
    heedProxy: () => proxy.heed(),
    registrations: new RegistrationDesk(desk, (view) => link.publish('registration.changed', view)),
    ...{ dialogs, recent },
    power,
    tellRunEnd: (end) =>
      tellRunEnd(end, {
        isFocused: () => options.window()?.isFocused() ?? false,
        show: notify,
        bringToFront: () => bringToFront(options.window()),
        language: locale,
      }),
    log,
    cloudFetch: network.cloudFetch,
    graphFetch: network.graphFetch,
    newWriteFetch: () => network.newWriteFetch(),
    testConnection: (cloud) =>
      testConnection(cloud, {
        fetch: network.graphFetch,
        resolveProxy: (url) => network.resolveProxy(url),
        now: () => Date.now(),
      }),
    locale,
    showLogFolder: () => system.showItemInFolder(join(options.logFolder, 'causeway.log')),
    zoom: (to) => {
      const contents = options.window()?.webContents;
      if (to !== null) contents?.setZoomFactor(nextZoom(contents.getZoomFactor(), to));
      return contents?.getZoomFactor() ?? 1;
    },
    addPracticeOrigin: (origin) => void practiceOrigins.add(origin),
    removePracticeOrigin: (origin) => void practiceOrigins.delete(origin),
    askForFile: () =>
      void dialogs.chooseFile().then((path) => path !== undefined && options.files.put(path)),
    takeFile: (path) => options.files.put(path),
    onOpenFile: (listener) => options.files.listen(listener),
    onStop: (task) => void stops.push(task),
    stop: async () => {
      await Promise.allSettled([...stops].reverse().map(async (task) => task()));
    },
  };
}

function notify(body: string, onPress: () => void): void {
  if (!Notification.isSupported()) return;
  const notice = new Notification({ title: app.getName(), body });
  notice.on('click', onPress);
  notice.show();
}

function systemTheme(): 'light' | 'dark' {
  return nativeTheme.shouldUseDarkColors ? 'dark' : 'light';
}
