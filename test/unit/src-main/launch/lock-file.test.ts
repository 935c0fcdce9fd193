import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { isAlive, withLock } from '../../../../src-main/launch/lock-file.mjs';

function aPath(): string {
  const folder = mkdtempSync(join(tmpdir(), 'causeway-lock-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'out/install.lock');
}

const endedPid = (): number => spawnSync(process.execPath, ['-e', '']).pid;

test('names its holder while the action runs, and is gone afterwards', async () => {
  const path = aPath();
  const held = await withLock(path, () => Promise.resolve(readFileSync(path, 'utf8')));
  expect(held).toBe(String(process.pid));
  expect(existsSync(path)).toBe(false);
});

test('is gone after an action that failed', async () => {
  const path = aPath();
  await expect(withLock(path, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(existsSync(path)).toBe(false);
});

test('of a process that is gone is taken over', async () => {
  const path = aPath();
  await withLock(path, () => undefined);
  writeFileSync(path, String(endedPid()));
  expect(await withLock(path, () => 'done')).toBe('done');
});

test('that cannot be made says so in both languages', async () => {
  const path = aPath();
  const file = join(path, '../..', 'file');
  writeFileSync(file, '');
  const inFile = withLock(join(file, 'x.lock'), () => undefined);
  await expect(inFile).rejects.toThrow(/Cannot write to .*\n.*書き込めません/);
});

test('a process is alive until it ends', () => {
  expect(isAlive(process.pid)).toBe(true);
  expect(isAlive(endedPid())).toBe(false);
});
