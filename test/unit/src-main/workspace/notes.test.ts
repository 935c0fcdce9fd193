import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openTenantStore, type TenantStore } from '../../../../src-main/store/open-store';
import {
  notesOf,
  personNotesOf,
  saveNote,
  savePersonNote,
} from '../../../../src-main/workspace/notes';

const at = '2026-11-22T12:00:00.000Z';
let folder = '';
let store: TenantStore;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'causeway-notes-'));
  store = open();
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

function open(): TenantStore {
  const opened = openTenantStore(folder, { mode: 'write', clock: { now: () => Date.parse(at) } });
  if (!opened.ok) throw new Error(opened.failure.code);
  return opened.value;
}

it('keeps one note for each screen, over a restart', () => {
  expect(notesOf(store)).toEqual([]);
  saveNote(store, 'rings', 'Reception last', at);
  saveNote(store, 'today', 'Two phones are shared', at);
  saveNote(store, 'rings', 'Reception first', at);
  store.close();
  store = open();
  expect(notesOf(store)).toEqual([
    { screen: 'today', text: 'Two phones are shared', savedAt: at },
    { screen: 'rings', text: 'Reception first', savedAt: at },
  ]);
});

it('takes a note away when nothing is left of it', () => {
  saveNote(store, 'rings', 'Reception last', at);
  saveNote(store, 'rings', '  \n', at);
  expect(notesOf(store)).toEqual([]);
});

it('shows what it can read beside what it cannot, and writes over neither', () => {
  const newer = { screen: 'nowhere', text: 1 };
  const rings = { screen: 'rings', text: 'Reception last', savedAt: at };
  store.settings.set('notes', [newer, rings]);
  expect(notesOf(store)).toEqual([rings]);
  saveNote(store, 'today', 'Two phones are shared', at);
  saveNote(store, 'rings', '', at);
  const today = { screen: 'today', text: 'Two phones are shared', savedAt: at };
  expect(store.settings.get('notes')).toEqual([newer, today]);
});

it('shows no note where what is stored is no list', () => {
  store.settings.set('notes', { screen: 'rings' });
  expect(notesOf(store)).toEqual([]);
});

it('keeps one note for each person beside those of the screens', () => {
  saveNote(store, 'rings', 'Reception last', at);
  savePersonNote(store, 'u1', 'Has no phone', at);
  savePersonNote(store, 'u2', 'On leave', at);
  savePersonNote(store, 'u1', 'Has a phone now', at);
  saveNote(store, 'rings', 'Reception first', at);
  savePersonNote(store, 'u2', ' ', at);
  expect(personNotesOf(store)).toEqual([{ person: 'u1', text: 'Has a phone now', savedAt: at }]);
  expect(notesOf(store)).toEqual([{ screen: 'rings', text: 'Reception first', savedAt: at }]);
});
