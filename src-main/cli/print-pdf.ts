import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { failure, type Failure } from '../../shared/diagnostic';
import { err, ok, type Result } from '../../shared/result';

/** Beside the built command line: the launcher that starts the app's own runtime. */
const script = join(__dirname, '../../src-main/launch/print-pdf.mjs');

/** A page as PDF, printed by the app's runtime without a window. Failure: `file/not-printed`. */
export async function printPdf(html: string): Promise<Result<Uint8Array, Failure>> {
  const folder = await mkdtemp(join(tmpdir(), 'causeway-pdf-'));
  try {
    const page = join(folder, 'page.html');
    const out = join(folder, 'out.pdf');
    await writeFile(page, html, { mode: 0o600 });
    const { code, said } = await run([script, page, out]);
    if (code !== 0) return err(failure('file/not-printed', { detail: said.trim().slice(-500) }));
    return ok(await readFile(out));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function run(args: readonly string[]): Promise<{ readonly code: number; readonly said: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
    child.on('error', (error) => resolve({ code: 2, said: error.message }));
    child.on('close', (code) => resolve({ code: code ?? 1, said }));
  });
}
