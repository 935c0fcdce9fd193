import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkEntry } from '../../../src-main/launch/message-rules.mjs';
import { readMessageUsage, unusedKeys } from '../../tools/message-usage';

const rootFolder = join(import.meta.dirname, '../../..');

function readCatalogue(name: string): Record<string, unknown> {
  const text = readFileSync(join(rootFolder, `shared/messages/${name}.json`), 'utf8');
  const entries = Object.entries(JSON.parse(text) as Record<string, unknown>);
  return Object.fromEntries(entries.filter(([key]) => key !== '$schema'));
}

const english = readCatalogue('en');
const japanese = readCatalogue('ja');
const notes = readCatalogue('notes');
const usage = readMessageUsage(rootFolder, ['shared', 'src-main', 'src-renderer']);

test('both languages and the notes hold the same keys', () => {
  expect(Object.keys(english).length).toBeGreaterThan(0);
  expect(Object.keys(japanese)).toEqual(Object.keys(english));
  expect(Object.keys(notes)).toEqual(Object.keys(english));
});

test('every message keeps the rules: placeholders, arms, note, real Japanese', () => {
  const faults = Object.keys(english).flatMap((key) =>
    checkEntry(key, { en: english[key], ja: japanese[key], note: notes[key] }),
  );
  expect(faults).toEqual([]);
});

test('every key the source calls exists', () => {
  const unknown = usage.called.filter(({ key }) => !(key in english));
  expect(unknown.map(({ key, place }) => `${place} m.${key}`)).toEqual([]);
});

test('every key is used, unless its family is built from data', () => {
  expect(unusedKeys(Object.keys(english), usage)).toEqual([]);
});
