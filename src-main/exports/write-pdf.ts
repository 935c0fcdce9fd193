import { randomBytes } from 'node:crypto';
import { BrowserWindow, session } from 'electron';

const scheme = 'causeway-print';

/**
 * A page of ours as a tagged PDF. Nothing of it is shown; it has no scripts, no session of the
 * window and no network: whatever it would ask for but itself gets nowhere. `make` announces the
 * window to whoever closes unexpected ones. Rejects where the runtime cannot print.
 */
export async function printPdf(
  html: string,
  make: <T>(create: () => T) => T = (create) => create(),
): Promise<Uint8Array> {
  const partition = session.fromPartition(`print-${randomBytes(8).toString('hex')}`);
  partition.webRequest.onBeforeRequest(({ url }, decide) =>
    decide({ cancel: !url.startsWith(`${scheme}:`) }),
  );
  const type = { 'content-type': 'text/html; charset=utf-8' };
  partition.protocol.handle(scheme, () => new Response(html, { headers: type }));
  const window = make(
    () =>
      new BrowserWindow({
        show: false,
        webPreferences: {
          session: partition,
          sandbox: true,
          contextIsolation: true,
          nodeIntegration: false,
          javascript: false,
        },
      }),
  );
  try {
    await window.loadURL(`${scheme}://report/`);
    const options = {
      printBackground: true,
      preferCSSPageSize: true,
      pageSize: 'A4' as const,
      displayHeaderFooter: true,
      headerTemplate: '<span></span>',
      footerTemplate:
        '<div style="width:100%;font:8px sans-serif;text-align:center">' +
        '<span class="pageNumber"></span> / <span class="totalPages"></span></div>',
      generateTaggedPDF: true,
      generateDocumentOutline: true,
    };
    return await window.webContents.printToPDF(options);
  } finally {
    window.destroy();
  }
}
