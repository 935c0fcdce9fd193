import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { rootFolder } from '../../src-main/launch/places.mjs';

/** Electron reports `ready` once the entry has run: what it loads is waited for without a window. */
const mostBytes = 150_000;
const folder = join(rootFolder, 'out/main');

/** Files below out/main that are loaded with this one, not later. */
function loadedWith(name: string, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(name)) return seen;
  seen.add(name);
  const later = /\.then\(\(\) ?=> ?(?:\w+\()?require\("\.\/[^"]+"\)/g;
  const text = readFileSync(join(folder, name), 'utf8').replaceAll(later, '');
  for (const [, other = ''] of text.matchAll(/require\("\.\/([^"]+)"\)/g)) loadedWith(other, seen);
  return seen;
}

it('opens the window before the engine, sign-in and Graph are loaded', () => {
  const entry = loadedWith('main.js');
  const text = [...entry].map((name) => readFileSync(join(folder, name), 'utf8')).join('\n');
  expect(text).toContain('.then(()=>require("./chunk-open-host');
  for (const word of [
    'PublicClientApplication',
    'authenticationMethodsPolicy',
    'policyMigration',
  ]) {
    expect([word, text.includes(word)]).toEqual([word, false]);
  }
  const bytes = [...entry].reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
  expect(bytes).toBeLessThan(mostBytes);
  // A search that finds nothing must be able to find something.
  const all = [...loadedWith('cli.js')].map((name) => readFileSync(join(folder, name), 'utf8'));
  expect(all.join('\n')).toContain('authenticationMethodsPolicy');
});
