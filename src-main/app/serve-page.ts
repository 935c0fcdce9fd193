import type { BrowserWindow } from 'electron';
import { randomBytes } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { createPublisher, type Publish } from '../ipc/publish-events';
import { createRateLimit } from '../ipc/rate-limit';
import { serveContract, type ServedHandlers, type ServePorts } from '../ipc/serve-contract';
import { Tickets } from '../ipc/tickets';
import { describeError, type LogEvent } from './log-events';
import { toTrusted } from './trusted-window';

/** Both directions between main and the one window. */
export interface PageLink {
  readonly publish: Publish;
  readonly tickets: Tickets;
  serve(handlers: Partial<ServedHandlers>): void;
  stop(): void;
}

export function linkPage(
  window: () => BrowserWindow | undefined,
  log: LogEvent,
  ipc: ServePorts['ipc'],
): PageLink {
  const now = (): number => performance.now();
  const newRef = (): string => randomBytes(4).toString('hex');
  const logBug: ServePorts['logBug'] = ({ ref, call, error }) =>
    log('ipc.bug', { ref, call, ...describeError(error) });
  const tickets = new Tickets({ randomBytes, now });
  const limit = createRateLimit(now);
  const stops: (() => void)[] = [];
  return {
    tickets,
    publish: createPublisher({
      page: () => {
        const open = window();
        return open && !open.isDestroyed() ? open.webContents : undefined;
      },
      logBug,
      newRef,
    }),
    serve: (handlers) => {
      const served = serveContract(handlers, {
        ipc,
        window: () => toTrusted(window()),
        tickets,
        limit,
        newRef,
        logBug,
        logRefusal: (entry) => log('ipc.refused', entry),
      });
      stops.push(served.stop);
    },
    stop: () => stops.forEach((stop) => stop()),
  };
}
