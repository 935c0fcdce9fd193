import { app } from 'electron';
import { randomBytes } from 'node:crypto';
import { printPdf } from '../exports/write-pdf';
import { createPageHandlers } from '../ipc/page-handlers';
import type { Host } from '../workspace/host';
import type { CallGate } from './call-gate';
import { createHost } from './create-host';
import { createShell, type ShellOptions } from './create-shell';
import { PreviewPages } from './preview-pages';
import { restartedOf } from './restarted';
import type { ExpectedContents } from './security';
import { linkPage, type PageLink } from './serve-page';
import type { Shell } from './shell';

export interface HostStart extends Omit<ShellOptions, 'link' | 'testBrowser'> {
  readonly expected: ExpectedContents;
  readonly gate: CallGate;
}

/** Everything behind the window. */
export interface OpenedHost {
  readonly shell: Shell;
  readonly host: Host;
  readonly link: PageLink;
  readonly previews: PreviewPages;
  /** Says on the page what the open rollout does, after the page ended by itself. */
  tellRestarted(): void;
  stop(): Promise<void>;
}

/**
 * Loads apart from the entry, after the window: most of the program is here, and nobody waits for it
 * with an empty screen. What the page asked meanwhile is answered at its end.
 */
export function openHost(start: HostStart): OpenedHost {
  const { runtime, log, expected, gate } = start;
  const link = linkPage(start.window, log, gate.ipc);
  const shell = createShell({
    ...start,
    ...{ link, testBrowser: process.env['CAUSEWAY_TEST_BROWSER'] },
  });
  log('app.started', {
    version: app.getVersion(),
    electron: runtime.electron,
    platform: process.platform,
    language: shell.locale(),
  });
  if (runtime.realTenantOff) {
    log('app.real-tenant-off', { reason: runtime.reason });
  }
  const previews = new PreviewPages(() => randomBytes(16).toString('hex'));
  const host = createHost(shell, {
    printPdf: (html) => printPdf(html, (create) => expected.make(create)),
    keepPreview: previews.keep,
  });
  link.serve(createPageHandlers(shell, host));
  gate.open();
  return {
    ...{ shell, host, link, previews },
    tellRestarted: () => {
      const session = host.current?.rollout ?? null;
      shell.state.update({ restarted: restartedOf('page', session) });
    },
    stop: async () => {
      link.stop();
      await shell.stop();
      log('app.stopped', {});
    },
  };
}
