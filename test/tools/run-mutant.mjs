/** Runs the test of one mutant and says whether it turned red. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rootFolder } from '../../src-main/launch/places.mjs';

/**
 * `red`: a test failed. `survived`: all passed. `broken`: nothing was tested, so nothing is shown.
 * @param {import('./mutant-list.mjs').Mutant | undefined} mutant undefined: the test as it is
 * @returns {Promise<{state: 'red' | 'survived' | 'broken', failed: string[], ran: number}>}
 */
export async function runMutant(mutant, shown = mutant) {
  const folder = mkdtempSync(join(tmpdir(), 'causeway-mutant-'));
  const report = join(folder, 'report.json');
  const name = shown.name?.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const words = [
    ...['node_modules/vitest/vitest.mjs', 'run', `--project=${shown.project}`],
    ...['--reporter=json', `--outputFile.json=${report}`, '--no-color'],
    // One red test says it: the others of the file are not waited for.
    '--bail=1',
    ...(name === undefined ? [] : ['-t', name]),
    `test/${shown.test}`,
  ];
  await new Promise((resolve) => {
    const child = spawn(process.execPath, words, {
      cwd: rootFolder,
      stdio: 'ignore',
      env: {
        ...process.env,
        CAUSEWAY_MUTANT: mutant?.id ?? '',
        CAUSEWAY_FIGURES: '',
        CAUSEWAY_LONG: '',
      },
    });
    child.on('close', resolve);
    child.on('error', resolve);
  });
  try {
    return judge(JSON.parse(readFileSync(report, 'utf8')));
  } catch {
    return { state: 'broken', failed: [], ran: 0 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function judge(report) {
  const tests = report.testResults.flatMap((file) => file.assertionResults);
  const failed = tests.filter(({ status }) => status === 'failed').map(({ title }) => title);
  const passed = tests.filter(({ status }) => status === 'passed');
  const ran = failed.length + passed.length;
  if (failed.length > 0) return { state: 'red', failed, ran };
  return { state: ran > 0 && report.success ? 'survived' : 'broken', failed, ran };
}
