import { BrowserWindow, type Session, type WebPreferences } from 'electron';
import { CloseGuard, type CloseGuardPorts } from './close-guard';
import { smallestSize, type WindowState } from './window-state';

/**
 * What the page may be. Every value is written out, so that a changed default changes nothing;
 * a test reads them back from the running window.
 */
export const pagePreferences = {
  sandbox: true,
  contextIsolation: true,
  webSecurity: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webviewTag: false,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  navigateOnDragDrop: false,
  plugins: false,
  webgl: false,
  spellcheck: false,
  disableBlinkFeatures: 'Auxclick',
} as const satisfies WebPreferences;

export interface WindowOptions {
  readonly session: Session;
  /** The one preload file, CommonJS. */
  readonly preload: string;
  readonly state: WindowState;
  readonly isPackaged: boolean;
  readonly isDark: boolean;
}

/** The one window: native frame, hidden until its first paint. */
export function createMainWindow(options: WindowOptions): BrowserWindow {
  const { x, y, width, height } = options.state;
  const window = new BrowserWindow({
    x,
    y,
    width,
    height,
    minWidth: smallestSize.width,
    minHeight: smallestSize.height,
    show: false,
    title: 'Causeway',
    backgroundColor: options.isDark ? '#1b1a19' : '#faf9f8',
    autoHideMenuBar: false,
    webPreferences: {
      ...pagePreferences,
      session: options.session,
      preload: options.preload,
      devTools: !options.isPackaged,
    },
  });
  window.once('ready-to-show', () => {
    if (options.state.maximized) {
      window.maximize();
    }
    window.show();
  });
  return window;
}

/** Where a person has been elsewhere: out of the task bar, in front of the others. */
export function bringToFront(window: BrowserWindow | undefined): void {
  if (window?.isMinimized() === true) window.restore();
  window?.show();
}

/** Calls back, at most every half second, when place, size or zoom may have changed. */
export function watchWindowState(window: BrowserWindow, save: (state: WindowState) => void): void {
  let timer: NodeJS.Timeout | undefined;
  const saveNow = (): void => {
    clearTimeout(timer);
    timer = undefined;
    if (window.isDestroyed() || window.isMinimized()) {
      return;
    }
    save({
      ...window.getNormalBounds(),
      maximized: window.isMaximized(),
      zoom: window.webContents.getZoomFactor(),
    });
  };
  const saveSoon = (): void => {
    timer ??= setTimeout(saveNow, 500);
  };
  window.on('resize', saveSoon);
  window.on('move', saveSoon);
  window.on('maximize', saveSoon);
  window.on('unmaximize', saveSoon);
  window.on('close', saveNow);
}

/** Asks before the window closes on a rollout that runs. */
export function guardClose(
  window: BrowserWindow,
  ports: Pick<CloseGuardPorts, 'isRunning' | 'ask' | 'pause'>,
): void {
  const guard = new CloseGuard({
    ...ports,
    minimize: () => window.minimize(),
    close: () => window.close(),
  });
  window.on('close', (event) => {
    if (guard.holdsOpen()) event.preventDefault();
  });
}
