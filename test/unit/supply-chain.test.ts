import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { reached } from '../fixtures/campaign';

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
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>;
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
/**
 * Optional packages their maker names and never published; its WebAssembly takes their place. npm
 * can lock no version of them, and `npm ci` refuses the lock file unless an empty entry stands
 * right below the package that names them. `npm install` leaves these entries out: put them back.
 */
const unpublished: readonly string[] = ['darwin-arm64', 'linux-arm64', 'win32-x64'].map(
  (platform) => `node_modules/@lix-js/sdk/node_modules/@lix-js/sdk-${platform}`,
);

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
  const withoutHash = locked.filter(([, entry]) => !entry.integrity);
  expect(withoutHash.map(([path]) => path)).toEqual(unpublished);
  // Without a version npm finds nothing to install, and refuses one that is published later.
  for (const [, entry] of withoutHash) expect(entry).toEqual({ dev: true, optional: true });
  expect(locked.filter(([, entry]) => entry.resolved).map(([path]) => path)).toEqual([]);
});

test('the lock file holds every package any package needs, on every platform', () => {
  expect(missingPackages(lock.packages)).toEqual([]);
});

test('a package of another platform that is not locked is noticed', () => {
  const needing = { version: '1.0.0', optionalDependencies: { 'a-win32': '1.0.0' } };
  const locked = { version: '1.0.0', optional: true };
  expect(missingPackages({ 'node_modules/a': needing })).toEqual([
    'node_modules/a needs a-win32@1.0.0',
  ]);
  for (const path of ['node_modules/a-win32', 'node_modules/a/node_modules/a-win32']) {
    expect(missingPackages({ 'node_modules/a': needing, [path]: locked })).toEqual([]);
  }
  const elsewhere = 'node_modules/b/node_modules/a-win32';
  expect(missingPackages({ 'node_modules/a': needing, [elsewhere]: locked })).toHaveLength(1);
});

test('a package locked in another version than is needed is noticed', () => {
  const packages = {
    'node_modules/a': { version: '1.0.0', dependencies: { b: '2.0.0' } },
    'node_modules/b': { version: '1.0.0' },
  };
  expect(missingPackages(packages)).toEqual(['node_modules/a needs b@2.0.0']);
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
  const direct = Object.keys(description.dependencies).length;
  expect(direct).toBeLessThanOrEqual(16);
  reached('P29', `${direct} direct runtime packages, 0 scripts run, 0 unknown licences`);
  expect(read('node_modules/svelte-toolbelt/LICENSE')).toMatch(/^MIT License/);
});

/** What `npm ci` would call missing: needed by a package, and not where Node would look for it. */
function missingPackages(packages: Readonly<Record<string, LockedPackage>>): string[] {
  return Object.entries(packages).flatMap(([path, entry]) =>
    neededBy(entry)
      .filter(([name, version]) => !isLocked(packages, path, name, version))
      .map(([name, version]) => `${path} needs ${name}@${version}`),
  );
}

function neededBy(entry: LockedPackage): [string, string][] {
  const peers = Object.entries(entry.peerDependencies ?? {});
  return [
    ...Object.entries(entry.dependencies ?? {}),
    ...Object.entries(entry.optionalDependencies ?? {}),
    ...peers.filter(([name]) => entry.peerDependenciesMeta?.[name]?.optional !== true),
  ];
}

/** Looks where Node does: below the package, then below each one around it. */
function isLocked(
  packages: Readonly<Record<string, LockedPackage>>,
  path: string,
  name: string,
  version: string,
): boolean {
  const own = `${path}/node_modules/${name}`.replace(/^\//, '');
  const found = packages[own];
  if (found !== undefined) {
    const isExact = /^\d+\.\d+\.\d+$/.test(version);
    return !isExact || found.version === version || unpublished.includes(own);
  }
  const around = path.lastIndexOf('/node_modules/');
  return path !== '' && isLocked(packages, around < 0 ? '' : path.slice(0, around), name, version);
}

function isForDevelopment(entry: LockedPackage): boolean {
  return entry.dev === true || entry.devOptional === true;
}

function isAllowed(expression: string): boolean {
  const names = expression.replaceAll(/[()]/g, '').split(/ (?:AND|OR) /);
  return names.every((name) => licences.includes(name));
}
