import { expect, test } from 'vitest';
import { failure } from '../../../../shared/diagnostic';
import { describeFailure } from '../../../../shared/i18n/describe-failure';
import { err, ok } from '../../../../shared/result';
import { FileIntake } from '../../../../src-main/workspace/file-intake';
import { openFile } from '../../../../src-main/workspace/open-file';

test('only a file that was taken is told, for the system’s list of files opened last', async () => {
  const told: string[] = [];
  const taken = { newPlan: () => Promise.resolve(ok(undefined)) };
  const refused = { newCapture: () => Promise.resolve(err(failure('file/not-json'))) };
  const intake = new FileIntake(
    () => undefined,
    () => 0,
  );
  const host = {
    intake,
    ...taken,
    ...refused,
    ports: { fileOpened: (file: string) => void told.push(file) },
  };
  expect((await openFile(host, '/a/plan.causeway')).ok).toBe(true);
  expect((await openFile(host, '/a/capture.json')).ok).toBe(false);
  expect(told).toEqual(['/a/plan.causeway']);
});

test('a file that says it is something else is told to be neither a plan nor a capture', async () => {
  const values = { file: 'none.json', expected: 'causeway-capture/1', actual: '' };
  const refused = () => Promise.resolve(err(failure('file/wrong-schema', values)));
  const intake = new FileIntake(
    () => undefined,
    () => 0,
  );
  const host = { intake, newPlan: refused, newCapture: refused };
  for (const name of ['/a/none.json', '/a/none.causeway']) {
    const opened = await openFile(host, name);
    if (opened.ok) throw new Error('opened');
    const { what } = describeFailure(opened.failure, 'en');
    expect(what).toBe('This is neither a plan nor a capture: none.json.');
  }
  expect(describeFailure(failure('file/wrong-schema', values), 'ja').what).toMatch(/^別の種類/);
});
