import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { noteLength } from '../../../../src-main/cli/note-length';
import { Output } from '../../../../src-main/cli/output';
import { fileLimits } from '../../../../src-main/files/file-limits';

const folder = mkdtempSync(join(tmpdir(), 'causeway-length-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function saidOf(bytes: number): Promise<string> {
  const file = join(folder, 'long.json');
  writeFileSync(file, '');
  // A hole: no disk is filled.
  truncateSync(file, bytes);
  let text = '';
  const err = { write: (some: string) => (text += some) };
  const output = new Output({ out: err, err }, 'en', 'UTC', true, () => 0);
  await noteLength(output, file, 'snapshot');
  return text;
}

it('says of a file that it is longer than what is taken back, and only then', async () => {
  const { maxBytes } = fileLimits.snapshot;
  expect(await saidOf(maxBytes + 1)).toContain('can’t be opened again');
  expect(await saidOf(maxBytes)).toBe('');
});
