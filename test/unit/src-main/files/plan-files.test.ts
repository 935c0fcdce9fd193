import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeDirectory, writePieces, writeWhole } from '../../../../src-main/files/plan-files';
import { safeFileName } from '../../../../src-main/files/safe-names';
import { removeUnfinished } from '../../../../src-main/files/unfinished-files';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'causeway-write-'));
});
afterEach(() => {
  chmodSync(folder, 0o700);
  rmSync(folder, { recursive: true, force: true });
});

describe('writing a file whole', () => {
  it.each([
    ['letters of three bytes', ['株'.repeat(400_000), 'a', '😀'.repeat(300_000), '']],
    ['as much as one write takes', ['x'.repeat(1_048_576), 'y']],
    ['letters that do not fit any more', ['x'.repeat(1_048_574), '😀', '佐', 'z']],
    ['nothing', ['', '']],
  ])('writes %s in pieces, and shows every byte on its way', async (_, pieces) => {
    const path = join(folder, 'pieces');
    const seen: Buffer[] = [];
    const see = (bytes: Uint8Array): void => void seen.push(Buffer.from(bytes));
    expect(await writePieces(path, () => pieces, see)).toMatchObject({ ok: true });
    expect(readFileSync(path, 'utf8') === pieces.join('')).toBe(true);
    expect(Buffer.concat(seen).equals(readFileSync(path))).toBe(true);
  });

  it('writes, replaces, keeps it private and leaves nothing beside it', async () => {
    const path = join(folder, 'plan.causeway');
    expect(await writeWhole(path, 'first')).toEqual({ ok: true, value: undefined });
    expect(await writeWhole(path, 'second')).toMatchObject({ ok: true });
    expect(readFileSync(path, 'utf8')).toBe('second');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['plan.causeway']);
  });

  it('refuses a link, a folder and a missing folder, and leaves what is behind a link alone', async () => {
    writeFileSync(join(folder, 'real'), 'kept');
    symlinkSync(join(folder, 'real'), join(folder, 'link'));
    mkdirSync(join(folder, 'inner'));
    for (const name of ['link', 'inner', 'none/plan']) {
      const result = await writeWhole(join(folder, name), 'x');
      expect(result).toMatchObject({ ok: false, failure: { code: 'file/unwritable' } });
    }
    expect(readFileSync(join(folder, 'real'), 'utf8')).toBe('kept');
  });

  it('refuses a file where a folder is wanted', async () => {
    writeFileSync(join(folder, 'taken'), '');
    expect(await makeDirectory(join(folder, 'taken'))).toMatchObject({ ok: false });
    expect(await makeDirectory(join(folder, 'a', 'b'))).toMatchObject({ ok: true });
  });
});

describe('safe names', () => {
  it.each([
    ['Hollis Bakery', 'Hollis Bakery.html'],
    ['../../etc/passwd', 'etc passwd.html'],
    ['con', 'causeway con.html'],
    ['NUL.txt', 'causeway NUL.txt.html'],
    ['a:stream', 'a stream.html'],
    ['株式会社ケストレル', '株式会社ケストレル.html'],
    ['abc\u202egnp', 'abc gnp.html'],
    ['trailing. . ', 'trailing.html'],
    ['', 'causeway.html'],
    [`${'a'.repeat(79)}😀b`, `${'a'.repeat(79)}😀.html`],
    ['株'.repeat(90), `${'株'.repeat(60)}.html`],
  ])('%j becomes %s', (title, name) => {
    expect(safeFileName(title, 'html')).toBe(name);
  });

  it('are short enough to be written, with what a temporary file adds', async () => {
    for (const title of ['株'.repeat(90), '😀'.repeat(90)]) {
      const path = join(folder, safeFileName(title, 'html'));
      expect((await writeWhole(path, 'x')).ok).toBe(true);
      expect((await writePieces(path, () => ['y'])).ok).toBe(true);
    }
  });
});

it('removes what is half written when the program ends, and keeps what it would have replaced', async () => {
  const path = join(folder, 'report.csv');
  writeFileSync(path, 'of yesterday');
  function* pieces(): Generator<string> {
    yield 'x'.repeat(1_500_000);
    expect(readdirSync(folder)).toHaveLength(2);
    removeUnfinished();
    expect(readdirSync(folder)).toEqual(['report.csv']);
    yield 'y';
  }
  expect(await writePieces(path, pieces)).toMatchObject({ ok: false });
  expect(readFileSync(path, 'utf8')).toBe('of yesterday');
  expect(await writePieces(path, () => ['whole'])).toMatchObject({ ok: true });
  removeUnfinished();
  expect(readFileSync(path, 'utf8')).toBe('whole');
});
