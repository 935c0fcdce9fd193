import { loadPage, type PageWindow } from './load-page';
import type { LogEvent } from './log-events';

export interface ReopenPorts {
  readonly window: PageWindow;
  readonly page: string;
  readonly log: LogEvent;
  now(): number;
  /** Before the new page asks for its state. */
  restarted(): void;
  /** No further page is loaded: the window is empty from here on, and cannot say so itself. */
  gaveUp(): void;
}

const most = 3;
const withinMs = 60_000;

/**
 * The page holds no state: a new one shows the same screen, and a rollout runs on meanwhile. A page
 * that dies four times in a minute stays closed, which is told outside of it.
 */
export function reopenPage({ window, page, log, now, restarted, gaveUp }: ReopenPorts): void {
  let died: readonly number[] = [];
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    log('page.gone', { reason });
    died = [...died.filter((at) => at > now() - withinMs), now()];
    if (reason === 'clean-exit' || window.isDestroyed()) return;
    if (died.length > most) return gaveUp();
    restarted();
    void loadPage(window, page);
  });
}
