/**
 * `npm test`: sets up a fresh checkout, runs every check and ends with `N passed, N failed`.
 * Names of stages as arguments run only those (test/tools/stages.mjs).
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { constants, setPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import { endWithNpm } from '../src-main/launch/end-with-npm.mjs';
import { provideLibraries } from '../src-main/launch/install-libraries.mjs';
import { rootFolder } from '../src-main/launch/places.mjs';
import { ensureBuilt, ensureInstalled, requireNode } from '../src-main/launch/prepare.mjs';
import { countExit, countPlaywright, countVitest, couldNotRun } from './tools/count-tests.mjs';
import { chainsOf, chosenStages, groupsOf } from './tools/stages.mjs';

/** Set when somebody ends the run: no further stage begins. */
let isStopped = false;

const print = (text) => process.stdout.write(`${text}\n`);

/** @returns {string | undefined} why the set-up failed */
function setUp(stages) {
  try {
    requireNode();
    if (stages.some((stage) => stage.counts === 'playwright'))
      provideLibraries({ needsXvfb: true, needsKeyring: true });
    ensureInstalled();
    return undefined;
  } catch (error) {
    return error.message;
  }
}

/** Far enough down that a neighbour hardly feels it; where that is refused, it runs as any other. */
function yieldTo(child) {
  try {
    setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // It only takes longer.
  }
}

function runCommand([command, ...args], report, { limitMs, env, isPatient }) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: rootFolder,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...env, PLAYWRIGHT_JSON_OUTPUT_NAME: report, FORCE_COLOR: '0' },
    });
    if (isPatient) yieldTo(child);
    const timer = setTimeout(() => {
      print(`Ended after ${limitMs / 60_000} minutes.`);
      child.kill('SIGTERM');
    }, limitMs);
    const pass = (signal) => {
      isStopped = true;
      child.kill(signal);
    };
    process.on('SIGINT', pass);
    process.on('SIGTERM', pass);
    const settle = (code) => {
      clearTimeout(timer);
      process.off('SIGINT', pass);
      process.off('SIGTERM', pass);
      resolve(code);
    };
    child.on('error', () => settle(null));
    child.on('close', (code) => settle(code));
  });
}

function readReport(path) {
  try {
    return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined;
  } catch {
    return undefined;
  }
}

async function runStage(stage, folder, isChosen) {
  const report = join(folder, `${stage.name}.json`);
  if (stage.needsBuild && isChosen) ensureBuilt();
  if (stage.needsBuild && !existsSync(join(rootFolder, 'out/build.stamp'))) {
    return couldNotRun('there is no build');
  }
  const code = await runCommand(stage.command(report), report, stage);
  if (stage.counts === 'vitest') return countVitest(code, readReport(report));
  if (stage.counts === 'playwright') return countPlaywright(code, readReport(report));
  return countExit(code);
}

async function countStage(stage, folder, isChosen) {
  const startedAt = Date.now();
  print(`\n── ${stage.name}`);
  let count;
  try {
    count = isStopped ? couldNotRun('stopped') : await runStage(stage, folder, isChosen);
  } catch (error) {
    count = couldNotRun(error.message);
  }
  for (const reason of count.reasons) print(`${stage.name}: ${reason}`);
  return { stage, count, seconds: ((Date.now() - startedAt) / 1000).toFixed(1) };
}

/** Two at a time, in order; answers in order. */
async function countGroup(group, folder, isChosen) {
  const counted = new Map();
  const waiting = chainsOf(group);
  const lane = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      for (const stage of next) counted.set(stage, await countStage(stage, folder, isChosen));
    }
  };
  await Promise.all([lane(), lane()]);
  return group.map((stage) => counted.get(stage));
}

async function runStages(stages, isChosen) {
  const folder = mkdtempSync(join(tmpdir(), 'causeway-test-'));
  const total = { passed: 0, failed: 0, skipped: 0 };
  const summary = [];
  const failed = [];
  for (const group of groupsOf(stages)) {
    for (const { stage, count, seconds } of await countGroup(group, folder, isChosen)) {
      for (const key of Object.keys(total)) total[key] += count[key];
      failed.push(...count.names.map((name) => `${stage.name}: ${name}`));
      const skipped = count.skipped > 0 ? `, ${count.skipped} skipped` : '';
      summary.push(
        `${stage.name.padEnd(20)} ${count.passed} passed, ${count.failed} failed${skipped} (${seconds} s)`,
      );
    }
  }
  rmSync(folder, { recursive: true, force: true });
  print(`\n── summary\n${[...summary, ...failed].join('\n')}`);
  return total;
}

async function main(names) {
  endWithNpm();
  let stages;
  try {
    stages = chosenStages(names);
  } catch (error) {
    print(`${error.message}\n0 passed, 1 failed`);
    return 2;
  }
  const fault = setUp(stages);
  if (fault !== undefined) {
    print(`\nThe set-up failed: ${fault}`);
    print('0 passed, 1 failed');
    return 1;
  }
  const total = await runStages(stages, names.length > 0);
  if (total.skipped > 0) print(`${total.skipped} skipped`);
  print(`${total.passed} passed, ${total.failed} failed`);
  return total.failed === 0 ? 0 : 1;
}

process.exitCode = await main(process.argv.slice(2));
