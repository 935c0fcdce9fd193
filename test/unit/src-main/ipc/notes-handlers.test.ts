import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ok } from '../../../../shared/result';
import { createNotesHandlers } from '../../../../src-main/ipc/notes-handlers';
import { openTenantStore, type TenantStore } from '../../../../src-main/store/open-store';
import { notesOf, personNotesOf } from '../../../../src-main/workspace/notes';
import type { Host } from '../../../../src-main/workspace/host';

const at = Date.parse('2026-11-22T12:00:00Z');
let folder = '';
let store: TenantStore;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'causeway-notes-'));
  const opened = openTenantStore(folder, { mode: 'write', clock: { now: () => at } });
  if (!opened.ok) throw new Error(opened.failure.code);
  store = opened.value;
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

it('keeps words only in the plan they were written beside', async () => {
  const open = { store, meta: { id: 'second' } };
  const host = { opened: () => ok(open), ports: { now: () => at } } as unknown as Host;
  const context = { windowId: 1, leave: undefined };
  const save = createNotesHandlers(host)['notes.save'];
  const words = { screen: 'rings', text: 'Reception last' } as const;
  expect(await save({ ...words, workspaceId: 'first' }, context)).toMatchObject({
    ok: false,
    failure: { code: 'store/not-found', values: { path: 'first' } },
  });
  expect(notesOf(store)).toEqual([]);
  expect(await save({ ...words, workspaceId: 'second' }, context)).toMatchObject({
    value: { notes: [{ screen: 'rings', text: 'Reception last' }] },
  });
});

it('keeps words about somebody only in the plan they were written beside', async () => {
  const open = { store, meta: { id: 'second' } };
  const host = { opened: () => ok(open), ports: { now: () => at } } as unknown as Host;
  const context = { windowId: 1, leave: undefined };
  const handlers = createNotesHandlers(host);
  const words = { userId: 'u1', text: 'Has no phone' };
  expect(
    await handlers['notes.savePerson']({ ...words, workspaceId: 'first' }, context),
  ).toMatchObject({ failure: { code: 'store/not-found' } });
  expect(personNotesOf(store)).toEqual([]);
  const note = { person: 'u1', text: 'Has no phone', savedAt: '2026-11-22T12:00:00.000Z' };
  const saved = await handlers['notes.savePerson']({ ...words, workspaceId: 'second' }, context);
  expect(saved).toEqual({ ok: true, value: { note } });
  const read = (userId: string) => handlers['notes.getPerson']({ userId }, context);
  expect(await read('u1')).toEqual({ ok: true, value: { note } });
  expect(await read('u2')).toEqual({ ok: true, value: { note: null } });
});
