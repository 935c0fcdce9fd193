/**
 * `npm run faults`: runs the campaigns behind every promise of execution.md 8 and prints what each
 * reached beside what is promised. `--long` takes the promised sizes, `--only P3,P4` some rows,
 * `--seed N` repeats a run, `--keep FILE` writes down what was reached, with the commit it was reached
 * at, and goes on from there; what another commit reached stands in the table with its commit. `--show`
 * runs nothing and prints the table of what is kept.
 * A row is `met` by the promised number alone; `short`: every case held, and they were fewer than is
 * promised, as in most rows of the usual size. What the states mean stands below the table. Ends with
 * `N passed, N short of what is promised, N not run here or not all of it, N failed`, and with 1 where
 * something failed; rows that cannot run here say why.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { rootFolder } from '../../src-main/launch/places.mjs';
import { openRecord } from './campaign-record.mjs';
import { currentCommit } from './current-commit.mjs';
import { atCommits, endLine, judgePromise, legendLines, tableLines } from './promise-table.mjs';
import { alsoRun, promises } from './promises.mjs';
import { readOptions } from './read-options.mjs';
import { runCampaign } from './run-campaign.mjs';

const usage =
  'npm run faults -- [--long] [--only P3,P4] [--seed N] [--keep FILE [--show]] [--parallel N]';
const values = readOptions(usage, {
  long: { type: 'boolean', default: false },
  only: { type: 'string' },
  seed: { type: 'string' },
  keep: { type: 'string' },
  show: { type: 'boolean', default: false },
  parallel: { type: 'string' },
});
const only = values.only?.split(',').map((one) => one.trim().toUpperCase());
const isLong = values.long || process.env.CAUSEWAY_LONG === '1';
const size = isLong ? 'promised' : 'usual';
const commit = currentCommit();
const record = openKept();
const { seed } = record;
// Long campaigns are heavy enough one at a time.
const lanes = Number(values.parallel ?? (isLong ? 1 : 2));
const exists = (file) => existsSync(join(rootFolder, 'test', file));

function openKept() {
  const makeSeed = () => String(Date.now() % 2 ** 31);
  try {
    const wanted = { size, commit, seed: values.seed ?? process.env.CAUSEWAY_SEED };
    return openRecord(values.keep, wanted, makeSeed);
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    return process.exit(2);
  }
}

const chosen = promises.filter(({ id }) => only === undefined || only.includes(id));
const extra = only === undefined ? alsoRun.filter(exists) : [];
const files = [...new Set([...chosen.flatMap((one) => one.files), ...extra])].filter(exists);
const done = new Map(files.flatMap((file) => [record.passed.get(file) ?? []].flat()).map(byFile));
const waiting = values.show ? [] : files.filter((file) => !done.has(file));
// Windows come last: with them the machine is busy enough.
waiting.sort((a, b) => Number(a.endsWith('.spec.ts')) - Number(b.endsWith('.spec.ts')));

function byFile(campaign) {
  return [campaign.file, campaign];
}

function rowsOf(wanted) {
  const begun = new Set(done.keys());
  const ran = [...done.values()].filter(({ state }) => state !== 'not run');
  const results = new Map(ran.map(({ file, state }) => [file, state]));
  const figures = ran.flatMap((one) => one.figures);
  return wanted.map((promise) => {
    const judged = judgePromise(promise, { files: results, begun, figures, exists });
    const verdict = atCommits(
      judged,
      commit,
      ran.filter(({ file }) => promise.files.includes(file)),
    );
    return { promise, verdict };
  });
}

async function runLane() {
  for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
    const campaign = await runCampaign(file, { seed, isLong });
    done.set(file, { ...campaign, commit });
    record.add(campaign);
    const seconds = Math.ceil(campaign.ms / 1000);
    console.log(`\n── ${file} ${campaign.state} after ${seconds} s; ${waiting.length} to begin`);
    const ended = chosen.filter(
      (one) => one.files.includes(file) && one.files.every((other) => done.has(other)),
    );
    for (const line of tableLines(rowsOf(ended))) console.log(line);
  }
}

const kept = done.size > 0 ? `, ${done.size} of ${files.length} files already done` : '';
console.log(`Campaigns of the ${size} size at ${commit}, seed ${seed}${kept}`);
await Promise.all(Array.from({ length: lanes }, () => runLane()));

const rows = rowsOf(chosen);
console.log(`\n── promises, ${size} size, at ${commit}, seed ${seed}`);
for (const line of tableLines(rows)) console.log(line);
const alsoDone = extra.flatMap((file) => done.get(file) ?? []);
for (const one of alsoDone) {
  const said = one.figures.flatMap(({ figure }) => figure ?? []).join('; ');
  const { reached } = atCommits({ reached: said }, commit, [one]);
  console.log(`${one.state.padEnd(18)}${one.file}: ${reached}`);
}
const passed = alsoDone.filter(({ state }) => state === 'passed').length;
const states = rows.map(({ verdict }) => verdict.state);
console.log('');
for (const line of legendLines(states)) console.log(line);
const end = endLine(states, { passed, failed: alsoDone.length - passed });
console.log(`seed ${seed}`);
console.log(end.text);
process.exitCode = end.failed === 0 ? 0 : 1;
