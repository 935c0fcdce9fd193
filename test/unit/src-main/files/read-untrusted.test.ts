import { mkdtempSync, rmSync, writeFileSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { judgeHere } from '../../../../src-main/files/judge-here';
import { readUntrusted } from '../../../../src-main/files/read-untrusted';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'causeway-files-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function fileWith(content: string | Uint8Array): string {
  const path = join(folder, 'given.json');
  writeFileSync(path, content);
  return path;
}

describe('reading a file from outside', () => {
  it('gives the text of a clean file', async () => {
    const result = await readUntrusted(fileWith('{"a":1}'), 'answers', judgeHere);
    expect(result).toEqual({ ok: true, value: '{"a":1}' });
  });

  it.each([
    ['an empty file', '', 'file/not-json', 'nonempty_file'],
    ['a truncated file', '{"schema":"causeway-answers/1","by":"a', 'file/not-json', 'whole_file'],
    ['deep nesting', '['.repeat(40) + ']'.repeat(40), 'file/invalid', 'no_limit_excess'],
    ['a doubled key', '{"a":1,"a":2}', 'file/invalid', 'unique_key'],
    ['bytes that are no UTF-8', Uint8Array.from([0x22, 0xff, 0x22]), 'file/not-json', 'utf8'],
  ])('refuses %s', async (_, content, code, expected) => {
    const path = fileWith(content);
    const result = await readUntrusted(path, 'answers', judgeHere);
    expect(result.ok).toBe(false);
    if (result.ok) return;
    expect(result.failure.code).toBe(code);
    expect(result.failure.values).toMatchObject({ file: path, expected });
  });

  it('refuses what is not there, a folder, and what is too large', async () => {
    const missing = await readUntrusted(join(folder, 'none.json'), 'plan', judgeHere);
    expect(missing).toMatchObject({ failure: { code: 'file/not-found' } });
    const directory = await readUntrusted(folder, 'plan', judgeHere);
    expect(directory).toMatchObject({ failure: { code: 'file/unreadable' } });
    const path = fileWith('');
    truncateSync(path, 8_000_001);
    const large = await readUntrusted(path, 'answers', judgeHere);
    expect(large).toMatchObject({
      failure: { code: 'file/too-large', values: { limit: '8.0 MB' } },
    });
  });

  it('refuses a file whose judge gave up', async () => {
    const result = await readUntrusted(fileWith('{}'), 'plan', () =>
      Promise.resolve({ kind: 'gaveUp' }),
    );
    expect(result).toMatchObject({ failure: { code: 'file/reader-ended' } });
    const slow = await readUntrusted(fileWith('{}'), 'plan', () =>
      Promise.resolve({ kind: 'tooSlow', milliseconds: 3_000 }),
    );
    expect(slow).toMatchObject({ failure: { code: 'file/too-slow', values: { seconds: '3' } } });
  });
});
