import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { forbidCoreDumps } from '../../../../src-main/app/core-dumps';
import { rootFolder } from '../../../../src-main/launch/places.mjs';

it.runIf(process.platform === 'linux')('takes the limit of a running process away', () => {
  const child = spawn('sleep', ['60'], { stdio: 'ignore' });
  onTestFinished(() => void child.kill());
  expect(forbidCoreDumps({ platform: 'linux', pid: child.pid ?? 0 })).toBe(true);
  const limits = readFileSync(`/proc/${String(child.pid)}/limits`, 'utf8');
  expect(limits).toMatch(/^Max core file size +0 +0 /m);
});

it('says where it could not: another system, no such tool, a refusal', () => {
  const asked: string[] = [];
  const run = (status: number | null) => (command: string, args: readonly string[]) => {
    asked.push([command, ...args].join(' '));
    return { status };
  };
  for (const platform of ['win32', 'darwin']) {
    expect(forbidCoreDumps({ platform, pid: 7 }, run(0))).toBe(false);
  }
  expect(asked).toEqual([]);
  for (const status of [null, 1]) {
    expect(forbidCoreDumps({ platform: 'linux', pid: 7 }, run(status))).toBe(false);
  }
  expect(asked).toEqual(Array(2).fill('prlimit --pid 7 --core=0:0'));
});

it('nothing of the product starts a crash reporter or writes an image of its heap', () => {
  const forbidden =
    /crashReporter|writeHeapSnapshot|getHeapSnapshot|HeapSnapshotNearHeapLimit|takeHeapSnapshot|writeReport|heapsnapshot-/;
  const folder = join(rootFolder, 'src-main');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const sources = files.filter((name) => /\.(ts|mjs)$/.test(name));
  expect(sources.length).toBeGreaterThan(100);
  const found = sources.filter((name) => forbidden.test(readFileSync(join(folder, name), 'utf8')));
  expect(found).toEqual([]);
});
