import type { BrowserWindow } from 'electron';

/** Another load has taken the place of this one. */
const aborted = -3;

/** What is needed of the window. */
export interface PageWindow {
  loadURL(url: string): Promise<void>;
  isDestroyed(): boolean;
  readonly webContents: Pick<BrowserWindow['webContents'], 'on' | 'off'>;
}

/**
 * Rejects where the page cannot be loaded. Resolves once it is there, and where its load ended for
 * another reason: it was replaced, the page died, or somebody closed the window. Electron says
 * ERR_FAILED of all of them, but tells of a failed load only where there is one.
 */
export async function loadPage(window: PageWindow, page: string): Promise<void> {
  const { webContents } = window;
  let isMissing = false;
  const failed = (
    _event: unknown,
    code: number,
    _text: string,
    _url: string,
    isMainFrame: boolean,
  ): void => void (isMissing ||= isMainFrame && code !== aborted);
  webContents.on('did-fail-load', failed);
  try {
    await window.loadURL(page);
  } catch (error) {
    if (isMissing) throw error;
  } finally {
    if (!window.isDestroyed()) webContents.off('did-fail-load', failed);
  }
}
