/**
 * `npm run live`: asks a test tenant what no document settles (domain.md 9). It sends nothing but
 * reads unless it is told to, and is never part of `npm test`.
 */
import { existsSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { runnerImport } from 'vite';
import { rootFolder } from '../../src-main/launch/places.mjs';
import { readOptions } from '../tools/read-options.mjs';

const usage = `npm run live -- checklist     what is open, and the request that answers it; sends nothing
CAUSEWAY_TOKEN=… npm run live -- --graph-url https://graph.microsoft.com
  --cloud NAME      global (default), usgov, usgovdod, china
  --only ID,ID      these questions alone
  --limits          may send up to 200 reads in a row; with --write also 60 writes
  --write           may write what is there already, and ask for what has to be refused
  --record FILE     the tour of the product as a capture that names nobody
  --out FILE        what was seen, as JSON that names nobody`;

// Out of the environment before anything is started: no child process and no report can hold it.
const token = process.env.CAUSEWAY_TOKEN?.trim() ?? '';
delete process.env.CAUSEWAY_TOKEN;

const load = async (file) =>
  (await runnerImport(join(rootFolder, file), { configFile: false, root: rootFolder })).module;

if (process.argv.length === 3 && process.argv[2] === 'checklist') {
  const { checklist } = await load('test/live/checklist.ts');
  process.stdout.write(checklist());
  process.exit(0);
}

const options = readOptions(usage, {
  'graph-url': { type: 'string' },
  cloud: { type: 'string', default: 'global' },
  only: { type: 'string' },
  limits: { type: 'boolean', default: false },
  write: { type: 'boolean', default: false },
  record: { type: 'string' },
  out: { type: 'string' },
});
if (options['graph-url'] === undefined || token === '') {
  process.stderr.write(`A tenant and a token are needed; nothing was sent.\n${usage}\n`);
  process.exit(2);
}

const taken = [options.record, options.out].find((path) => path !== undefined && existsSync(path));
if (taken !== undefined) {
  process.stderr.write(`${taken} is there already; nothing was sent.\n`);
  process.exit(2);
}

const { runLive } = await load('test/live/run-live.ts');
const ended = await runLive({ options, token, print: (line) => process.stdout.write(`${line}\n`) });
for (const [path, text] of ended.files) writeFileSync(resolve(path), text, { flag: 'wx' });
process.exit(ended.exitCode);
