/** Runs the tests of one file in a process of their own and keeps what they said they reached. */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rootFolder } from '../../src-main/launch/places.mjs';

// The promised sizes take hours; a usual run ends by each test's own limit.
const longLimits = ['--testTimeout=43200000', '--hookTimeout=600000'];

/**
 * @typedef {object} Campaign
 * @property {string} file below `test/`
 * @property {'passed' | 'failed' | 'not run'} state
 * @property {{promise: string, figure?: string, notRun?: string}[]} figures
 * @property {number} ms
 */

/**
 * @param {string} file below `test/`
 * @param {{seed: string, isLong: boolean}} size
 * @returns {Promise<Campaign>} `not run`: it needs the built app, and there is none
 */
export async function runCampaign(file, { seed, isLong }) {
  const isWindow = file.endsWith('.spec.ts');
  if (isWindow && !existsSync(join(rootFolder, 'out/build.stamp'))) {
    return { file, state: 'not run', figures: [], ms: 0 };
  }
  const folder = mkdtempSync(join(tmpdir(), 'causeway-faults-'));
  const figuresFile = join(folder, 'figures.jsonl');
  const startedAt = Date.now();
  const code = await run(wordsOf(file, isWindow, isLong), {
    ...{ CAUSEWAY_SEED: seed, CAUSEWAY_FIGURES: figuresFile },
    ...{ NO_COLOR: '1', FORCE_COLOR: undefined },
    ...(isLong ? { CAUSEWAY_LONG: '1' } : {}),
  });
  const figures = readFigures(figuresFile);
  rmSync(folder, { recursive: true, force: true });
  const state = code === 0 ? 'passed' : 'failed';
  return { file, state, figures, ms: Date.now() - startedAt };
}

function wordsOf(file, isWindow, isLong) {
  if (isWindow) {
    const cli = 'node_modules/@playwright/test/cli.js';
    return [cli, 'test', '--project=security', '--reporter=list', `test/${file}`];
  }
  const projects = ['--project=contract', '--project=unit'];
  const limits = isLong ? longLimits : [];
  return ['node_modules/vitest/vitest.mjs', 'run', ...projects, ...limits, `test/${file}`];
}

function run(words, more) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, words, {
      cwd: rootFolder,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...more },
    });
    child.on('close', resolve);
    child.on('error', () => resolve(null));
  });
}

function readFigures(path) {
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line));
}
