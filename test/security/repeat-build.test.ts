import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
} from 'node:fs';
import { join, relative } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { rootFolder } from '../../src-main/launch/places.mjs';
import { isLong, quickFolder, reached } from '../fixtures/campaign';
import { filesBelow } from './find-secrets';

const folder = quickFolder('repeat-build');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What goes into a build, as a fresh checkout has it. */
const sources = [
  ...['shared', 'src-main', 'src-renderer', 'electron.vite.config.ts'],
  ...['package.json', 'package-lock.json', 'tsconfig.base.json'],
];
const made = new Set([join(rootFolder, 'shared/paraglide'), join(rootFolder, 'out')]);

interface Built {
  /** Of the sources. */
  readonly stamp: string;
  /** Path below out/ → its hash. */
  readonly files: ReadonlyMap<string, string>;
}

/** Builds a copy of the sources at another place, as of another day. */
async function build(name: string, zone: string, at: number): Promise<Built> {
  const copy = join(folder, name);
  mkdirSync(copy, { recursive: true });
  for (const source of sources) {
    const options = { recursive: true, filter: (path: string) => !made.has(path) };
    cpSync(join(rootFolder, source), join(copy, source), options);
  }
  for (const file of filesBelow(copy)) utimesSync(file, at, at);
  symlinkSync(join(rootFolder, 'node_modules'), join(copy, 'node_modules'));
  const child = spawn(process.execPath, ['src-main/launch/build.mjs'], {
    cwd: copy,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, TZ: zone, LANG: zone === 'UTC' ? 'C' : 'ja_JP.UTF-8', NODE_ENV: '' },
  });
  const code = await new Promise((resolve) => child.on('close', resolve));
  expect(code).toBe(0);
  return builtIn(join(copy, 'out'));
}

function builtIn(out: string): Built {
  const stamp = join(out, 'build.stamp');
  return {
    stamp: existsSync(stamp) ? readFileSync(stamp, 'utf8') : '',
    files: new Map(
      filesBelow(out)
        .filter((file) => !/build\.(stamp|lock)$/.test(file))
        .sort()
        .map((file) => [
          relative(out, file),
          createHash('sha256').update(readFileSync(file)).digest('hex'),
        ]),
    ),
  };
}

it('builds the same bytes at another place, on another day', { timeout: 600_000 }, async () => {
  const { files: second, stamp } = await build('another/longer/place', 'Asia/Tokyo', 1_790_000_000);
  // What the other tests run is such a build already, where it is of these sources.
  const here = builtIn(join(rootFolder, 'out'));
  const isSame = !isLong && here.stamp === stamp;
  const { files: first } = isSame ? here : await build('a', 'UTC', 1_700_000_000);
  expect(first.size).toBeGreaterThan(10);
  expect([...second.keys()]).toEqual([...first.keys()]);
  const other = [...first].filter(([file, hash]) => second.get(file) !== hash);
  expect(other.map(([file]) => file)).toEqual([]);
  reached('P30', `${first.size} of ${first.size} files of the bundles byte-equal`);
});
