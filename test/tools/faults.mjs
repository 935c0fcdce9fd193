/**
 * `npm run faults`: runs the campaigns behind every promise of execution.md 8 and prints what each
 * reached beside what is promised. `--long` takes the promised sizes, `--only P3,P4` some rows,
 * `--seed N` repeats a run. Ends with `N passed, N failed`; rows that cannot run here say why.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { rootFolder } from '../../src-main/launch/places.mjs';
import { judgePromise, tableLines } from './promise-table.mjs';
import { alsoRun, promises } from './promises.mjs';
import { readOptions } from './read-options.mjs';

const values = readOptions('npm run faults -- [--long] [--only P3,P4] [--seed N]', {
  long: { type: 'boolean', default: false },
  only: { type: 'string' },
  seed: { type: 'string' },
});
const only = values.only?.split(',').map((one) => one.trim().toUpperCase());
const isLong = values.long || process.env.CAUSEWAY_LONG === '1';
const seed = values.seed ?? process.env.CAUSEWAY_SEED ?? String(Date.now() % 2 ** 31);
const folder = mkdtempSync(join(tmpdir(), 'causeway-faults-'));
const figuresFile = join(folder, 'figures.jsonl');
const environment = {
  ...process.env,
  CAUSEWAY_SEED: seed,
  CAUSEWAY_FIGURES: figuresFile,
  FORCE_COLOR: '0',
  ...(isLong ? { CAUSEWAY_LONG: '1' } : {}),
};
const exists = (file) => existsSync(join(rootFolder, 'test', file));
const hasBuild = existsSync(join(rootFolder, 'out/build.stamp'));

function run(words, more = {}) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, words, {
      cwd: rootFolder,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...environment, ...more },
    });
    child.on('close', resolve);
    child.on('error', () => resolve(null));
  });
}

function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

/** Path below test/ → how its tests ended. A file that could not be loaded has failed. */
async function runVitest(files, results) {
  if (files.length === 0) return;
  const report = join(folder, 'vitest.json');
  const projects = ['--project=contract', '--project=unit'];
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const paths = files.map((file) => `test/${file}`);
  // The promised sizes take hours; a usual run ends by each test's own limit.
  const limit = isLong ? ['--testTimeout=43200000'] : [];
  await run([
    'node_modules/vitest/vitest.mjs',
    'run',
    ...projects,
    ...reporters,
    ...limit,
    ...paths,
  ]);
  for (const file of files) results.set(file, 'failed');
  for (const one of readJson(report)?.testResults ?? []) {
    const file = relative(join(rootFolder, 'test'), one.name).replaceAll('\\', '/');
    results.set(file, one.status === 'passed' ? 'passed' : 'failed');
  }
}

async function runPlaywright(files, results) {
  if (files.length === 0 || !hasBuild) return;
  for (const file of files) {
    const words = ['node_modules/@playwright/test/cli.js', 'test', '--project=security'];
    const code = await run([...words, '--reporter=list', `test/${file}`]);
    results.set(file, code === 0 ? 'passed' : 'failed');
  }
}

const chosen = promises.filter(({ id }) => only === undefined || only.includes(id));
const files = [...new Set(chosen.flatMap((one) => one.files))].filter(exists);
const extra = only === undefined ? alsoRun.filter(exists) : [];
const results = new Map();
console.log(`Campaigns of ${isLong ? 'the promised' : 'the usual'} size, seed ${seed}`);
await runVitest([...files.filter((file) => !file.endsWith('.spec.ts')), ...extra], results);
await runPlaywright(
  files.filter((file) => file.endsWith('.spec.ts')),
  results,
);
const figures = existsSync(figuresFile)
  ? readFileSync(figuresFile, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line))
  : [];
rmSync(folder, { recursive: true, force: true });

const rows = chosen.map((promise) => ({
  promise,
  verdict: judgePromise(promise, { files: results, figures, exists }),
}));
console.log(`\n── promises, ${isLong ? 'promised' : 'usual'} size, seed ${seed}`);
// A promise is met at its promised size; a usual run shows that it holds as far as it went.
const atThisSize = (row) =>
  isLong || row.verdict.state !== 'met'
    ? row
    : { ...row, verdict: { ...row.verdict, state: 'held' } };
for (const line of tableLines(rows.map(atThisSize))) console.log(line);
for (const file of extra) {
  const said = figures.filter((one) => one.promise === file).map((one) => one.figure);
  console.log(`${(results.get(file) ?? 'not run').padEnd(18)}${file}: ${said.join('; ')}`);
}
const isBad = ({ verdict }) => verdict.state === 'not met' || verdict.state === 'no test';
const passed = rows.filter(({ verdict }) => verdict.state === 'met').length;
const failed =
  rows.filter(isBad).length + extra.filter((file) => results.get(file) !== 'passed').length;
const isUnrun = ({ verdict }) => ['not run here', 'partly run'].includes(verdict.state);
const notRun = rows.filter(isUnrun).length;
if (notRun > 0) console.log(`${notRun} not run here, or not all of it`);
console.log(`seed ${seed}`);
console.log(
  `${passed + extra.filter((file) => results.get(file) === 'passed').length} passed, ${failed} failed`,
);
process.exitCode = failed === 0 ? 0 : 1;
