import { ESLint, Linter } from 'eslint';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { house } from '../../tools/lint-rules.mjs';

const rootFolder = join(import.meta.dirname, '../../..');
const rule = 'house/no-fs-on-databases';

/** What the rule says of a text at a path. */
function told(path: string, ...lines: readonly string[]): readonly string[] {
  const linter = new Linter({ cwd: rootFolder });
  const plugins = { house: house as NonNullable<Linter.Config['plugins']>[string] };
  const config: Linter.Config = { files: ['**'], plugins, rules: { [rule]: 'error' } };
  return linter
    .verify(lines.join('\n'), config, { filename: join(rootFolder, path) })
    .map(({ line, message }) => `${line} ${message}`);
}

const names = "const file = 'causeway.db';";
const touched = (line: number, name: string): string =>
  `${line} A file that names or opens a database uses no ${name} of fs: it may drop its lock.`;

describe('no fs on open databases', () => {
  test.each([
    ['copying', "import { copyFileSync } from 'node:fs';", 'copyFileSync'],
    ['renaming', "import { rename } from 'node:fs/promises';", 'rename'],
    ['deleting', "import { rmSync } from 'fs';", 'rmSync'],
    ['reading', "import { readFile as take } from 'node:fs/promises';", 'readFile'],
    ['streaming', "import { createReadStream } from 'node:fs';", 'createReadStream'],
    ['opening', "import { openSync } from 'node:fs';", 'openSync'],
    ['all of it', "import * as fs from 'node:fs';", '*'],
    ['all of it, later', "await import('node:fs');", '*'],
  ])('refuses %s where a database is named', (_, line, name) => {
    expect(told('src-main/workspace/new.ts', line, names)).toEqual([touched(1, name)]);
    // Without a database it is nobody's lock.
    expect(told('src-main/workspace/new.ts', line)).toEqual([]);
  });

  test.each([
    ['a file beside it', 'const wal = `${file}.db-wal`;'],
    ['a pattern', 'const all = /^people-\\d+\\.db$/;'],
    ['the connection', "import { openDatabaseFile } from '../store/database';"],
  ])('knows a database by %s', (_, line) => {
    const first = "import { rmSync } from 'node:fs';";
    expect(told('src-main/workspace/new.ts', first, line)).toEqual([touched(1, 'rmSync')]);
  });

  test('lets pass what opens nothing, other names, and other rooms', () => {
    const harmless = "import { existsSync, statSync, readdirSync, type Stats } from 'node:fs';";
    const parsed = harmless.replace(', type Stats', '');
    expect(told('src-main/workspace/new.ts', parsed, names)).toEqual([]);
    const reading = "import { readFileSync } from 'node:fs';";
    expect(told('src-main/workspace/new.ts', reading, "const file = 'a.dbx';")).toEqual([]);
    expect(told('test/unit/new.test.ts', reading, names)).toEqual([]);
  });

  test('lets the store make a new file, and open none that is there', () => {
    const imported = "import { closeSync, openSync } from 'node:fs';";
    const path = 'src-main/store/tenant-lock.ts';
    expect(told(path, imported, "closeSync(openSync('lock.db', 'wx', 0o600));")).toEqual([]);
    expect(told(path, imported, "closeSync(openSync('lock.db', 'r'));")).toEqual([
      "2 Beside databases openSync takes 'wx' alone: it opens no file that is there.",
    ]);
    expect(told(path, "import { rmSync } from 'node:fs';", "rmSync('lock.db');")).toHaveLength(1);
  });

  test('holds for every room of the main process', { timeout: 30_000 }, async () => {
    const eslint = new ESLint({ cwd: rootFolder });
    for (const room of readdirSync(join(rootFolder, 'src-main'))) {
      const path = join(rootFolder, 'src-main', room, 'new.ts');
      const config = (await eslint.calculateConfigForFile(path)) as Linter.Config;
      expect([room, config.rules?.[rule]]).toEqual([room, [2]]);
    }
  });
});
