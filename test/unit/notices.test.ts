import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LocalData, type LocalDataPorts } from '../../src-main/app/local-data';
import { noticesOf } from '../../src-main/launch/notices.mjs';

const rootFolder = join(import.meta.dirname, '../..');
const own = JSON.parse(readFileSync(join(rootFolder, 'package.json'), 'utf8')) as {
  readonly dependencies: Readonly<Record<string, string>>;
};

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'causeway-notices-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function lay(
  packages: Readonly<Record<string, { dev?: boolean; license?: string; text?: string }>>,
) {
  rmSync(join(folder, 'node_modules'), { recursive: true, force: true });
  for (const [name, { license, text }] of Object.entries(packages)) {
    const path = join(folder, 'node_modules', name);
    mkdirSync(path, { recursive: true });
    writeFileSync(join(path, 'package.json'), JSON.stringify({ name, version: '1.0.0', license }));
    if (text !== undefined) writeFileSync(join(path, 'LICENSE.md'), text);
  }
  const locked = Object.fromEntries(
    Object.entries(packages).map(([name, { dev }]) => [
      `node_modules/${name}`,
      dev === undefined ? {} : { dev },
    ]),
  );
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify({ packages: locked }));
}

test('every direct dependency of the program stands in it, with its version', () => {
  const text = noticesOf(rootFolder);
  for (const [name, version] of Object.entries(own.dependencies)) {
    expect(text).toContain(`${name} ${version} (`);
  }
  expect(text).toContain('@fluentui/svg-icons');
  expect(text).not.toContain('vitest');
  expect(noticesOf(rootFolder)).toBe(text);
  // It crosses to the page in one piece.
  expect(text.length).toBeLessThan(524_288);
});

test('parts that share a text share its place, and tools for building are left out', () => {
  lay({
    b: { license: 'MIT', text: 'Permission' },
    a: { license: 'MIT', text: 'Permission\r\n' },
    tool: { dev: true, license: 'MIT', text: 'Tool' },
  });
  const text = noticesOf(folder);
  expect(text.match(/Permission/g)).toHaveLength(1);
  expect(text).toContain('a 1.0.0 (MIT)\nb 1.0.0 (MIT)');
  expect(text).not.toContain('Tool');
});

test('a part that names no licence at all fails the build', () => {
  lay({ a: {} });
  expect(() => noticesOf(folder)).toThrow('names no licence');
});

test('a copy of the program without them says which file is missing', () => {
  const ports = { folder, logFolder: folder, noticesFile: join(folder, 'notices.txt') };
  const local = new LocalData(ports as unknown as LocalDataPorts);
  const values = { file: 'notices.txt', code: 'ENOENT' };
  expect(local.notices()).toMatchObject({
    ok: false,
    failure: { code: 'file/unreadable', values },
  });
  writeFileSync(ports.noticesFile, 'svelte (MIT)');
  expect(local.notices()).toEqual({ ok: true, value: { text: 'svelte (MIT)' } });
});
