import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';

const tool = join(import.meta.dirname, '../../tools/add-messages.mjs');
const note = 'A note.';

function anEmptyCatalogue(): string {
  const folder = mkdtempSync(join(tmpdir(), 'causeway-catalogue-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const name of ['en', 'ja', 'notes']) writeFileSync(join(folder, `${name}.json`), '{}');
  return folder;
}

function add(folder: string, entries: unknown, ...options: string[]) {
  return spawnSync(process.execPath, [tool, `--folder=${folder}`, ...options], {
    input: JSON.stringify(entries),
    encoding: 'utf8',
  });
}

function read(folder: string, name: string): Record<string, unknown> {
  return JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as Record<string, unknown>;
}

test('adds sorted, refuses another text for a key, replaces when told', () => {
  const folder = anEmptyCatalogue();
  expect(add(folder, { b_x: { en: 'Back', ja: '戻る', note } }).status).toBe(0);
  expect(add(folder, { a_x: { en: 'Next', ja: '次へ', note } }).status).toBe(0);
  expect(Object.keys(read(folder, 'en'))).toEqual(['$schema', 'a_x', 'b_x']);
  const refused = add(folder, {
    b_x: { en: 'Return', ja: '戻る', note },
    c_x: { en: 'Close', ja: '閉じる', note },
  });
  expect(refused.status).toBe(1);
  expect(refused.stderr).toContain('b_x: en holds another text');
  expect(read(folder, 'en')).not.toHaveProperty('c_x');
  const replaced = add(folder, { b_x: { en: 'Return', ja: '戻る', note } }, '--replace');
  expect(replaced.status).toBe(0);
  expect(read(folder, 'en')['b_x']).toBe('Return');
});

test('runs at the same time lose nothing', async () => {
  const folder = anEmptyCatalogue();
  const codes = await Promise.all(
    Array.from({ length: 6 }, (_, index) => {
      const child = spawn(process.execPath, [tool, `--folder=${folder}`], {
        stdio: ['pipe', 'ignore', 'ignore'],
      });
      child.stdin?.end(JSON.stringify({ [`k_${index}`]: { en: 'Close', ja: '閉じる', note } }));
      return new Promise<number | null>((resolve) => child.on('close', resolve));
    }),
  );
  expect(codes).toEqual([0, 0, 0, 0, 0, 0]);
  expect(Object.keys(read(folder, 'ja'))).toHaveLength(7);
});
