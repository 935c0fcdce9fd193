import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { judgeApart } from '../files/judge-file';
import { sha256 } from '../files/sha256';
import { removeUnfinished } from '../files/unfinished-files';
import { runCli } from './run-cli';
import { tokenTaker } from './take-token';

/** The first signal asks to stop at a safe boundary; a second one ends the process. */
function stopSignal(): AbortSignal {
  const stopping = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(name, () => {
      if (stopping.signal.aborted) process.exit(128);
      stopping.abort();
    });
  }
  return stopping.signal;
}

/** The version of the package this bundle lies in (`out/main` below it). */
function readVersion(): string {
  const text = readFileSync(join(__dirname, '../../package.json'), 'utf8');
  const version = /"version":\s*"([^"]{1,40})"/.exec(text)?.[1];
  return version ?? '0.0.0';
}

async function main(): Promise<void> {
  // A reader that went away (`| head`) is no error.
  process.stdout.on('error', () => process.exit(0));
  process.on('exit', removeUnfinished);
  const takeToken = tokenTaker(process.env);
  process.exitCode = await runCli({
    words: process.argv.slice(2),
    variables: process.env,
    streams: { out: process.stdout, err: process.stderr },
    zone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
    token: takeToken('CAUSEWAY_TOKEN'),
    takeToken,
    signal: stopSignal(),
    now: () => Date.now(),
    sha256,
    randomId: () => randomBytes(16).toString('hex'),
    judge: judgeApart(join(__dirname, 'parse-untrusted.js')),
    appVersion: readVersion(),
  });
}

void main();
