import type { BrowserWindow } from 'electron';
import type { TrustedWindow } from '../ipc/sender';

/** The window as who asks is judged by it; undefined: nobody may ask. */
export function toTrusted(window: BrowserWindow | undefined): TrustedWindow | undefined {
  if (!window || window.isDestroyed()) {
    return undefined;
  }
  return {
    webContentsId: window.webContents.id,
    isDestroyed: () => window.isDestroyed(),
    mainFrame: () => window.webContents.mainFrame,
  };
}
