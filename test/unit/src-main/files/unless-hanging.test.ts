import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { checkExportTargets, checkTarget } from '../../../../src-main/files/check-target';
import { copyBounded } from '../../../../src-main/files/copy-bounded';
import { overBounded } from '../../../../src-main/files/read-untrusted';
import { unlessHanging } from '../../../../src-main/files/unless-hanging';
import { ok } from '../../../../shared/result';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'causeway-hang-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A call that nothing answers until it is let go. */
function hung<T>(value: T) {
  let letGo = (): void => undefined;
  const call = new Promise<T>((resolve) => (letGo = () => resolve(value)));
  return { call: () => call, letGo: () => letGo() };
}
const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

it('waits no longer than told, and hands on what comes late', async () => {
  const one = hung('file');
  const late: string[] = [];
  const wait = { milliseconds: 20, late: (value: string) => void late.push(value) };
  expect(await unlessHanging(one.call, wait)).toEqual({ kind: 'hangs' });
  one.letGo();
  await turn();
  expect(late).toEqual(['file']);
  expect(await unlessHanging(() => Promise.resolve(1), wait as never)).toEqual({
    ...{ kind: 'answered', value: 1 },
  });
  await expect(unlessHanging(() => Promise.reject(new Error('EIO')))).rejects.toThrow('EIO');
  expect(late).toEqual(['file']);
});

it('waits not at all once cancelled', async () => {
  const abort = new AbortController();
  const one = hung(1);
  const waiting = unlessHanging(one.call, { signal: abort.signal });
  abort.abort();
  expect(await waiting).toEqual({ kind: 'cancelled' });
  let isAsked = false;
  const asks = (): Promise<void> => Promise.resolve(void (isAsked = true));
  expect(await unlessHanging(asks, { signal: abort.signal })).toEqual({ kind: 'cancelled' });
  expect(isAsked).toBe(false);
  one.letGo();
  await turn();
});

it('leaves threads for everything else: a third call is not made while two hang', async () => {
  const [first, second] = [hung(1), hung(2)];
  for (const one of [first, second]) await unlessHanging(one.call, { milliseconds: 5 });
  let isAsked = false;
  const asks = (): Promise<number> => Promise.resolve(((isAsked = true), 3));
  expect(await unlessHanging(asks)).toEqual({ kind: 'hangs' });
  expect(isAsked).toBe(false);
  const noAnswer = { failure: { code: 'file/no-answer' } };
  expect(await checkTarget(join(folder, 'x'), 'causeway-plan/1')).toMatchObject(noAnswer);
  expect(await checkExportTargets(folder, ['report.html'])).toMatchObject(noAnswer);
  first.letGo();
  await turn();
  expect(await unlessHanging(asks)).toEqual({ kind: 'answered', value: 3 });
  second.letGo();
  await turn();
});

const isPosix = process.platform !== 'win32';

it.runIf(isPosix)('opening what never answers ends, and leaves nothing open', async () => {
  // A pipe that nobody writes to holds whoever opens it, as a share that is gone does.
  const pipe = join(folder, 'plan.causeway');
  execFileSync('mkfifo', [pipe]);
  const used = (): never => expect.unreachable();
  expect(await overBounded(pipe, 100, used, { milliseconds: 50 })).toMatchObject({
    failure: { code: 'file/no-answer', values: { file: pipe } },
  });
  const abort = new AbortController();
  const watch = { signal: abort.signal, tell: () => undefined };
  const copying = copyBounded(pipe, join(folder, 'copy'), 100, watch);
  setTimeout(() => abort.abort(), 20);
  expect(await copying).toMatchObject({ failure: { code: 'plan/cancelled' } });
  expect(() => statSync(join(folder, 'copy'))).toThrow();
  // Both openings are answered now, and closed at once.
  const writer = await open(pipe, 'r+');
  await writer.close();
  await turn();
  writeFileSync(join(folder, 'plain'), 'x');
  const read = await overBounded(join(folder, 'plain'), 100, (_file, size) =>
    Promise.resolve(ok(size)),
  );
  expect(read).toEqual(ok(1));
});
