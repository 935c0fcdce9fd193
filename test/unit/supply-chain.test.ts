import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const rootFolder = join(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(rootFolder, path), 'utf8');

interface LockedPackage {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly devOptional?: boolean;
  readonly hasInstallScript?: boolean;
}

const description = JSON.parse(read('package.json')) as {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
};
const lock = JSON.parse(read('package-lock.json')) as {
  readonly packages: Readonly<Record<string, LockedPackage>>;
};
const locked = Object.entries(lock.packages).filter(([path]) => path !== '');

/** What the product may be made of (execution 7.4). */
const licences = [
  'MIT',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  '0BSD',
  'BlueOak-1.0.0',
  'Python-2.0',
  'CC0-1.0',
  'CC-BY-4.0',
];
/** Packages whose description names no licence, with the one in their LICENSE file. */
const licencesByFile: Readonly<Record<string, string>> = { 'svelte-toolbelt': 'MIT' };
/** None of these scripts runs: `ignore-scripts=true`. A new name here is a decision. */
const knownInstallScripts: readonly string[] = ['@photostructure/sqlite'];

test('every dependency is pinned to one version from the registry', () => {
  const all = { ...description.dependencies, ...description.devDependencies };
  expect(Object.values(all).filter((version) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
});

test('the direct dependencies of the product are these', () => {
  expect(Object.keys(description.dependencies)).toEqual([
    '@azure/msal-node',
    '@microsoft/microsoft-graph-client',
    '@photostructure/sqlite',
    'bits-ui',
    'csv-stringify',
    'd3-sankey',
    'electron-log',
    'svelte',
    'temporal-polyfill',
    'valibot',
    'virtua',
    'write-file-atomic',
  ]);
});

test('the lock file holds hashes and no addresses', () => {
  expect(locked.length).toBeGreaterThan(100);
  expect(locked.filter(([, entry]) => !entry.integrity).map(([path]) => path)).toEqual([]);
  expect(locked.filter(([, entry]) => entry.resolved).map(([path]) => path)).toEqual([]);
});

test('no install script runs, and no package that has one came in unnoticed', () => {
  expect(read('.npmrc')).toContain('ignore-scripts=true');
  const shipped = locked.filter(([, entry]) => entry.hasInstallScript && !isForDevelopment(entry));
  expect(shipped.map(([path]) => path.replace(/^.*node_modules\//, ''))).toEqual(
    knownInstallScripts,
  );
});

test('shipped packages carry a licence of the list', () => {
  const shipped = locked.filter(([, entry]) => !isForDevelopment(entry));
  const named = shipped.map(([path, { license }]) => {
    const name = path.replace(/^.*node_modules\//, '');
    return { name, license: license ?? licencesByFile[name] ?? 'none' };
  });
  expect(named.filter(({ license }) => !isAllowed(license))).toEqual([]);
  expect(read('node_modules/svelte-toolbelt/LICENSE')).toMatch(/^MIT License/);
});

function isForDevelopment(entry: LockedPackage): boolean {
  return entry.dev === true || entry.devOptional === true;
}

function isAllowed(expression: string): boolean {
  const names = expression.replaceAll(/[()]/g, '').split(/ (?:AND|OR) /);
  return names.every((name) => licences.includes(name));
}
