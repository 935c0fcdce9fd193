import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTenantStore } from '../../src-main/store/open-store';
import { salvageJournal } from '../../src-main/store/salvage-journal';
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

  it('is still held after everything that opens a file of the folder meanwhile', async () => {
    const directory = join(room, 'read');
    mkdirSync(directory);
    const held = takeTenantLock(directory);
    if (!held.ok) throw new Error(held.failure.code);
    // To close any handle of it would let a second writer in, and nobody here would know.
    expect(tryTake(directory)).toBe('store/locked');
    const clock = { now: () => 0 };
    const store = openTenantStore(directory, { mode: 'write', clock });
    if (!store.ok) throw new Error(store.failure.code);
    expect(store.value.backUp(join(room, 'copy.db'))).toMatchObject({ ok: true });
    expect(salvageJournal(directory)).toMatchObject({ isUnreadable: false });
    expect(existsSync(join(directory, 'causeway.db'))).toBe(true);
    store.value.close();
    const other = await hold(directory);
    expect(other.word).toBe('store/locked');
    held.value.release();
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
