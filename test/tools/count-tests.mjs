/** Counts tests from what a runner wrote down. A runner that failed always counts as a failure. */
import { basename } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

/**
 * @typedef {object} Count
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 * @property {string[]} reasons why something counts as failed beyond the runner's own list
 * @property {string[]} names the tests that failed, each with the first line of its error
 */

/** @returns {Count} one test: the command itself */
export function countExit(exitCode) {
  const isPassed = exitCode === 0;
  return { passed: isPassed ? 1 : 0, failed: isPassed ? 0 : 1, skipped: 0, reasons: [], names: [] };
}

/**
 * @param {number | null} exitCode
 * @param {unknown} report vitest's JSON report, undefined when there is none
 * @returns {Count}
 */
export function countVitest(exitCode, report) {
  if (report === undefined) return couldNotRun('vitest left no report');
  // Could not be loaded, or its set-up failed: its tests, if any, are only called skipped.
  const brokenFiles = report.testResults.filter(
    (file) =>
      file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed'),
  );
  const count = {
    passed: report.numPassedTests,
    failed: report.numFailedTests + brokenFiles.length,
    skipped: report.numPendingTests + report.numTodoTests,
    reasons: brokenFiles.map((file) => `${file.name} could not be loaded or set up`),
    names: report.testResults.flatMap((file) =>
      file.assertionResults
        .filter(({ status }) => status === 'failed')
        .map((test) => nameOf(basename(file.name), test.fullName, test.failureMessages?.[0])),
    ),
  };
  return withExitCode(count, exitCode);
}

/**
 * @param {number | null} exitCode
 * @param {unknown} report Playwright's JSON report, undefined when there is none
 * @returns {Count}
 */
export function countPlaywright(exitCode, report) {
  if (report === undefined) return couldNotRun('Playwright left no report');
  const { expected, unexpected, flaky, skipped } = report.stats;
  const reasons = report.errors.map((error) => String(error.message).split('\n')[0]);
  const names = specsIn(report.suites ?? [])
    .filter(({ ok }) => !ok)
    .map(({ file, title, tests }) =>
      nameOf(file, title, tests?.[0]?.results?.findLast(({ error }) => error)?.error.message),
    );
  const failed = unexpected + flaky;
  return withExitCode({ passed: expected, failed, skipped, reasons, names }, exitCode);
}

/** @returns {Count} */
export function couldNotRun(reason) {
  return { passed: 0, failed: 1, skipped: 0, reasons: [reason], names: [] };
}

function specsIn(suites) {
  return suites.flatMap((suite) => [...(suite.specs ?? []), ...specsIn(suite.suites ?? [])]);
}

function nameOf(file, title, message = '') {
  const [line] = stripVTControlCharacters(message).split('\n');
  return `${file} › ${title}${line === '' ? '' : `: ${line}`}`;
}

/** A runner that ran nothing, or says it failed without naming a test, has failed. */
function withExitCode(count, exitCode) {
  if (count.failed > 0) return count;
  if (exitCode !== 0) {
    const reason = `the runner ended with code ${exitCode} and named no failed test`;
    return { ...count, failed: 1, reasons: [...count.reasons, reason] };
  }
  if (count.passed === 0) {
    return { ...count, failed: 1, reasons: [...count.reasons, 'no test was run'] };
  }
  return count;
}
