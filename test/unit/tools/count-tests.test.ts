import { expect, test } from 'vitest';
import { countExit, countPlaywright, countVitest } from '../../tools/count-tests.mjs';
import { chosenStages, stages } from '../../tools/stages.mjs';

const file = (status: string, tests: number) => ({
  name: 'a.test.ts',
  status,
  assertionResults: Array.from({ length: tests }, () => ({})),
});
const withStatus = (status: string, ...tests: string[]) => ({
  ...file(status, 0),
  assertionResults: tests.map((one) => ({ status: one })),
});
const vitestReport = (over: object) => ({
  numPassedTests: 3,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  testResults: [file('passed', 3)],
  ...over,
});
const playwrightReport = (stats: object, errors: object[] = []) => ({
  stats: { expected: 2, unexpected: 0, flaky: 0, skipped: 0, ...stats },
  errors,
});

test('a command counts as one', () => {
  expect(countExit(0)).toMatchObject({ passed: 1, failed: 0 });
  expect(countExit(2)).toMatchObject({ passed: 0, failed: 1 });
  expect(countExit(null)).toMatchObject({ passed: 0, failed: 1 });
});

test.each([
  ['all green', 0, vitestReport({}), { passed: 3, failed: 0 }],
  ['one red', 1, vitestReport({ numPassedTests: 2, numFailedTests: 1 }), { passed: 2, failed: 1 }],
  [
    'a file that cannot be loaded',
    1,
    vitestReport({ testResults: [file('failed', 0), file('passed', 3)] }),
    { passed: 3, failed: 1 },
  ],
  [
    'a set-up that failed beside a test that did',
    1,
    vitestReport({
      numFailedTests: 1,
      numPendingTests: 2,
      testResults: [
        withStatus('failed', 'skipped', 'skipped'),
        withStatus('failed', 'passed', 'passed', 'passed', 'failed'),
      ],
    }),
    { passed: 3, failed: 2, reasons: ['a.test.ts could not be loaded or set up'] },
  ],
  ['an error outside any test', 1, vitestReport({}), { passed: 3, failed: 1 }],
  ['nothing run', 0, vitestReport({ numPassedTests: 0 }), { passed: 0, failed: 1 }],
  ['only skipped', 0, vitestReport({ numPassedTests: 0, numPendingTests: 4 }), { failed: 1 }],
  ['no report', 0, undefined, { passed: 0, failed: 1 }],
])('vitest: %s', (_name, exitCode, report, count) => {
  expect(countVitest(exitCode, report)).toMatchObject(count);
});

test.each([
  ['all green', 0, playwrightReport({}), { passed: 2, failed: 0 }],
  ['one red', 1, playwrightReport({ expected: 1, unexpected: 1 }), { passed: 1, failed: 1 }],
  ['flaky is not green', 0, playwrightReport({ flaky: 1 }), { passed: 2, failed: 1 }],
  ['set-up failed', 1, playwrightReport({ expected: 0 }, [{ message: 'x' }]), { failed: 1 }],
  ['no report', 1, undefined, { passed: 0, failed: 1 }],
])('Playwright: %s', (_name, exitCode, report, count) => {
  expect(countPlaywright(exitCode, report)).toMatchObject(count);
});

test('stages are chosen by name; an unknown one is refused', () => {
  expect(chosenStages([])).toEqual(stages);
  expect(chosenStages(['unit', 'lint']).map(({ name }) => name)).toEqual(['lint', 'unit']);
  expect(chosenStages(['types'])).toHaveLength(4);
  expect(() => chosenStages(['unti'])).toThrow('No such stage: unti');
});

test('vitest: what failed is named, with the first line of why', () => {
  const failing = {
    ...file('failed', 0),
    name: '/checkout/test/unit/a.test.ts',
    assertionResults: [
      { status: 'passed', fullName: 'adds' },
      {
        status: 'failed',
        fullName: 'sums up',
        failureMessages: ['\u001b[31mexpected 2\u001b[39m to be 3\nat x'],
      },
    ],
  };
  const report = vitestReport({ numFailedTests: 1, testResults: [failing] });
  expect(countVitest(1, report).names).toEqual(['a.test.ts › sums up: expected 2 to be 3']);
});

test('Playwright: what failed is named, however deep it stands', () => {
  const spec = (title: string, ok: boolean) => ({
    ...{ title, ok, file: 'e2e/a.spec.ts' },
    tests: [{ results: [{}, { error: { message: 'Error: too late\n  more' } }] }],
  });
  const report = {
    ...playwrightReport({ unexpected: 1 }),
    suites: [{ specs: [spec('opens', true)], suites: [{ specs: [spec('closes', false)] }] }],
  };
  expect(countPlaywright(1, report).names).toEqual(['e2e/a.spec.ts › closes: Error: too late']);
});
