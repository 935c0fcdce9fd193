import { readFile, writeFile } from 'node:fs/promises';
import { app } from 'electron';
import { printPdf } from '../exports/write-pdf';

/** The switch of the command line's `pdf`: a page to print, the PDF beside it, no window. */
export const printSwitch = 'causeway-print';

/** Prints `file` to `file.pdf` and ends: 0 done, 1 not. Nothing else of the app is started. */
export function printAndQuit(file: string): void {
  app.enableSandbox();
  void app.whenReady().then(async () => {
    try {
      await writeFile(`${file}.pdf`, await printPdf(await readFile(file, 'utf8')), { mode: 0o600 });
      app.exit(0);
    } catch (error) {
      process.stderr.write(`${error instanceof Error ? error.message : 'print'}\n`);
      app.exit(1);
    }
  });
  // The only window is closed on purpose when it has been printed.
  app.on('window-all-closed', () => undefined);
}
