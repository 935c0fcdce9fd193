import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { writePieces, writeWhole } from '../../../../src-main/files/plan-files';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'causeway-pieces-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const pieces = (count: number) =>
  function* (): Generator<string> {
    for (let n = 0; n < count; n += 1) yield `${String(n)} 行 😀\n`.repeat(1_000);
  };

it('writes every piece in order, closed to others, and nothing beside it', async () => {
  const path = join(folder, 'plan.causeway');
  expect(await writePieces(path, pieces(500))).toEqual({ ok: true, value: undefined });
  expect(readFileSync(path, 'utf8')).toBe([...pieces(500)()].join(''));
  if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toEqual(['plan.causeway']);
});

it('leaves the old file as it was where a piece cannot be made', async () => {
  const path = join(folder, 'plan.causeway');
  await writeWhole(path, 'before');
  const broken = function* (): Generator<string> {
    yield 'half';
    throw new Error('no more');
  };
  expect(await writePieces(path, broken)).toMatchObject({
    ok: false,
    failure: { code: 'file/unwritable' },
  });
  expect(readFileSync(path, 'utf8')).toBe('before');
  expect(readdirSync(folder)).toEqual(['plan.causeway']);
});

it('refuses a link under the name', async () => {
  const path = join(folder, 'link');
  symlinkSync(join(folder, 'elsewhere'), path);
  expect(await writePieces(path, pieces(1))).toMatchObject({ ok: false });
  expect(readdirSync(folder)).toEqual(['link']);
});
