import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readRingFile } from '../../../../src-main/files/read-ring-file';

const folder = mkdtempSync(join(tmpdir(), 'causeway-rings-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function fileOf(bytes: Uint8Array): string {
  const path = join(folder, 'rings.csv');
  writeFileSync(path, bytes);
  return path;
}

const text = 'upn,ring\nkai@x.example,先行';
// 先行 in Shift_JIS, as Japanese spreadsheets save it.
const shiftJis = Buffer.concat([
  Buffer.from('upn,ring\nkai@x.example,'),
  Buffer.from([0x90, 0xe6, 0x8d, 0x73]),
]);
const wide = Buffer.from(`\uFEFF${text}`, 'utf16le');

describe('a list of people from outside', () => {
  it.each([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with a mark', Buffer.from(`\uFEFF${text}`)],
    ['UTF-16', wide],
    ['UTF-16, the other way round', Buffer.from(wide).swap16()],
    ['Shift_JIS', shiftJis],
  ])('is read as %s', async (_, bytes) => {
    expect(await readRingFile(fileOf(bytes))).toEqual({ ok: true, value: text });
  });

  it('is refused as a workbook, and where it is not there', async () => {
    const workbook = Buffer.from([0x50, 0x4b, 0x03, 0x04, 0x14, 0x00, 0x06, 0x00]);
    expect(await readRingFile(fileOf(workbook))).toMatchObject({
      failure: { code: 'file/invalid', values: { expected: 'user_and_ring' } },
    });
    expect(await readRingFile(join(folder, 'none.csv'))).toMatchObject({
      failure: { code: 'file/not-found' },
    });
  });
});
