import type { BrowserWindow } from 'electron';

/**
 * Resolves once the page is there, another load has taken the place of this one, or somebody has
 * closed the window. Rejects where the page cannot be loaded.
 */
export async function loadPage(
  window: Pick<BrowserWindow, 'loadURL' | 'isDestroyed'>,
  page: string,
): Promise<void> {
  try {
    await window.loadURL(page);
  } catch (error) {
    const isReplaced = error instanceof Error && 'code' in error && error.code === 'ERR_ABORTED';
    if (!isReplaced && !window.isDestroyed()) throw error;
  }
}
