import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { copyBounded } from '../../../../src-main/files/copy-bounded';
import { stalledMilliseconds } from '../../../../src-main/files/file-limits';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'causeway-copy-'));
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
  rmSync(folder, { recursive: true, force: true });
});

const tell = (): void => undefined;

function copyOf(content: string, maxBytes: number, signal: AbortSignal) {
  writeFileSync(join(folder, 'given'), content);
  return copyBounded(join(folder, 'given'), join(folder, 'copy'), maxBytes, { signal, tell });
}

const never = (): Promise<never> => new Promise(() => undefined);

/** No read is answered, as on a share that is gone; nor is the closing of what it reads from. */
async function hangReads(): Promise<{ begun(): Promise<void>; close(): Promise<void> }> {
  const probe = await open(folder, 'r');
  await probe.close();
  const closings: (() => Promise<void>)[] = [];
  vi.spyOn(Object.getPrototypeOf(probe) as FileHandle, 'read').mockImplementation(function (
    this: FileHandle,
  ) {
    closings.push(this.close);
    this.close = never;
    return never();
  });
  return {
    begun: () => vi.waitUntil(() => closings.length > 0).then(() => undefined),
    close: async () => {
      for (const close of closings) await close();
    },
  };
}

describe('copying a file from outside', () => {
  it('keeps every byte of more than one piece, and no more than allowed', async () => {
    const content = 'causeway'.repeat(20_000);
    const { signal } = new AbortController();
    expect(await copyOf(content, content.length, signal)).toEqual({ ok: true, value: undefined });
    expect(readFileSync(join(folder, 'copy'), 'utf8')).toBe(content);
    rmSync(join(folder, 'copy'));
    const over = await copyOf(content, content.length - 1, signal);
    expect(over).toMatchObject({ failure: { code: 'file/too-large' } });
  });

  it('ends when cancelled, though a read is never answered', async () => {
    const hung = await hangReads();
    const cancelled = new AbortController();
    const copying = copyOf('abc', 10, cancelled.signal);
    await hung.begun();
    cancelled.abort();
    expect(await copying).toMatchObject({ failure: { code: 'plan/cancelled' } });
    await hung.close();
  });

  it('ends when cancelled before it began', async () => {
    const copying = copyOf('abc', 10, AbortSignal.abort());
    expect(await copying).toMatchObject({ failure: { code: 'plan/cancelled' } });
  });

  it('ends after its time, though a read is never answered', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const hung = await hangReads();
    const copying = copyOf('abc', 10, new AbortController().signal);
    await hung.begun();
    await vi.advanceTimersByTimeAsync(stalledMilliseconds);
    expect(await copying).toMatchObject({ failure: { code: 'file/too-slow' } });
    await hung.close();
  });
});
