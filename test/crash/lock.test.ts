import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { takeTenantLock } from '../../src-main/store/tenant-lock';
import { bundleChild, childEnvironment } from '../fixtures/bundle-child';
import { quickFolder, reached, sizeOf } from '../fixtures/campaign';

const rounds = sizeOf(8, 100);
let room: string;
let program: string;
const children: ChildProcess[] = [];

beforeAll(async () => {
  room = quickFolder('lock');
  program = join(room, 'lock-child.mjs');
  await bundleChild(join(import.meta.dirname, 'lock-child.ts'), program);
}, 120_000);

afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(room, { recursive: true, force: true });
});

function hold(directory: string): Promise<{ child: ChildProcess; word: string }> {
  const child = spawn(process.execPath, [program, directory], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: childEnvironment,
  });
  children.push(child);
  return new Promise((resolve, reject) => {
    child.stdout.once('data', (data: Buffer) => resolve({ child, word: data.toString().trim() }));
    child.once('error', reject);
    child.once('exit', () => reject(new Error('ended without a word')));
  });
}

const tryTake = (directory: string): string => {
  const taken = takeTenantLock(directory);
  if (!taken.ok) return taken.failure.code;
  taken.value.release();
  return 'free';
};

describe('one tenant, one writer', { timeout: 600_000 }, () => {
  it('refuses a second process, and is free again right after the first was killed', async () => {
    let slowest = 0;
    for (let round = 0; round < rounds; round += 1) {
      const directory = join(room, `tenant-${round}`);
      mkdirSync(directory);
      const first = await hold(directory);
      expect(first.word).toBe('held');
      expect(tryTake(directory)).toBe('store/locked');
      if (round === 0) expect((await hold(directory)).word).toBe('store/locked');
      const gone = new Promise((resolve) => first.child.once('exit', resolve));
      first.child.kill('SIGKILL');
      await gone;
      const from = performance.now();
      while (tryTake(directory) !== 'free') {
        if (performance.now() - from > 5_000) throw new Error('still locked after 5 s');
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      slowest = Math.max(slowest, performance.now() - from);
    }
    // The system frees it: there is no file to grow stale, and nothing waits for a time-out.
    expect(slowest).toBeLessThan(1_000);
    reached('P14', `${rounds} killed holders, free after ${Math.ceil(slowest)} ms at most`, {
      holders: rounds,
    });
  });

  it('is not given twice inside one process', () => {
    const directory = join(room, 'own');
    mkdirSync(directory);
    const first = takeTenantLock(directory);
    expect(first).toMatchObject({ ok: true });
    expect(tryTake(directory)).toBe('store/locked');
    if (first.ok) first.value.release();
    expect(tryTake(directory)).toBe('free');
  });
});
