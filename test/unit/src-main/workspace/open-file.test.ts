import { expect, test } from 'vitest';
import { failure } from '../../../../shared/diagnostic';
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
