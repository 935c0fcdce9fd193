import type { BrowserWindow } from 'electron';
import { app, dialog, Menu, protocol, shell } from 'electron';
import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { m } from '../shared/paraglide/opening/messages.js';
import { forbidCoreDumps } from './app/core-dumps';
import { openLog, type Log } from './app/log';
import { describeError } from './app/log-events';
import type { OpenedHost } from './app/open-host';
import { openWindow } from './app/open-window';
import { printAndQuit, printSwitch } from './app/print-file';
import { bundleScheme } from './app/protocol';
import { judgeRuntime } from './app/runtime';
import { ExpectedContents, watchContents } from './app/security';
import { resolveLanguage } from './app/settings';
import { claimSingleInstance, FileInbox, findFileArgument } from './app/single-instance';
import { judgeSwitches } from './app/switches';
import { systemLanguages } from './app/system-languages';
import { tellNoPage } from './app/tell-no-page';
import { bringToFront } from './app/window';
import { removeUnfinished } from './files/unfinished-files';

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
  let opened: OpenedHost | undefined;
  stopBeforeQuit(async () => opened?.stop());
  const noPage = {
    ask: (question: Electron.MessageBoxOptions) => dialog.showMessageBox(question),
    openLogs: () => shell.openPath(logFolder),
    locale: () => resolveLanguage('system', systemLanguages()),
  };
  void app.whenReady().then(async () => {
    try {
      await openWindow({
        runtime: judgeRuntime(process.versions.electron ?? '0', switches.isDebugged),
        ...{ log, logFolder, expected, files },
        window: () => window,
        setWindow: (made) => (window = made),
        setOpened: (behind) => (opened = behind),
        noPage: async (fault) => {
          log('page.unanswered', { why: fault });
          // A rollout that runs meanwhile is asked about, as whenever the window is closed.
          if ((await tellNoPage(fault, noPage)) === 'quit') app.quit();
        },
      });
    } catch (error) {
      log('main.exception', { ref: randomBytes(4).toString('hex'), ...describeError(error) });
      await tellNoPage('start', noPage);
      app.exit(1);
    }
  });
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
