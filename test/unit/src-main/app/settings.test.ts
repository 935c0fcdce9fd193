import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readJsonFile, writeJsonFile } from '../../../../src-main/app/json-file';
import { resolveLanguage, Settings, themeSource } from '../../../../src-main/app/settings';
import { usualSettings } from '../../../../shared/ipc/settings-contract';

test('keeps a change over a restart and tells of it', () => {
  let stored: unknown;
  const port = {
    read: () => stored,
    isThere: () => false,
    write: (value: unknown) => (stored = value),
  };
  const told: unknown[] = [];
  const settings = new Settings(port, (changed) => void told.push(changed));
  settings.change({ language: 'ja', theme: undefined });
  expect(told).toEqual([{ ...usualSettings, language: 'ja' }]);
  expect(new Settings(port, () => undefined).current).toEqual({ ...usualSettings, language: 'ja' });
});

test('a change that cannot be saved is not applied', () => {
  const settings = new Settings(
    {
      read: () => undefined,
      isThere: () => false,
      write: () => {
        throw new Error('read-only');
      },
    },
    () => expect.unreachable(),
  );
  expect(() => settings.change({ theme: 'dark' })).toThrow('read-only');
  expect(settings.current).toEqual(usualSettings);
});

const loaded = (stored: unknown, isThere = true) =>
  new Settings(
    { read: () => stored, isThere: () => isThere, write: () => undefined },
    () => undefined,
  ).current;

test('no file gives the usual settings, and a file of before read-only mode keeps its own', () => {
  expect(loaded(undefined, false)).toEqual(usualSettings);
  const { isReadOnly: _none, checksUpdates: _nor, ...before } = { ...usualSettings, theme: 'dark' };
  expect(loaded(before)).toEqual({ ...before, isReadOnly: false, checksUpdates: true });
  expect(loaded({ ...before, isReadOnly: true })).toEqual({
    ...{ ...before, isReadOnly: true, checksUpdates: true },
  });
});

test.each([undefined, 7, { language: 'xx' }, { ...usualSettings, extra: 1 }])(
  'a file with %j may have said read-only, and is taken to have',
  (stored) => expect(loaded(stored)).toEqual({ ...usualSettings, isReadOnly: true }),
);

test.each<['system' | 'en' | 'ja', string[], 'en' | 'ja']>([
  ['system', ['ja-JP', 'en-US'], 'ja'],
  ['system', ['fr-FR', 'ja'], 'ja'],
  ['system', ['en-GB', 'ja-JP'], 'en'],
  ['system', ['de-DE'], 'en'],
  ['system', [], 'en'],
  ['en', ['ja-JP'], 'en'],
  ['ja', ['en-US'], 'ja'],
])('%s with %j gives %s', (setting, languages, expected) => {
  expect(resolveLanguage(setting, languages)).toBe(expected);
});

test('a file is replaced as a whole, for its owner alone; broken ones read as nothing', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'causeway-')), 'settings.json');
  expect(readJsonFile(file)).toBeUndefined();
  writeJsonFile(file, { a: 1 });
  expect(readJsonFile(file)).toEqual({ a: 1 });
  if (process.platform !== 'win32') {
    expect(statSync(file).mode & 0o777).toBe(0o600);
  }
  writeFileSync(file, readFileSync(file, 'utf8').slice(0, 4));
  expect(readJsonFile(file)).toBeUndefined();
  writeFileSync(file, `"${'x'.repeat(70_000)}"`);
  expect(readJsonFile(file)).toBeUndefined();
});

test('high contrast is light or dark as the system is', () => {
  const source = (theme: 'system' | 'light' | 'dark' | 'contrast') =>
    themeSource({ ...usualSettings, theme });
  expect([source('contrast'), source('system')]).toEqual(['system', 'system']);
  expect([source('light'), source('dark')]).toEqual(['light', 'dark']);
});
